import { openBuilt } from '../../../src/content/buildKnowledge.ts';
import type { GateSide } from '../../../src/content/gate/gateThread.ts';
import { createPlayer } from '../../../src/content/gate/player.ts';
import { openReadingThread } from '../../../src/content/reading/readingThread.ts';
import { understand } from '../../../src/core/engine/understand.ts';
import { openMeaning } from '../../../src/language/meaning/meaning.ts';
import { percentile } from '../table.ts';

/** The bot that answers people while contents are compared. */
interface Answering {
  /** Answers messages at a steady rate until `end` is aborted; resolves to how long each took, ascending, milliseconds. */
  answer(perSecond: number, end: AbortSignal): Promise<readonly number[]>;
  close(): Promise<void>;
}

const none = () => {};
const log = { info: none, warn: console.error, error: console.error };

/** Opens the threads that read and that compute meanings, as the service does. */
export async function openAnswering(side: GateSide, nextText: () => string): Promise<Answering> {
  const reader = openReadingThread({ log });
  const vectors = openMeaning({ log });
  const knowledge = openBuilt(side.content, side.source);
  reader.offer(knowledge, side.source);
  const play = createPlayer(side.content, knowledge);
  // The threads keep no process alive.
  const alive = setInterval(none, 1_000);
  while (!reader.isReady() || !vectors.isReady()) await new Promise((resolve) => setTimeout(resolve, 5));

  async function answerOne(): Promise<number> {
    const text = nextText();
    const began = performance.now();
    const understood = await understand(knowledge, { reader, vectors }, { kind: 'text', text });
    const turns = [{ text, expect: null }];
    play({ source: 'past', locale: 'ca', turns, shown: text, times: 1, context: null }, () => understood, Date.now());
    return performance.now() - began;
  }

  return {
    async answer(perSecond, end) {
      const taken: Promise<number>[] = [];
      const every = 1_000 / perSecond;
      let due = performance.now();
      while (!end.aborted) {
        taken.push(answerOne());
        due += every;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      }
      return (await Promise.all(taken)).sort((a, b) => a - b);
    },
    async close() {
      clearInterval(alive);
      await Promise.all([reader.close(), vectors.close()]);
    },
  };
}

/** The middle and the slow end of times, for a table. */
export function timesOf(times: readonly number[]): Readonly<Record<string, string | number>> {
  return {
    answers: times.length,
    'p50, ms': percentile(times, 0.5).toFixed(1),
    'p95, ms': percentile(times, 0.95).toFixed(1),
    'p99, ms': percentile(times, 0.99).toFixed(1),
  };
}
