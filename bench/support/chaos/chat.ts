import { setTimeout as sleep } from 'node:timers/promises';
import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { insideOf, withSockets } from '../../../test/adapters/webchat/support/browser.ts';
import { ListeningSocket, type Received, receivedOf } from './browser.ts';
import { until } from './until.ts';

/** A page with a real Direct Line client, which a person reloads when the client has given up. */
export interface Chat {
  /** The conversation, as clients see it. */
  readonly conversation: string;
  readonly received: Received;
  /** How often the client showed each activity. */
  readonly shown: ReadonlyMap<string, number>;
  /** Posts once; resolves to the activity's id when the server has acknowledged it. */
  post(activity: object): Promise<string | null>;
  /** How often the page was reloaded. */
  reloads(): number;
  close(): void;
}

/** Timeout of the client's requests, milliseconds. */
const timeoutMs = 3_000;

type LineOptions = ConstructorParameters<typeof DirectLine>[0];

/** Opens a new conversation, with as many attempts as needed; null when `stopped` before it was open. */
export async function openChat(deps: {
  port: number;
  webSocket: boolean;
  stopped: () => boolean;
}): Promise<Chat | null> {
  const { port, webSocket, stopped } = deps;
  const options = {
    domain: `http://127.0.0.1:${port}/v3/directline`,
    webSocket,
    pollingInterval: 200,
    timeout: timeoutMs,
    // The client waits 3 s + 12 s x this before it reconnects its socket.
    random: () => -0.24,
  } as const;
  const shown = new Map<string, number>();

  const connect = (more: LineOptions): DirectLine => {
    const line = new DirectLine(withSockets({ ...options, ...more }, ListeningSocket));
    line.activity$.subscribe(
      ({ id = '' }: Activity) => shown.set(id, (shown.get(id) ?? 0) + 1),
      () => {},
    );
    return line;
  };
  const is = (line: DirectLine, status: ConnectionStatus) => line.connectionStatus$.getValue() === status;

  async function open(more: LineOptions, givenUp: () => boolean): Promise<DirectLine | null> {
    for (;;) {
      const line = connect(more);
      await until(
        () => is(line, ConnectionStatus.Online) || is(line, ConnectionStatus.FailedToConnect) || givenUp(),
        60_000,
      );
      if (is(line, ConnectionStatus.Online)) return line;
      line.end();
      if (givenUp()) return null;
      await sleep(200);
    }
  }

  const first = await open({ token: 'finestreta' }, stopped);
  if (first === null) return null;
  let line = first;
  const lines = [first];
  const { conversationId: conversation } = insideOf(line);
  const received = receivedOf(conversation);
  let closed = false;
  let seenFailures = received.failedPolls;

  /** A polling client ends with the first failed poll, and the page has to create another one that resumes there. */
  async function reload(): Promise<void> {
    const { token, watermark } = insideOf(line);
    const where = { token, conversationId: conversation, watermark } as LineOptions;
    const next = await open(where, () => closed);
    if (next === null) return;
    line = next;
    lines.push(next);
  }

  async function watch(): Promise<void> {
    while (!closed) {
      await sleep(100);
      if (received.failedPolls === seenFailures) continue;
      seenFailures = received.failedPolls;
      await reload();
    }
  }
  if (!webSocket) void watch();

  return {
    conversation,
    received,
    shown,
    post: (activity) =>
      new Promise((resolve) => {
        line.postActivity(activity as Activity).subscribe(
          (id) => resolve(id === 'retry' ? null : id),
          () => resolve(null),
        );
      }),
    reloads: () => lines.length - 1,
    close() {
      closed = true;
      for (const each of lines) each.end();
    },
  };
}
