import type { WebSocket } from 'ws';
import type { ReadTranscript } from '../../../src/core/journal/transcript.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { PubSub } from '../../../src/core/ports/pubsub.ts';
import { guarded } from '../../../src/core/util/guarded.ts';
import { activitiesOf, type Reader, typing } from '../outbound.ts';
import { newsTopic, typingTopic } from '../topics.ts';
import { page } from './activities.ts';
import type { ActivitySet } from './activity.ts';

export interface StreamDeps {
  readonly readTranscript: ReadTranscript;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  /** Milliseconds between two pings; a peer that let one go unanswered is dropped at the next. */
  readonly keepAliveMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends a conversation down one socket, from a cursor on: what is there, then more at each wake. Only one reading is
 * under way at a time and only it moves the cursor, so nothing goes out twice; a wake during a reading makes it look
 * once more, so nothing is missed. One frame is in flight at a time: a slow reader costs one frame of memory, and one
 * that reads no more answers no ping and is dropped. Resolves when the socket is closed.
 */
export async function runStream(
  socket: WebSocket,
  conversation: string,
  after: number,
  reader: Reader,
  deps: StreamDeps,
): Promise<void> {
  let cursor = after;
  let busy = false;
  let again = false;
  let alive = true;

  const isOpen = () => socket.readyState === socket.OPEN;

  async function catchUp(): Promise<void> {
    again = true;
    if (busy) return;
    busy = true;
    try {
      while (again && isOpen()) {
        again = false;
        const turns = await deps.readTranscript(conversation, cursor, page);
        const last = turns.at(-1);
        if (last === undefined) continue;
        cursor = last.revision;
        again ||= turns.length === page;
        await send(socket, {
          activities: turns.flatMap((turn) => activitiesOf(turn, reader)),
          watermark: String(cursor),
        });
      }
    } catch (error) {
      if (isOpen()) {
        deps.log.error({ conversation, error }, 'a stream could not be read; its client will resume from its cursor');
        socket.close(1011, 'reading failed');
      }
    } finally {
      busy = false;
    }
  }

  function showTyping(): void {
    // Passing news: a socket that is behind does without.
    if (!isOpen() || socket.bufferedAmount > 0) return;
    send(socket, { activities: [typing(reader, cursor, deps.clock())] }).catch(() => {});
  }

  function beat(): void {
    if (!alive) {
      socket.terminate();
      return;
    }
    alive = false;
    socket.ping();
    // A wake that got lost costs at most this much delay.
    void catchUp();
  }

  const received = () => {
    alive = true;
  };
  socket.on('pong', received);
  // Clients send empty frames to find out whether the way is still open; there is nothing to read in any frame.
  socket.on('message', received);
  socket.on('error', () => socket.terminate());
  const subscriptions = [
    deps.pubsub.subscribe(newsTopic(conversation), () => void catchUp()),
    deps.pubsub.subscribe(typingTopic(conversation), showTyping),
  ];
  const heart = setInterval(
    guarded(beat, () => socket.terminate()),
    deps.keepAliveMs,
  );
  heart.unref();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  void catchUp();
  await closed;
  clearInterval(heart);
  for (const end of subscriptions) end();
}

/** Resolves when the frame has left for the network. */
function send(socket: WebSocket, set: ActivitySet): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(JSON.stringify(set), (error) => (error ? reject(error) : resolve()));
  });
}
