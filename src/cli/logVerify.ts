import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CodedError } from '../core/model/errors.ts';
import { checkLog } from '../transparency/check/checkLog.ts';
import type { Witnessed } from '../transparency/check/checkWitnessed.ts';
import { openSource } from '../transparency/check/logSource.ts';
import { readOrNull } from '../transparency/log/durableFiles.ts';
import { parseTrustPolicy } from '../transparency/note/trustPolicy.ts';
import { describeReport } from './log/describeReport.ts';
import { runCli } from './runCli.ts';

const usage = `Usage: npm run log:verify -- URL_OR_FOLDER [--keys FILE | --policy FILE] [--seen FILE]
  URL_OR_FOLDER  as in https://finestreta.example.cat/transparencia/log, or a folder of log:export
  --keys FILE    public keys of the log, one a line, that you have from elsewhere; without it the log's own count
  --policy FILE  keys of logs, and witnesses that must have cosigned (C2SP tlog-policy)
  --seen FILE    keeps the newest checkpoint there, and says if the log does not continue the one that it holds`;

/** `npm run log:verify -- URL_OR_FOLDER`: checks every signature, entry, tile and root of a public log. */
await runCli(usage, async () => {
  const { location, keysFile, seenFile, policyFile } = readOptions(process.argv.slice(2));
  const trust = policyFile === null ? undefined : parseTrustPolicy(await readFile(policyFile, 'utf8'));
  const keys =
    keysFile === null ? [] : (await readFile(keysFile, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const seen = seenFile === null ? null : await readOrNull(seenFile);
  const report = await checkLog(openSource(location), { keys, seen: seen === null ? null : seen.toString(), trust });
  const trusted = report.witnessed === null ? sayKeys(keysFile) : sayWitnesses(report.witnessed);
  const continued = seen === null ? '' : ' It continues what was seen before.';
  const code = describeReport(report, `Everything is as it was signed.${continued}${trusted}`);
  if (report.faults.length === 0 && seenFile !== null) await writeFile(seenFile, report.signed);
  return code;
});

function sayKeys(keysFile: string | null): string {
  return keysFile === null ? ' The keys are those that the log itself gives: compare them with the council’s.' : '';
}

function sayWitnesses({ size, witnesses }: Witnessed): string {
  if (witnesses.length === 0) return ' The policy asks for no witness.';
  return ` Witnesses have confirmed ${size} entries: ${witnesses.join(', ')}.`;
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { keys: { type: 'string' }, seen: { type: 'string' }, policy: { type: 'string' } },
    });
    const [location, ...more] = positionals;
    const { keys: keysFile = null, seen: seenFile = null, policy: policyFile = null } = values;
    const isOne = keysFile === null || policyFile === null;
    if (location !== undefined && more.length === 0 && isOne) return { location, keysFile, seenFile, policyFile };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}
