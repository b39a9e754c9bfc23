import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { markBackup } from '../composition/backupMark.ts';
import { type Config, type Environment, readConfig } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import { loadEnvironment } from '../settings.ts';
import { type Backup, makeBackup } from '../store/backup/makeBackup.ts';
import { dataFolder } from '../store/dataFolder.ts';
import { staffFile } from '../store/openStaff.ts';
import { announceInstallation } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run backup -- [folder]';

/** `npm run backup -- [folder]`: copies journal, keys and staff while the service runs, by default into `backups`. */
export async function backup(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const folder = readFolder(argv);
  const config = readConfig(env, base);
  refuseWhatLiesElsewhere(config);
  const made = await makeBackup({
    journalFile: dataFolder(config.dataDir).journalFile,
    keysFolder: config.keysDir,
    staffFile: staffFile(config.dataDir),
    installationId: config.installationId,
    to: resolve(base, folder),
    now: Date.now(),
  });
  announceInstallation(config, made.journal.installation);
  for (const line of describe(made)) say(line);
  note(config.backupMark);
  return 0;
}

/** The backup is valid even if monitoring can't be informed. */
function note(mark: string): void {
  try {
    markBackup(mark);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    process.stderr.write(
      `The time of this backup could not be recorded in ${mark} (${code}): monitoring will miss it.\n`,
    );
  }
}

/** Files left behind by a move would be copied every night without anybody noticing. */
function refuseWhatLiesElsewhere({ mongoUri }: Config): void {
  if (mongoUri === null) return;
  throw new CodedError(
    'config.invalid',
    'The data are in MongoDB (MONGODB_URI is set), which has its own tools for copies: docs/operate.md, "Back up and restore". To copy the files in DATA_DIR all the same, unset MONGODB_URI.',
  );
}

function readFolder(argv: readonly string[]): string {
  try {
    const { positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: {} });
    if (positionals.length <= 1) return positionals[0] ?? 'backups';
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

function describe({ folder, journal, keys }: Backup): readonly string[] {
  const { commits, conversations, waiting } = journal.counts;
  return [
    `Copied ${commits} commits of ${conversations} conversations (${waiting} messages still to be sent) and ${keys.counts.alive} keys to`,
    `  ${folder}`,
    keys.staff === null
      ? '  No staff are listed yet.'
      : `  keys/ includes the staff, ${keys.staff.counts.people} people with their passwords and second factors.`,
    'Next: move its two parts to other machines, journal/ and keys/ to different ones: together they can be read.',
    keys.masterKey === 'file'
      ? '  keys/ includes the master key: protect it as you protect the service itself.'
      : '  The master key is not in it, because it is set in the environment: keep FINESTRETA_MASTER_KEY safe elsewhere.',
    `  Check now and then that it opens: npm run restore -- ${folder}`,
    '  Delete old copies of keys/ after a few weeks: they can still decrypt data that people have had erased since.',
  ];
}

if (import.meta.main)
  await runCli(usage, () => backup(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
