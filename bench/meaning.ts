import { shippedMatching } from '../src/language/matching/matchingFile.ts';
import { openMeaning } from '../src/language/meaning/meaning.ts';
import { openModel } from '../src/language/meaning/model.ts';
import { shippedModel } from '../src/language/meaning/modelFile.ts';
import { forMatching } from '../src/language/meaning/texts.ts';
import { printTable } from './support/table.ts';
import { measureWhoReads } from './support/whoReads.ts';

/**
 * `npm run bench:meaning`: cost of a sentence vector by text length, on one thread; memory of the
 * service's vector threads, time until it is ready and until a caller has a vector; and what understanding a message costs
 * the thread that answers it.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 30);
const lengths = [10, 20, 40, 110, 200, 400];
const sentence =
  'Bon dia, voldria saber com em puc empadronar a la ciutat si visc en una habitació llogada i no tinc contracte, i quins papers calen. ';

/** Different texts of the same length, so that none is cached. */
const textOf = (length: number, round: number) => `${round} ${sentence.repeat(4)}`.slice(0, length);

const none = () => {};
const before = process.memoryUsage().rss;
const began = performance.now();
const meaning = openMeaning({
  log: { info: none, warn: console.error, error: console.error },
});
const alive = setInterval(none, 1_000);
while (!meaning.isReady()) await new Promise((resolve) => setTimeout(resolve, 1));
const ready = performance.now() - began;
const first = performance.now();
await meaning.vectorOf('la primera pregunta');
const firstMs = performance.now() - first;
const whole: Record<string, string | number>[] = [];
for (const length of lengths) {
  for (let round = 0; round < 5; round += 1) await meaning.vectorOf(textOf(length, 1_000 + round));
  const start = meaning.counts();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = performance.now();
    await meaning.vectorOf(textOf(length, round));
    times.push(performance.now() - at);
  }
  const spent = meaning.counts();
  times.sort((a, b) => a - b);
  whole.push({
    characters: length,
    'cpu ms': ((spent.cpuMs - start.cpuMs) / (spent.embedded - start.embedded)).toFixed(1),
    'wall ms, median': (times[times.length >> 1] ?? Number.NaN).toFixed(1),
    'wall ms, longest': (times.at(-1) ?? Number.NaN).toFixed(1),
  });
}
const resident = (process.memoryUsage().rss - before) / 2 ** 20;
await meaning.close();
clearInterval(alive);
printTable('The threads of the service', whole);
printTable('Start', [
  { 'ready ms': ready.toFixed(0), 'first vector ms': firstMs.toFixed(0), 'resident MiB more': resident.toFixed(0) },
]);

const rows: Record<string, string | number>[] = [];
const model = await openModel(shippedModel, shippedMatching);
const read = { plain: (text: string) => [text], 'plain and for matching': (text: string) => [text, forMatching(text)] };
for (const [by, named] of Object.entries(read)) {
  for (let round = 0; round < 10; round += 1) await model.vectors(named(textOf(40, round)));
  for (const length of lengths) {
    const texts = Array.from({ length: rounds }, (_, round) => textOf(length, round));
    const start = process.threadCpuUsage();
    for (const text of texts) await model.vectors(named(text));
    const { user, system } = process.threadCpuUsage(start);
    rows.push({
      read: by,
      characters: length,
      pieces: model.pieces(texts[0] ?? '').length,
      'cpu ms a vector': ((user + system) / 1_000 / rounds / named('').length).toFixed(2),
    });
  }
}
await model.close();
printTable('The model alone', rows);
printTable('Understanding a message, by who reads it', await measureWhoReads(rounds));
