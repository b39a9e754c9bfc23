import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Timer } from '../../core/ports/clock.ts';

/** What the process is to do. */
export interface SpellingWork {
  readonly kind: 'check' | 'suggest';
  readonly locale: Locale;
  readonly words: readonly string[];
}

/** What the process answers: the words that its dictionary lacks, or suggestions for each word. */
export type SpellingReply =
  | { readonly kind: 'check'; readonly unknown: readonly string[] }
  | { readonly kind: 'suggest'; readonly suggestions: readonly (readonly string[])[] };

/** The dictionaries of the three languages. */
export interface Dictionaries {
  /** The words that the dictionary of a language lacks. @throws {CodedError} `spelling.failed` */
  unknown(locale: Locale, words: readonly string[]): Promise<readonly string[]>;
  /** At most five suggestions for each word, the likeliest first. @throws {CodedError} `spelling.failed` */
  suggest(locale: Locale, words: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** Whether the process runs: it takes about a hundred megabytes. */
  isOpen(): boolean;
}

/** How long the process waits for more to do before it ends. */
const idleMs = 60_000;

/** The answer to one work, or why there is none. */
export interface WorkerMessage {
  readonly id: number;
  readonly reply?: SpellingReply;
  readonly failed?: string;
}

interface Waiting {
  resolve(reply: SpellingReply): void;
  reject(error: unknown): void;
}

interface Running {
  readonly worker: ChildProcess;
  readonly waiting: Map<number, Waiting>;
  /** Cancels its end. */
  stay: () => void;
}

interface DictionariesDeps {
  /** Must not keep the process alive. */
  readonly timer: Timer;
  /** How far the process stands back behind people's messages: 10 unless given, 0 not at all. */
  readonly niceness?: number;
}

/**
 * Dictionaries in a process that begins with the first word and ends when nobody writes any more. A thread would leave
 * half of what it takes with the service.
 */
export function createDictionaries({ timer, niceness = 10 }: DictionariesDeps): Dictionaries {
  let running: Running | null = null;
  let count = 0;

  function begin(): Running {
    const worker = fork(fileURLToPath(new URL('./spellingWorker.ts', import.meta.url)), [String(niceness)], {
      serialization: 'advanced',
      execArgv: [],
    });
    const mine: Running = { worker, waiting: new Map(), stay: () => {} };
    const fail = (cause: unknown) => {
      if (running === mine) running = null;
      mine.stay();
      for (const { reject } of mine.waiting.values()) reject(failure(cause));
      mine.waiting.clear();
    };
    // It must not keep the service alive that stops; it ends with it.
    worker.unref();
    worker.channel?.unref();
    worker.on('error', fail);
    worker.on('exit', fail);
    worker.on('message', (message) => {
      const { id, reply, failed } = message as WorkerMessage;
      const waiting = mine.waiting.get(id);
      mine.waiting.delete(id);
      if (reply !== undefined) waiting?.resolve(reply);
      else waiting?.reject(failure(failed));
      if (mine.waiting.size === 0) mine.stay = timer(idleMs, () => end(mine));
    });
    return mine;
  }

  function end(mine: Running): void {
    if (running === mine) running = null;
    if (mine.worker.connected) mine.worker.disconnect();
  }

  function run(work: SpellingWork): Promise<SpellingReply> {
    running ??= begin();
    const { worker, waiting, stay } = running;
    stay();
    const id = ++count;
    const { promise, resolve, reject } = Promise.withResolvers<SpellingReply>();
    waiting.set(id, { resolve, reject });
    worker.send({ id, work });
    return promise;
  }

  return {
    async unknown(locale, words) {
      const reply = await run({ kind: 'check', locale, words });
      return reply.kind === 'check' ? reply.unknown : [];
    },
    async suggest(locale, words) {
      const reply = await run({ kind: 'suggest', locale, words });
      return reply.kind === 'suggest' ? reply.suggestions : [];
    },
    isOpen: () => running !== null,
  };
}

function failure(cause: unknown): CodedError {
  return new CodedError('spelling.failed', 'The dictionary could not be read: run `npm ci` again, then restart.', {
    cause,
  });
}
