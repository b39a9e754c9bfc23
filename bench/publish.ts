import { compareKnowledge } from '../src/content/gate/compareKnowledge.ts';
import type { GateQuestion } from '../src/content/gate/gateQuestion.ts';
import { createKeptVectors } from '../src/content/gate/keptVectors.ts';
import type { LearntModels } from '../src/content/reading/textReader.ts';
import { openAnswering, timesOf } from './support/publish/answering.ts';
import { learnLarge, makeLargeTown } from './support/publish/largeTown.ts';
import { madeVector } from './support/publish/madeVectors.ts';
import { openShipped } from './support/shipped.ts';
import { percentile, printTable } from './support/table.ts';

/**
 * `npm run bench:publish`: how long it takes to ask 10,000 questions of two contents of 1,000 entries, and how that affects
 * the answers people get meanwhile. `BENCH_ENTRIES`, `BENCH_QUESTIONS`, `BENCH_RATE` (messages a second),
 * `BENCH_ROUNDS`.
 */
const numberIn = (name: string, standard: number) => Number(process.env[name] ?? standard);
const entries = numberIn('BENCH_ENTRIES', 1_000);
const count = numberIn('BENCH_QUESTIONS', 10_000);
const rate = numberIn('BENCH_RATE', 10);
const rounds = numberIn('BENCH_ROUNDS', 8);
const mostSeconds = 120;
const mostSlower = 2;

const built: LearntModels[] = [];
const shipped = await openShipped({ onBuilt: (_, { models }) => void built.push(models) });
const { meaning = null, scopeMeaning = null } = built.at(-1) ?? {};
if (meaning === null) throw new Error('the shipped models have no meanings');
const town = makeLargeTown(shipped.content, { entries, wordings: 10, questions: count, seed: 14 });
const learning = performance.now();
const before = await learnLarge(town.before, { rest: meaning, scopeMeaning });
const after = await learnLarge(town.after, { rest: meaning, scopeMeaning });
const learnt = (performance.now() - learning) / 2_000;

let asked = 0;
const kept = createKeptVectors({
  meaning: {
    modelId: meaning.modelId,
    vectorsOf: async (texts) => {
      asked += texts.length;
      return texts.map(madeVector);
    },
  },
  kept: 100_000,
});
// Earlier meanings are cached by text: this measures a second comparison.
const compare = (questions: readonly GateQuestion[]) =>
  compareKnowledge({ before, after, questions }, { now: Date.now(), vectorsOf: kept.begin(Number.POSITIVE_INFINITY) });
const first = performance.now();
await compare(town.questions);
const firstSeconds = (performance.now() - first) / 1_000;

const texts = town.questions.map(({ shown }) => shown);
let given = 0;
const answering = await openAnswering(before, () => {
  given += 1;
  return `${texts[(given * 7) % texts.length]} ${given}`;
});
const whole = performance.now();
const compared = await whileAnswering(() => compare(town.questions));
const gateSeconds = (performance.now() - whole) / 1_000;

// Other load on the machine changes from minute to minute, so times with and without a comparison alternate.
const alone: number[] = [];
const meanwhile: number[] = [];
const perRound = Math.ceil(count / rounds);
for (let round = 0; round < rounds; round++) {
  const some = town.questions.slice(round * perRound, (round + 1) * perRound);
  const began = performance.now();
  meanwhile.push(...(await whileAnswering(() => compare(some))).times);
  alone.push(...(await answering.answer(rate, AbortSignal.timeout(Math.round(performance.now() - began)))));
}
await answering.close();
alone.sort((a, b) => a - b);
meanwhile.sort((a, b) => a - b);

/** Answers people until something is done. */
async function whileAnswering<T extends object>(
  work: () => Promise<T>,
): Promise<T & { readonly times: readonly number[] }> {
  const done = new AbortController();
  const answers = answering.answer(rate, done.signal);
  const found = await work();
  done.abort();
  return { ...found, times: await answers };
}

printTable(`${entries} entries × ${count} questions`, [
  {
    'words learnt, s a content': learnt.toFixed(1),
    'compared, s': firstSeconds.toFixed(1),
    'while people are answered, s': gateSeconds.toFixed(1),
    meanings: asked,
    'by words': compared.byWords,
    better: compared.counts.better,
    worse: compared.counts.worse,
    look: compared.counts.look,
    clashes: compared.clashes.length,
  },
]);
printTable(`Answers, ${rate} a second, in turn`, [
  { while: 'nothing is compared', ...timesOf(alone) },
  { while: 'contents are compared', ...timesOf(meanwhile) },
]);
const slower = percentile(meanwhile, 0.95) / percentile(alone, 0.95);
const ok = gateSeconds < mostSeconds && slower < mostSlower && compared.byWords === 0;
console.log(
  `Targets: compared in under ${mostSeconds} s, p95 of answers less than doubled (${slower.toFixed(2)} ×). ${ok ? 'Met.' : 'MISSED.'}`,
);
process.exit(ok ? 0 : 1);
