import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figuresText, type PublishedFigures } from '../src/core/ports/publishedFigures.ts';
import { openSource } from '../src/transparency/check/logSource.ts';
import { createFigures } from '../src/transparency/figures/figures.ts';
import { figureQueries } from '../src/transparency/figures/queries.ts';
import { yearOfEntries } from '../test/transparency/support/year.ts';
import { countByDatabase } from './support/publicLog/countByDatabase.ts';
import { growFolder } from './support/publicLog/grownFolder.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:year`: a year of BENCH_ENTRIES (about 1,000,000) events, published day by day. The page's figures must equal
 * those of `npm run transparency:recompute`, to the byte, and those of a database that is given the same entries. Subtracting
 * any two of 365 publications, or any table from another, must not reveal a cell under five.
 */
const smallest = 5;
const days = 366;
// Each event of a day makes 1.37 entries.
const perDay = Math.round(Number(process.env.BENCH_ENTRIES ?? 1_000_000) / days / 1.37);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'finestreta-bench-'));
const missed: string[] = [];
const rows: { what: string; figure: string }[] = [];
const note = (what: string, figure: string | number, { isRight } = { isRight: true }) => {
  rows.push({ what, figure: String(figure) });
  if (!isRight) missed.push(what);
};

try {
  const entries = yearOfEntries({ seed: 20_261_127, days, perDay });
  await growFolder(folder, entries, Date.UTC(2025, 0, 1), { period: 'day', smallestCell: smallest });
  note('entries', entries.length);
  const source = join(folder, 'public');
  const figures = await createFigures(openSource(source))();
  if (figures === null) throw new Error('the log has not begun');
  const { publications } = figures;
  note('publications', publications.length, { isRight: publications.length >= 365 });

  const published = join(folder, 'dades.json');
  writeFileSync(published, figuresText(figures));
  const command = [join(root, 'src/cli/transparencyRecompute.ts'), source, '--compare', published];
  const said = execFileSync(process.execPath, command, { encoding: 'utf8' });
  note('transparency:recompute', said.trim(), { isRight: said.startsWith('All figures follow') });

  const { compared, differences } = countByDatabase(entries, publications);
  note('cells counted again by a database', compared, { isRight: compared > 10_000 });
  note('of them different', differences.length, { isRight: differences.length === 0 });
  for (const difference of differences.slice(0, 5)) console.log(difference);

  const { numbers, found } = subtractAll(figures);
  note('differences of two publications, or of sums up to them', numbers);
  note('of them from 1 to 4', found.length, { isRight: found.length === 0 });
  for (const each of found.slice(0, 5)) console.log(each);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
printTable('A year, published day by day', rows);
console.log(missed.length === 0 ? 'All targets met.' : `MISSED: ${missed.join('; ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** Subtracts sums over any stretches of days from each other, totals from what is shown of them, and parts from wholes. */
function subtractAll({ publications }: PublishedFigures): { numbers: number; found: string[] } {
  const found: string[] = [];
  let numbers = 0;
  const look = (what: string, difference: number) => {
    numbers += 1;
    if (difference !== 0 && difference < smallest) found.push(`${what}: ${difference}`);
  };
  for (const { id, of } of figureQueries) {
    /** Sums from the first day on, by cell. */
    const sums: ReadonlyMap<string, number>[] = [new Map()];
    for (const { period, figures } of publications) {
      const figure = figures.find((each) => each.id === id);
      if (figure === undefined) throw new Error(`${period} has no ${id}`);
      const { total, cells, others } = figure;
      const shown = Object.values(cells).reduce((sum, count) => sum + count, 0);
      if (total !== null) look(`${period} ${id}, the total without what is shown`, total - shown);
      if (of !== null && total !== null) {
        const parent = figures.find((each) => each.id === of.figure)?.cells[of.cell];
        look(`${period} ${id}, the whole without the part`, (parent ?? 0) - total);
      }
      const before = sums.at(-1) ?? new Map();
      const own = new Map([...Object.entries(cells), ['(others)', others], ['(total)', total ?? 0]] as const);
      sums.push(
        new Map([...before, ...[...own].map(([name, count]) => [name, (before.get(name) ?? 0) + count] as const)]),
      );
    }
    for (let until = 1; until < sums.length; until += 1) {
      for (const [name, sum] of sums[until] ?? []) {
        for (let from = 0; from < until; from += 1) look(`${id} ${name}`, sum - (sums[from]?.get(name) ?? 0));
      }
    }
  }
  return { numbers, found };
}
