import type { WebSocket } from 'ws';
import type { ReadTranscript } from '../../../src/core/journal/transcript.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Log } from '../../../src/core/ports/log.ts';
import type { PubSub } from '../../../src/core/ports/pubsub.ts';
import { guarded } from '../../../src/core/util/guarded.ts';
import { activitiesOf, type Reader, typing } from '../outbound.ts';
import { newsTopic, typingTopic } from '../topics.ts';
import { pageSize } from './activities.ts';
import type { ActivitySet } from './activity.ts';

export interface StreamDeps {
  readonly readTranscript: ReadTranscript;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  /** Milliseconds between two pings; a peer that has not answered one is dropped at the next. */
  readonly keepAliveMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends a conversation over one socket, from a cursor on: existing turns first, then more at each signal. Only one read
 * runs at a time and only it moves the cursor, so nothing is sent twice; a signal during a read triggers another read,
 * so nothing is missed. Only one frame is in flight: a slow client costs one frame of memory, and one that stops
 * reading answers no ping and is dropped. Resolves when the socket is closed.
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
        const turns = await deps.readTranscript(conversation, cursor, pageSize);
        const last = turns.at(-1);
        if (last === undefined) continue;
        cursor = last.revision;
        again ||= turns.length === pageSize;
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
    // Transient events: a socket that lags behind skips them.
    if (!isOpen() || socket.bufferedAmount > 0) return;
    send(socket, { activities: [typing(reader, cursor, deps.clock())] }).catch(() => {});
  }

  function beat(): void {
    // On a busy server the answer may have arrived and not been read: timers come before sockets, so those come first.
    if (alive) ping();
    else setImmediate(() => (alive ? ping() : socket.terminate()));
  }

  function ping(): void {
    if (!isOpen()) return;
    alive = false;
    socket.ping();
    // A lost signal delays a message by this much at most.
    void catchUp();
  }

  const received = () => {
    alive = true;
  };
  socket.on('pong', received);
  // Clients send empty frames as a keep-alive; frames have no content to read.
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
