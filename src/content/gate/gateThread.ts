import { Worker } from 'node:worker_threads';
import type { Content } from '../content.ts';
import type { ReaderSource } from '../reading/textReader.ts';
import type { GateQuestion } from './gateQuestion.ts';
import type { ComparedTurn, Judgement } from './verdict.ts';
import type { Clash } from './views.ts';

/** A content with what was learnt from it. */
export interface GateSide {
  readonly content: Content;
  readonly source: ReaderSource;
}

export interface GateOptions {
  /**
   * The meanings of texts, by text, of those that are at hand or can be made; what is missing is read by its words, on
   * both sides. Absent: there are none.
   */
  readonly vectorsOf?: (texts: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>;
  /** `soon`: somebody waits for it, and it is short; absent: it may wait for everything else. */
  readonly priority?: 'soon';
  /** Ends the work. */
  readonly signal?: AbortSignal | undefined;
  readonly script?: URL;
}

/** What the thread is to do. */
export type GateWork =
  | {
      readonly kind: 'compare';
      readonly before: GateSide;
      readonly after: GateSide;
      readonly questions: readonly GateQuestion[];
      /**
       * Whether dangers are looked for in what people asked: where they are the same in both contents, that changes
       * nothing, and is slow.
       */
      readonly readsDangers: boolean;
      /** For which time the questions are asked, milliseconds since 1970: answers may be out of date. */
      readonly now: number;
    }
  | { readonly kind: 'clashes'; readonly content: Content };

/** What the thread is started with. */
export interface GateStart {
  readonly work: GateWork;
  /** How far it stands back behind people's messages, where the system has a priority for each thread; 19: most. */
  readonly niceness: number;
}

const niceness = { soon: 5, background: 19 } as const;

/** Questions whose texts are read together; the thread asks for the meanings of all of them at once. */
export const questionsAtOnce = 64;

/** Messages to the thread. */
export interface ToGate {
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** Messages of the thread. */
export type FromGate =
  | { readonly kind: 'wants'; readonly texts: readonly string[] }
  | { readonly kind: 'compared'; readonly results: readonly GateResult[] }
  | { readonly kind: 'done'; readonly clashes: readonly Clash[] };

export interface GateResult extends Judgement {
  readonly index: number;
  /** Some of its texts were read by their words alone, for want of their meanings. */
  readonly isByWords: boolean;
  /** What came of the turn that decided; null: nothing to tell. */
  readonly compared: ComparedTurn | null;
}

/**
 * Has work done in a separate thread, behind people's messages. Resolves to the clashes that it found.
 * @throws the signal's reason, when it is aborted
 */
export async function runGate(
  work: GateWork,
  { signal, vectorsOf = async () => new Map(), priority, script }: GateOptions,
  onResults: (results: readonly GateResult[]) => void = () => {},
): Promise<readonly Clash[]> {
  signal?.throwIfAborted();
  const worker = new Worker(script ?? new URL('gateWorker.ts', import.meta.url), {
    workerData: { work, niceness: niceness[priority ?? 'background'] } satisfies GateStart,
    // None of this process's flags: two processes cannot use the same debugger port.
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<readonly Clash[]>();
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`the thread that compares contents ended with ${code}`)));
  worker.on('message', (message: FromGate) => {
    if (message.kind === 'done') resolve(message.clashes);
    else if (message.kind === 'compared') onResults(message.results);
    else vectorsOf(message.texts).then((vectors) => worker.postMessage({ vectors } satisfies ToGate), reject);
  });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
