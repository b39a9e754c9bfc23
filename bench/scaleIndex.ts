import { locales } from '../src/core/model/locale.ts';
import { learn } from '../src/language/learn.ts';
import { openIndex, type TrainingEntry } from '../src/language/retrieval/index.ts';
import { readQuestions } from './support/questions.ts';
import { randomNumbers } from './support/random.ts';
import { percentile, printTable } from './support/table.ts';

/** `npm run bench:index`: an index of 1,000 entries x 3 languages x 10 variants: building, swapping, answering. */
const random = randomNumbers(1);
const words = [...new Set(readQuestions().flatMap((question) => question.toLowerCase().match(/\p{L}+/gu) ?? []))];
const pick = () => words[Math.floor(random() * words.length)] ?? '';
const entries: readonly TrainingEntry[] = Array.from({ length: 1_000 }, (_, number) => {
  // Each entry has its own words, so that variants of one have something in common.
  const own = Array.from({ length: 6 }, pick);
  const variant = () =>
    Array.from({ length: 6 }, () => (random() < 0.5 ? (own[Math.floor(random() * 6)] ?? '') : pick())).join(' ');
  return {
    id: `topic.e${number}`,
    variants: locales.flatMap((locale) => Array.from({ length: 10 }, () => ({ locale, text: variant() }))),
  };
});

const began = performance.now();
let longestPause = 0;
let last = began;
const watch = setInterval(() => {
  longestPause = Math.max(longestPause, performance.now() - last - 5);
  last = performance.now();
}, 5);
const { index } = await learn(entries, { seed: 1 });
const built = performance.now() - began;
const opening = performance.now();
const retriever = openIndex(index);
const opened = performance.now() - opening;
clearInterval(watch);
const times: number[] = [];
for (const question of readQuestions()) {
  const start = performance.now();
  retriever.rank(question, 'ca', 5);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const p95 = percentile(times, 0.95);
printTable('1,000 entries x 3 languages x 10 variants', [
  {
    'built, s': (built / 1_000).toFixed(1),
    'swapped in, ms': opened.toFixed(1),
    'longest pause meanwhile, ms': longestPause.toFixed(0),
    'answer p50, ms': percentile(times, 0.5).toFixed(3),
    'p95, ms': p95.toFixed(3),
  },
]);
const ok = built < 10_000 && p95 < 2;
console.log(`Targets: built in under 10 s, answers under 2 ms at p95. ${ok ? 'Met.' : 'MISSED.'}`);
process.exit(ok ? 0 : 1);
