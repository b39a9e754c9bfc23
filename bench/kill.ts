import { buildPages } from '../scripts/buildPages.mjs';
import { runKills } from './support/killRun.ts';
import { readQuestions } from './support/questions.ts';
import { printTable } from './support/table.ts';
import { isClean } from './support/verifyJournal.ts';

/**
 * `npm run bench:kill`: SIGKILL at random moments under load. BENCH_KILLS, BENCH_CLIENTS and BENCH_SEED configure
 * it; BENCH_STORE=mongo runs it on FerretDB.
 */
await buildPages({ force: false });
const store = process.env.BENCH_STORE === 'mongo' ? 'mongo' : 'sqlite';
const seed = Number(process.env.BENCH_SEED ?? Date.now() % 1_000_000);
const report = await runKills({
  kills: Number(process.env.BENCH_KILLS ?? 50),
  clients: Number(process.env.BENCH_CLIENTS ?? 12),
  seed,
  longestLife: 2_000,
  texts: readQuestions(),
  dialogs: null,
  store,
});
printTable(`SIGKILL under load on ${store === 'mongo' ? 'FerretDB' : 'SQLite'}, seed ${seed}`, [
  {
    kills: report.kills,
    'acknowledged messages': report.acknowledged,
    'sent again': report.retries,
    lost: report.lost,
    'in the journal twice': report.repeated,
    'without an answer': report.unanswered,
    'broken conversations': report.broken,
    'left in the outbox': report.waiting,
    'start, median ms': Math.round(report.restart),
  },
]);
process.exit(isClean(report) ? 0 : 1);
