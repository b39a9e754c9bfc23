import { copyFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, type Environment, readConfig } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { loadEnvironment } from '../settings.ts';
import { dataFolder, ensureFolder } from '../store/dataFolder.ts';
import { masterKeyFile } from '../store/keyring/masterKey.ts';
import type { MoveEnd } from '../store/move/end.ts';
import { type Moved, move } from '../store/move/move.ts';
import { openSqliteSource, openSqliteTarget, type SqliteFiles } from '../store/move/sqliteEnd.ts';
import { moveStaff, type StaffDatabase } from './moveStaff.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run move -- --from sqlite:FOLDER --to mongodb://HOST/DATABASE (or the other way round)';

/**
 * `npm run move -- --from PLACE --to PLACE`: copies journal, keys, staff and all other lasting data from SQLite to
 * MongoDB or back, and proves that both hold the same. An interrupted move continues where it stopped. The service must
 * be stopped.
 */
export async function moveStores(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const { from, to } = readTargets(argv);
  const config = readConfig(env, base);
  const log: Log = {
    info: () => {},
    warn: (_, message) => say(`Note: ${message}`),
    error: (_, message) => say(message),
  };
  const source = await openSource(from, config, base, log);
  try {
    const target = await openTarget(to, config, base, log);
    try {
      const moved = await move(source, target, sayProgress(say));
      for (const line of describe(moved, source, target)) say(line);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  const [here, there] = [staffDatabase(from, base), staffDatabase(to, base)];
  for (const line of describeStaff(await moveStaff(here, there, config.tenant, log))) say(line);
  for (const line of whatNext(to, config, base)) say(line);
  return 0;
}

function readTargets(argv: readonly string[]): { from: string; to: string } {
  try {
    const { values } = parseArgs({ args: [...argv], options: { from: { type: 'string' }, to: { type: 'string' } } });
    const { from, to } = values;
    if (from !== undefined && to !== undefined && from !== to) return { from, to };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

async function openSource(databaseLocation: string, config: Config, base: string, log: Log): Promise<MoveEnd> {
  const files = sqliteFiles(databaseLocation, config, base);
  return files === null ? openMongo(databaseLocation, config, log) : openSqliteSource(files);
}

async function openTarget(databaseLocation: string, config: Config, base: string, log: Log): Promise<MoveEnd> {
  const files = sqliteFiles(databaseLocation, config, base);
  if (files === null) return openMongo(databaseLocation, config, log);
  ensureFolder(files.keysFolder);
  const [here, there] = [masterKeyFile(config.keysDir), masterKeyFile(files.keysFolder)];
  if (here !== there && existsSync(here) && !existsSync(there)) copyFileSync(here, there);
  return openSqliteTarget(files, log);
}

/**
 * The files of a location in SQLite, null for a URI of MongoDB. The configured DATA_DIR has the configured KEYS_DIR.
 */
function sqliteFiles(databaseLocation: string, config: Config, base: string): SqliteFiles | null {
  if (/^mongodb(\+srv)?:\/\//.test(databaseLocation)) return null;
  const folder = /^sqlite:(.+)$/s.exec(databaseLocation)?.[1];
  if (folder === undefined) throw new CodedError('input.invalid', usage);
  const dataDir = resolve(base, folder);
  const keysFolder = dataDir === config.dataDir ? config.keysDir : resolve(dataDir, 'keys');
  return { journalFile: dataFolder(dataDir).journalFile, keysFolder };
}

function staffDatabase(databaseLocation: string, base: string): StaffDatabase {
  const folder = /^sqlite:(.+)$/s.exec(databaseLocation)?.[1];
  return folder === undefined ? { mongoUri: databaseLocation } : { dataDir: resolve(base, folder) };
}

function describeStaff(people: number): readonly string[] {
  const staff =
    people === 0
      ? 'No staff are listed.'
      : `${people} people of staff were moved, with their passwords and second factors. They must sign in again; unused one-time links are void (npm run staff -- reset EMAIL creates another).`;
  return [staff];
}

async function openMongo(uri: string, config: Config, log: Log): Promise<MoveEnd> {
  const { openMongoEnd } = await import('../store/move/mongoEnd.ts');
  return openMongoEnd(uri, config.mongoKeysUri, log);
}

/** Reports progress, about ten times per kind. */
function sayProgress(say: (line: string) => void) {
  const said = new Map<string, number>();
  return ({ kind, moved, of }: { kind: string; moved: number; of: number }) => {
    const step = Math.max(1_000, Math.floor(of / 10));
    if (moved < (said.get(kind) ?? 0) + step && moved !== of) return;
    said.set(kind, moved);
    say(`  ${kind}: ${moved}${of > moved ? ` of ${of}` : ''}`);
  };
}

function describe({ journal, resumed, counts }: Moved, source: MoveEnd, target: MoveEnd): readonly string[] {
  const others = Object.entries(counts).filter(([kind]) => kind !== 'commits');
  return [
    `Both hold the same: ${journal.commits} commits${resumed > 0 ? ` (${resumed} were there before)` : ''}, ${others
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}.`,
    `  Hash of the journal: ${journal.sha256}`,
    `  from ${source.name}`,
    `  to   ${target.name}`,
  ];
}

function whatNext(to: string, config: Config, base: string): readonly string[] {
  const files = sqliteFiles(to, config, base);
  const setting =
    files === null
      ? 'set MONGODB_URI to the address given with --to'
      : `unset MONGODB_URI and set DATA_DIR to the folder given with --to`;
  const master =
    config.masterKey !== null
      ? 'keep FINESTRETA_MASTER_KEY as it is'
      : `keep ${masterKeyFile(files?.keysFolder ?? config.keysDir)}: without it nothing can be read`;
  return [`Next: ${setting}, ${master}, and start the service. The source is unchanged; delete it once all is well.`];
}

if (import.meta.main) {
  await runCli(usage, () => moveStores(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
