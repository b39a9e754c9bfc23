import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CodedError } from '../core/model/errors.ts';
import { figuresText, type PublishedFigures } from '../core/ports/publishedFigures.ts';
import { exitCodes, exitWell } from '../exitCodes.ts';
import { checkLog } from '../transparency/check/checkLog.ts';
import { openSource } from '../transparency/check/logSource.ts';
import { compareFigures } from '../transparency/figures/compareFigures.ts';
import { createFigures } from '../transparency/figures/figures.ts';
import { describeReport } from './log/describeReport.ts';
import { runCli } from './runCli.ts';

const usage = `Usage: npm run --silent transparency:recompute -- URL_OR_FOLDER [--compare FILE_OR_URL]
  URL_OR_FOLDER      of the log, as in https://finestreta.example.cat/transparencia/log, or a folder of log:export
  --compare FILE_OR_URL  what was published, as in https://finestreta.example.cat/transparencia/dades.json`;

/** `npm run transparency:recompute -- LOG`: checks a public log and counts all figures of /transparencia again. */
await runCli(usage, async () => {
  const { location, published } = readOptions(process.argv.slice(2));
  const files = openSource(location);
  const report = await checkLog(files, { keys: [], seen: null });
  if (report.faults.length > 0) return describeReport(report, '');
  const figures = await createFigures(files)();
  if (figures === null) throw new CodedError('log.invalid', 'This log has not begun.');
  if (published === null) {
    process.stdout.write(figuresText(figures));
    return exitWell;
  }
  const differences = compareFigures(await readPublished(published), figures);
  if (differences.length === 0) {
    console.log(`All figures follow from the log, to the digit: ${figures.publications.length} periods.`);
    return exitWell;
  }
  console.log('THE FIGURES DO NOT FOLLOW FROM THE LOG:');
  for (const difference of differences) console.log(`  ${difference}`);
  return exitCodes['log.invalid'];
});

async function readPublished(location: string): Promise<PublishedFigures> {
  try {
    const isAddress = /^https?:\/\//.test(location);
    const text = isAddress ? await (await fetch(location)).text() : await readFile(location, 'utf8');
    const figures: PublishedFigures = JSON.parse(text);
    if (figures.form === 1 && Array.isArray(figures.publications)) return figures;
  } catch (cause) {
    throw new CodedError('input.invalid', `${location} has no figures that can be read.`, { cause });
  }
  throw new CodedError('input.invalid', `${location} has no figures in a form that is known.`);
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { compare: { type: 'string' } },
    });
    const [location, ...more] = positionals;
    if (location !== undefined && more.length === 0) return { location, published: values.compare ?? null };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}
