import { backoff } from './backoff.ts';
import { createBell } from './bell.ts';
import { LineError } from './connectionProblem.ts';
import type { OutgoingMessage } from './directLineWire.ts';

const maxAttempts = 3;
/** If the server asks to wait longer than this, the message fails instead. */
const maxBreakerMs = 10_000;

/** Sends the person's messages one after the other, each under its own key however often it is tried. */
export interface Sender {
  add(message: OutgoingMessage): void;
  /** Retries what has failed: one message, or (null) all. */
  retry(key: string | null): void;
  /** The connection is available (again): sends waiting messages, and those that failed because it was not. */
  go(): void;
  /** Pauses sending. */
  hold(): void;
  /** Pauses sending, and marks waiting messages as failed. */
  giveUp(): void;
  /** The server has shown that it has this one, whatever became of its answer. */
  arrived(key: string): void;
  clear(): void;
}

export function createSender(deps: {
  /** Resolves when the server has the message. Throws a `LineError`; `gone` is dealt with before it comes here. */
  post(message: OutgoingMessage): Promise<void>;
  mark(key: string, state: 'sending' | 'sent' | 'failed'): void;
  isOnline(): boolean;
  /** Called with all undelivered messages, whenever they change. */
  keep(messages: readonly OutgoingMessage[]): void;
}): Sender {
  const bell = createBell();
  let queue: OutgoingMessage[] = [];
  let failed: OutgoingMessage[] = [];
  /** Failed messages that only lacked a connection. */
  const stranded = new WeakSet<OutgoingMessage>();
  let isHeld = true;
  let isBusy = false;

  const keep = () => deps.keep([...queue, ...failed]);

  async function run(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let attempt = 0; queue[0] && !isHeld; ) {
      const message = queue[0];
      try {
        await deps.post(message);
        arrived(message.key);
        deps.mark(message.key, 'sent');
        attempt = 0;
      } catch (error) {
        if (isHeld) break;
        const { problem, rest } = error instanceof LineError ? error : new LineError('refused', 0);
        bell.hush();
        if (!deps.isOnline()) await bell.wait(Number.POSITIVE_INFINITY);
        else if (problem === 'passing' && attempt < maxAttempts - 1 && rest <= maxBreakerMs) {
          await bell.wait(Math.max(rest, backoff(attempt, Math.random())));
          attempt += 1;
        } else {
          attempt = 0;
          fail(message, { isStranded: problem === 'passing' });
        }
      }
    }
    isBusy = false;
  }

  function fail(message: OutgoingMessage, { isStranded }: { isStranded: boolean }): void {
    if (!queue.includes(message)) return;
    queue = queue.filter((other) => other !== message);
    failed = [...failed, message];
    if (isStranded) stranded.add(message);
    deps.mark(message.key, 'failed');
    keep();
  }

  function arrived(key: string): void {
    const before = queue.length + failed.length;
    queue = queue.filter((message) => message.key !== key);
    failed = failed.filter((message) => message.key !== key);
    if (queue.length + failed.length < before) keep();
  }

  function again(isMeant: (message: OutgoingMessage) => boolean): void {
    const back = failed.filter(isMeant);
    failed = failed.filter((message) => !back.includes(message));
    queue.push(...back);
    for (const message of back) {
      stranded.delete(message);
      deps.mark(message.key, 'sending');
    }
    bell.ring();
    void run();
  }

  return {
    arrived,
    add(message) {
      queue.push(message);
      keep();
      void run();
    },
    retry(key) {
      again((message) => key === null || message.key === key);
    },
    go() {
      isHeld = false;
      again((message) => stranded.has(message));
    },
    hold() {
      isHeld = true;
    },
    giveUp() {
      isHeld = true;
      for (const message of queue) fail(message, { isStranded: false });
    },
    clear() {
      queue = [];
      failed = [];
      keep();
    },
  };
}
