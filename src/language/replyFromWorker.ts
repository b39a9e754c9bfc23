import type { WorkerReply } from './inWorker.ts';

/** The worker's side of `runInWorker`: processes the data that it was given, and sends the result. */
export function replyFromWorker<D, T>(work: (data: D) => T): void {
  replyInTurn<D>((data) => [() => work(data)]);
}

/** What a worker that learns from the vectors of texts is given: see `learnFromVectors`. */
interface GivenVectors<L> {
  readonly lessons: L;
  readonly modelId: string;
  readonly texts: readonly string[];
  /** Of the texts, in their order; null where there is none. */
  readonly vectors: readonly (Float32Array | null)[];
}

/** The worker's side of `learnFromVectors`: sends what `learn` makes of lessons and the vectors of their texts. */
export function replyByVectors<L, M>(
  learn: (lessons: L, modelId: string, vectorOf: (text: string) => Float32Array | null) => M,
): void {
  replyFromWorker<GivenVectors<L>, M>(({ lessons, modelId, texts, vectors }) => {
    const known = new Map(texts.map((text, i) => [text, vectors[i] ?? null]));
    return learn(lessons, modelId, (text) => known.get(text) ?? null);
  });
}

/**
 * The same for several results, each sent before the next one is begun: the worker's side of `startInWorker`.
 * @param stepsFor what makes them of the data
 */
export function replyInTurn<D>(stepsFor: (data: D) => readonly (() => unknown)[]): void {
  // Stopping the service in a terminal signals all of its processes: this one ends with its work, or with its parent.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.once('message', ({ data }: { data: D }) => void reply(data, stepsFor));
}

async function reply<D>(data: D, stepsFor: (data: D) => readonly (() => unknown)[]): Promise<void> {
  try {
    for (const work of stepsFor(data)) await send({ kind: 'done', result: work() });
  } catch (cause) {
    await send({ kind: 'failed', error: cause instanceof Error ? cause : new Error(String(cause)) });
  }
}

/** Resolves once it is sent: a result must not wait for the work on the next one. */
function send(reply: WorkerReply<unknown>): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(reply, undefined, {}, () => resolve());
  });
}
