import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, type Environment, readConfig } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { loadEnvironment } from '../settings.ts';
import type { Proof } from '../store/backup/proveBackup.ts';
import { type Restored, restoreBackup, tryBackup } from '../store/backup/restoreBackup.ts';
import { dataFolder } from '../store/dataFolder.ts';
import { staffFile } from '../store/openStaff.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run restore -- BACKUP [--into FOLDER] [--force]';

/**
 * `npm run restore -- BACKUP [--into FOLDER] [--force]`: verifies a backup, and restores it if a folder is given. For
 * the configured DATA_DIR, its keys go to the configured KEYS_DIR.
 */
export async function restore(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const { backup, into, force } = readOptions(argv, base);
  const config = readConfig(env, base);
  const log: Log = {
    info: () => {},
    warn: (_, message) => say(`Note: ${message}`),
    error: (_, message) => say(message),
  };
  if (into === null) {
    const proof = await tryBackup(backup, config.masterKey, log);
    for (const line of describeProof(proof)) say(line);
    say('Nothing was restored. To restore, stop the service and add --into FOLDER.');
    return 0;
  }
  const databaseLocation = {
    journalFile: dataFolder(into).journalFile,
    keysFolder: keysFolderFor(into, config),
    staffFile: staffFile(into),
  };
  const restored = await restoreBackup({
    backup,
    target: databaseLocation,
    force,
    masterKey: config.masterKey,
    now: Date.now(),
    log,
  });
  for (const line of describeProof(restored.proof)) say(line);
  for (const line of describeTarget(restored, into, config)) say(line);
  return 0;
}

function readOptions(argv: readonly string[], base: string) {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { into: { type: 'string' }, force: { type: 'boolean', default: false } },
    });
    const [backup, ...rest] = positionals;
    if (backup !== undefined && rest.length === 0) {
      const into = values.into === undefined ? null : resolve(base, values.into);
      return { backup: resolve(base, backup), into, force: values.force };
    }
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

function keysFolderFor(into: string, config: Config): string {
  return into === config.dataDir ? config.keysDir : join(into, 'keys');
}

function describeProof({ journal, keys, opened, erased }: Proof): readonly string[] {
  const { commits, conversations } = journal.counts;
  return [
    `The backup of ${journal.madeAt} opens: its files are intact, and so are its ${commits} commits of ${conversations} conversations.`,
    `  Of ${opened + erased} commits tried with the keys of ${keys.madeAt}, ${opened} were read and ${erased} had been erased.`,
    keys.staff === null
      ? '  It has no staff.'
      : `  It lists ${keys.staff.counts.people} people of staff, with their passwords and second factors.`,
  ];
}

function describeTarget(
  { setAside, erasuresCopied, lockedOutCopied, proof }: Restored,
  into: string,
  config: Config,
): readonly string[] {
  const lines = [`It is now restored to ${into}.`];
  for (const folder of setAside) {
    lines.push(`  The previous data is in ${folder}: delete it when you no longer need it.`);
  }
  if (existsSync(config.erasuresFile)) {
    lines.push(`  Erasures that are noted in ${config.erasuresFile} are repeated when the service starts.`);
  } else if (erasuresCopied === null || setAside.length === 0) {
    lines.push(`  Erasures requested after ${proof.keys.madeAt} are not in it: repeat them.`);
  } else if (erasuresCopied > 0) {
    lines.push(`  ${erasuresCopied} keys that were destroyed since the backup were destroyed in it too.`);
  }
  lines.push(...describeStaff(proof, lockedOutCopied));
  const settings = into === config.dataDir ? '' : ` with DATA_DIR=${into} (and KEYS_DIR unset)`;
  const waiting = proof.journal.counts.waiting ?? 0;
  if (waiting > 0)
    lines.push(`  ${waiting} messages that waited at the time of the copy will be sent, perhaps for the second time.`);
  lines.push(`Next: start the service${settings}.`);
  return lines;
}

function describeStaff({ keys }: Proof, lockedOutCopied: number | null): readonly string[] {
  if (keys.staff === null) {
    return ['  Staff are as they were: if nobody is listed, the service prints a link for the first administrator.'];
  }
  const copied = lockedOutCopied
    ? [`  ${lockedOutCopied} people who lost access since the backup lost it in the backup too.`]
    : [];
  return [
    ...copied,
    `  Staff sign in with the passwords of ${keys.madeAt}; sessions and one-time links are not in a backup.`,
    '  Check the list (npm run staff): remove people who have left since, reset those who got a new password since.',
  ];
}

if (import.meta.main)
  await runCli(usage, () => restore(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
