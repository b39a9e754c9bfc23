import { request } from 'node:http';
import { randomNumbers } from '../random.ts';
import { type Chat, openChat } from './chat.ts';
import type { PushedMessage } from './platform.ts';
import { type Talked, talk } from './talk.ts';
import { until } from './until.ts';

/** One conversation of the web chat, and how it looked on the page. */
export interface ChatTalked extends Talked {
  readonly by: 'WebSocket' | 'polling';
  readonly chat: Chat;
}

export interface PushTalked extends Talked {
  /** The platform's id. */
  readonly conversation: string;
}

interface PeopleDeps {
  readonly seed: number;
  readonly texts: readonly string[];
  /** Most messages of one conversation, after which the person begins another. */
  readonly messages: number;
  readonly pause: number;
  readonly stopped: () => boolean;
  /** Whether an answer can no longer be expected. */
  readonly hopeless: () => boolean;
}

/** A person in the web chat, one conversation after another. */
export async function chatter(index: number, deps: PeopleDeps & { port: number }): Promise<readonly ChatTalked[]> {
  const random = randomNumbers(deps.seed + index);
  const webSocket = index % 2 === 0;
  const done: ChatTalked[] = [];
  for (let turn = 0; !deps.stopped(); turn++) {
    const chat = await openChat({ port: deps.port, webSocket, stopped: deps.stopped });
    if (chat === null) break;
    const name = `w${index}-${turn}`;
    const talked = await talk({
      ...deps,
      name,
      random,
      messages: Math.ceil((0.5 + random() / 2) * deps.messages),
      sequential: index % 4 < 2,
      post: (id, text) =>
        chat.post({ type: 'message', text, from: { id: name }, channelData: { clientActivityID: id } }),
    });
    // The person waits for the answer to each question.
    await until(() => sawAll(chat, talked) || deps.hopeless(), Number.POSITIVE_INFINITY);
    chat.close();
    done.push({ ...talked, by: webSocket ? 'WebSocket' : 'polling', chat });
  }
  return done;
}

/** Whether everything that was acknowledged came back, and what the client received was shown. */
function sawAll({ received, shown }: Chat, { sent }: Talked): boolean {
  const ids = new Set(received.sets.flatMap(({ activities }) => activities.map(({ id }) => id)));
  return sent.every(({ places }) => places.every((place) => ids.has(place))) && [...ids].every((id) => shown.has(id));
}

/** A person on the platform that pushes. */
export async function pusher(index: number, deps: PeopleDeps & { port: number }): Promise<readonly PushTalked[]> {
  const random = randomNumbers(deps.seed + 1_000 + index);
  const done: PushTalked[] = [];
  for (let turn = 0; !deps.stopped(); turn++) {
    const conversation = `p${index}-${turn}`;
    const talked = await talk({
      ...deps,
      name: conversation,
      random,
      messages: Math.ceil((0.5 + random() / 2) * deps.messages),
      sequential: index % 2 === 0,
      post: (id, text) => push(deps.port, { conversation, id, text }),
    });
    done.push({ ...talked, conversation });
  }
  return done;
}

/** Milliseconds after which the platform redelivers a message. */
const timeoutMs = 3_000;

/** How many of the processes behind some ports accept no message, even when it is redelivered for some milliseconds. */
export async function countDeaf(ports: readonly number[], within: number): Promise<number> {
  const received = await Promise.all(
    ports.map((port) => {
      const message = { conversation: `last-${port}`, id: `last-${port}`, text: 'hola' };
      return until(async () => (await push(port, message)) !== null, within);
    }),
  );
  return received.filter((each) => !each).length;
}

/** Delivers a message to a hook once, over its own connection. */
function push(port: number, message: PushedMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path: '/', agent: false });
    const timer = setTimeout(() => outgoing.destroy(), timeoutMs);
    const end = (place: string | null) => {
      clearTimeout(timer);
      resolve(place);
    };
    outgoing.on('error', () => end(null));
    outgoing.on('close', () => end(null));
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.on('data', (piece) => {
        text += piece;
      });
      incoming.on('error', () => end(null));
      incoming.on('end', () => end(incoming.statusCode === 200 ? String(JSON.parse(text).revision) : null));
    });
    outgoing.end(JSON.stringify(message));
  });
}
