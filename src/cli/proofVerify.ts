import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CodedError } from '../core/model/errors.ts';
import { exitWell } from '../exitCodes.ts';
import { openSource } from '../transparency/check/logSource.ts';
import { parsePolicy, policyPath } from '../transparency/log/logPolicy.ts';
import { parseTrustPolicy } from '../transparency/note/trustPolicy.ts';
import { checkProof } from '../transparency/receipts/checkProof.ts';
import { runCli } from './runCli.ts';

const usage = `Write: npm run proof:verify -- FILE (--log URL_OR_FOLDER | --keys FILE | --policy FILE)
  FILE                as saved on the page of a case: CODE.tlog-proof
  --log URL_OR_FOLDER takes the public keys from the log, as in https://finestreta.example.cat/transparencia/log
  --keys FILE         public keys of the log, one a line, that you have from elsewhere
  --policy FILE       keys of logs, and witnesses that must have cosigned (C2SP tlog-policy), as in the log's tlog-policy`;

/** `npm run proof:verify -- FILE`: checks by itself that a saved proof is true. */
await runCli(usage, async () => {
  const { file, log, keysFile, policyFile } = readOptions(process.argv.slice(2));
  const by =
    policyFile !== null
      ? parseTrustPolicy(await readFile(policyFile, 'utf8'))
      : keysFile === null
        ? await keysOf(log)
        : await linesOf(keysFile);
  const { checkpoint, index, entry, disclosed, witnesses } = checkProof(await readFile(file, 'utf8'), by);
  console.log(`Entry ${index} of ${checkpoint.origin}, signed when it had ${checkpoint.size}:`);
  for (const [name, value] of Object.entries(entry)) {
    if (name !== '_sd' && name !== 'v') console.log(`  ${name}: ${JSON.stringify(value)}`);
  }
  console.log('It hides, and the proof shows:');
  for (const [name, value] of Object.entries(disclosed)) console.log(`  ${name}: ${JSON.stringify(value)}`);
  if (witnesses.length > 0) console.log(`Witnesses that have cosigned it: ${witnesses.join(', ')}.`);
  console.log('The proof is true.');
  return exitWell;
});

async function keysOf(log: string): Promise<readonly string[]> {
  const policy = await openSource(log).read(policyPath);
  if (policy === null) throw new CodedError('log.invalid', `There is no public log at ${log}.`);
  return parsePolicy(policy).keys;
}

async function linesOf(file: string): Promise<readonly string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
}

function readOptions(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { log: { type: 'string' }, keys: { type: 'string' }, policy: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    const { log = '', keys: keysFile = null, policy: policyFile = null } = values;
    const given = [log !== '', keysFile !== null, policyFile !== null].filter((each) => each);
    if (file !== undefined && more.length === 0 && given.length === 1) return { file, log, keysFile, policyFile };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}
