import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CodedError } from '../../core/model/errors.ts';
import { exitWell } from '../../exitCodes.ts';
import { openSource } from '../../transparency/check/logSource.ts';
import { parsePolicy, policyPath } from '../../transparency/log/logPolicy.ts';
import { parseTrustPolicy } from '../../transparency/note/trustPolicy.ts';
import { checkProof, keysInProof } from '../../transparency/receipts/checkProof.ts';

/** How a command that checks a proof is written; `name`: what begins it. */
export function proofUsage(name: string): string {
  return `Usage: ${name} FILE [--log URL_OR_FOLDER | --keys FILE | --policy FILE]
  FILE                as saved from an answer or on the page of a case: it ends in .tlog-proof
  --log URL_OR_FOLDER takes the public keys from the log, as in https://finestreta.example.cat/transparencia/log
  --keys FILE         public keys of the log, one a line, that you have from elsewhere
  --policy FILE       keys of logs, and witnesses that must have cosigned (C2SP tlog-policy), as in the log's tlog-policy
Without any of them nothing is asked over the network: the keys are those that the file gives itself.`;
}

/**
 * Checks on its own that a saved proof is true, and prints what it says. Values are printed as JSON, so that a text cannot
 * move the cursor of the terminal.
 * @throws {CodedError} `input.invalid`, or `log.invalid` with the reason
 */
export async function verifyProofFile(args: readonly string[], usage: string): Promise<number> {
  const { file, log, keysFile, policyFile } = readOptions(args, usage);
  const text = await readProof(file);
  const own = log === null && keysFile === null && policyFile === null ? keysInProof(text) : null;
  if (own?.length === 0) {
    throw new CodedError('input.invalid', `The file names no keys: give the log's. ${usage}`);
  }
  const by =
    policyFile !== null
      ? parseTrustPolicy(await readFile(policyFile, 'utf8'))
      : keysFile !== null
        ? linesOf(await readFile(keysFile, 'utf8'))
        : log !== null
          ? await keysOf(log)
          : (own ?? []);
  const { checkpoint, index, entry, disclosed, texts, witnesses } = checkProof(text, by);
  console.log(`Entry ${index} of ${checkpoint.origin}, signed when it had ${checkpoint.size}:`);
  for (const [name, value] of Object.entries(entry)) {
    if (name !== '_sd' && name !== 'v') console.log(`  ${name}: ${JSON.stringify(value)}`);
  }
  console.log('It hides, and the proof shows:');
  for (const [name, value] of Object.entries(disclosed)) {
    const time = /(?:At)$/.test(name) && typeof value === 'number' ? ` (${new Date(value).toISOString()})` : '';
    console.log(`  ${name}: ${JSON.stringify(value)}${time}`);
  }
  if (texts.length > 0) console.log('What was written, and each answer:');
  for (const each of texts) console.log(`  ${JSON.stringify(wordsOf(each))}`);
  if (witnesses.length > 0) console.log(`Witnesses that have cosigned it: ${witnesses.join(', ')}.`);
  if (own === null) {
    console.log('The proof is true.');
  } else {
    console.log('The proof is true, if this is the key of the log. Compare it with what the council publishes:');
    for (const key of own.slice(0, 1)) console.log(`  ${key}`);
  }
  return exitWell;
}

/** The text of a message; else all of it. */
function wordsOf(message: unknown): unknown {
  const { text } = (message ?? {}) as { readonly text?: unknown };
  return typeof text === 'string' ? text : message;
}

async function readProof(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CodedError('input.invalid', `${file} cannot be read. Is it there?`, { cause });
  }
}

async function keysOf(log: string): Promise<readonly string[]> {
  const policy = await openSource(log).read(policyPath);
  if (policy === null) throw new CodedError('log.invalid', `There is no public log at ${log}.`);
  return parsePolicy(policy).keys;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function readOptions(args: readonly string[], usage: string) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { log: { type: 'string' }, keys: { type: 'string' }, policy: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    const { log = null, keys: keysFile = null, policy: policyFile = null } = values;
    const given = [log, keysFile, policyFile].filter((each) => each !== null);
    if (file !== undefined && more.length === 0 && given.length <= 1) return { file, log, keysFile, policyFile };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}
