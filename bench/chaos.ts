import { buildPages } from '../scripts/buildPages.mjs';
import type { Judgement } from './support/chaos/judge.ts';
import { runChaos } from './support/chaos/runChaos.ts';
import { readQuestions } from './support/questions.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:chaos`: an installation of several processes on FerretDB and Redis, in which everything fails at
 * random while real Direct Line clients write. BENCH_MINUTES, BENCH_SEED, BENCH_PROCESSES and BENCH_CLIENTS configure it.
 */
await buildPages({ force: false });
const seed = Number(process.env.BENCH_SEED ?? Date.now() % 1_000_000);
const minutes = Number(process.env.BENCH_MINUTES ?? 10);
const processes = Number(process.env.BENCH_PROCESSES ?? 4);
const clients = Number(process.env.BENCH_CLIENTS ?? 16);
// Stops everything that it has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const report = await runChaos({
  seed,
  processes,
  chatters: clients,
  pushers: Math.ceil(clients / 3),
  duration: minutes * 60_000,
  every: 2_000,
  longest: 8_000,
  messages: 60,
  pause: 800,
  texts: readQuestions(),
  dialogs: null,
  heirs: 'the living',
  judgesLog: true,
});

printTable(
  `Faults in ${minutes} minutes, ${processes} processes, seed ${seed}`,
  [...report.storm.faults].map(([fault, count]) => ({ fault, count })),
);
console.log(`processes serving, on average: ${report.storm.serving.toFixed(1)}`);
console.log(`failed starts that were retried: ${report.failedStarts}`);
console.log(`processes that missed their shutdown timeout: ${report.lateEnds}`);
console.log(`processes that accepted no message even after recovery: ${report.deaf}`);
console.log(`failures and stalls of the pushing platform: ${report.platformFaults}`);
console.log(`pages reloaded because their client had given up: ${report.reloads}`);

const row = (client: string, judgement: Judgement) => ({
  client,
  acknowledged: judgement.acknowledged,
  'sent again': judgement.retries,
  'sent twice': judgement.doubles,
  'never acknowledged': judgement.silent,
  lost: judgement.lost,
  'twice in the journal': judgement.twice,
  unanswered: judgement.unanswered,
  'broken conversations': judgement.broken,
  'out of order': judgement.misplaced,
  'wrong on the page': judgement.untrue,
});
printTable(`Messages of ${report.conversations} conversations`, [
  row('web chat, WebSocket', report.webSocket),
  row('web chat, polling', report.polling),
  row('platform that pushes', report.push),
]);
printTable('Outbox', [
  {
    sent: report.sent.sent,
    'never arrived': report.sent.neverArrived,
    'out of order': report.sent.outOfOrder,
    left: report.sent.left,
    'given up': report.sent.deadLetters,
    repeats: report.sent.repeats,
    'of them after an answer that was kept back': Math.min(report.untold, report.sent.repeats),
  },
]);
printTable('Somebody who read the journal while it grew', [{ ...report.followed }]);
if (report.publicLog !== null) {
  const { faults, ...counts } = report.publicLog;
  printTable('The public log, compared with the journal', [{ ...counts, faults: faults.length }]);
}
printTable('Seconds after the last fault', [
  {
    'every page had everything': report.settled.pages.toFixed(1),
    'the outbox was empty': report.settled.outbox.toFixed(1),
  },
]);
for (const crash of report.crashes) console.log(`CRASH: ${crash}`);
if (report.wrong.length > 0) console.log(`\nNOT CLEAN: ${report.wrong.join(', ')}. Logs: ${report.folder}`);
process.exit(report.wrong.length === 0 ? 0 : 1);
