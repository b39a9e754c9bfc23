import { percentile } from './table.ts';

/** Sends one message in a conversation; resolves when its answer has arrived. */
export type Ask = (conversation: number, text: string) => Promise<void>;

/** What is said, again and again; or a function that never says the same twice. */
export type Texts = readonly string[] | (() => string);

export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly failed: number;
}

/** Every conversation sends its next message as soon as it has its answer: the maximum rate. */
export async function fullLoad(ask: Ask, conversations: number, texts: Texts, seconds: number): Promise<LoadResult> {
  const end = performance.now() + seconds * 1_000;
  const began = performance.now();
  const times: number[] = [];
  let failed = 0;
  const say = sayOf(texts);
  await Promise.all(
    Array.from({ length: conversations }, async (_, conversation) => {
      while (performance.now() < end) {
        const sent = performance.now();
        try {
          await ask(conversation, say());
          times.push(performance.now() - sent);
        } catch {
          failed += 1;
        }
      }
    }),
  );
  return summary(times, failed, (performance.now() - began) / 1_000);
}

/** Messages arrive evenly at a rate, sent by any idle conversation; a late start counts as waiting. */
export async function steadyLoad(
  ask: Ask,
  conversations: number,
  texts: Texts,
  perSecond: number,
  seconds: number,
): Promise<LoadResult> {
  const free = Array.from({ length: conversations }, (_, index) => index);
  const total = Math.floor(perSecond * seconds);
  const times: number[] = [];
  let failed = 0;
  let sent = 0;
  const say = sayOf(texts);
  const began = performance.now();
  const running: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const tick = () => {
      // The first one is due at once.
      const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * perSecond) + 1);
      while (sent < due && free.length > 0) {
        const planned = began + (sent / perSecond) * 1_000;
        const conversation = free.shift() as number;
        running.push(
          ask(conversation, say()).then(
            () => {
              times.push(performance.now() - planned);
              free.push(conversation);
            },
            () => {
              failed += 1;
              free.push(conversation);
            },
          ),
        );
        sent += 1;
      }
      if (sent >= total) resolve();
      // Polling without pause would take a processor away from what is measured.
      else setTimeout(tick, 1);
    };
    tick();
  });
  await Promise.all(running);
  return summary(times, failed, (performance.now() - began) / 1_000);
}

function sayOf(texts: Texts): () => string {
  if (typeof texts === 'function') return texts;
  let next = 0;
  return () => texts[next++ % texts.length] ?? '';
}

function summary(times: number[], failed: number, seconds: number): LoadResult {
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    failed,
  };
}
