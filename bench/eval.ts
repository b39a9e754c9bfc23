/**
 * Our own question set, written independently of the variants: is the right entry given, or among the choices, and are
 * out-of-scope questions left unanswered? Exits 1 when a target is missed.
 *   --misses     lists what went wrong
 *   --calibrate  fits confidence and thresholds on cross-validation instead (without the question set)
 */
import { fileURLToPath } from 'node:url';
import { variantsOf } from '../src/content/entries.ts';
import { loadContent } from '../src/content/load/loadContent.ts';
import { openIndex, trainIndex } from '../src/language/retrieval/index.ts';
import { calibrate } from './support/calibration.ts';
import { evaluate, missesOf, readSet, summarise, targetsMissed } from './support/evaluation.ts';
import { readMassive } from './support/massive.ts';
import { printTable } from './support/table.ts';

const { content, problems } = await loadContent(fileURLToPath(new URL('../dialogs', import.meta.url)), null);
if (problems.some(({ fatal }) => fatal)) {
  console.error('The content has mistakes: npm run content says which. They are left out of what follows.');
}
const entries = variantsOf(content);

if (process.argv.includes('--calibrate')) {
  for (const table of calibrate(entries, readMassive())) printTable(table.title, table.rows);
} else {
  const start = performance.now();
  const retriever = openIndex(trainIndex(entries, { seed: 1 }));
  const seconds = (performance.now() - start) / 1000;
  const judged = evaluate(retriever, readSet(), new Set(entries.map(({ id }) => id)));
  const variants = entries.reduce((sum, entry) => sum + entry.variants.length, 0);
  printTable(
    `Questions written apart from the ${variants} variants of ${entries.length} entries (index built in ${seconds.toFixed(2)} s)`,
    summarise(judged),
  );
  if (process.argv.includes('--misses')) printTable('Misses', missesOf(judged));
  const missed = targetsMissed(judged);
  for (const target of missed) console.error(`Missed: ${target}`);
  if (missed.length > 0) process.exitCode = 1;
}
