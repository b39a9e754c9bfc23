import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { migrate } from '../../src/cli/migrate.ts';
import { keysKind } from '../../src/store/keyring/migrations/index.ts';
import { newestSchema } from '../../src/store/sqlite/migrate.ts';
import { journalKind } from '../../src/store/sqlite/migrations/index.ts';
import { openInstallation } from '../cli/installation.ts';
import { runProgram, temporaryFolder } from '../support/service.ts';
import { endOf, startHere } from '../support/serviceHere.ts';
import { onFullDisk, withoutPrivileges } from './support/hardship.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

/** What is wrong, and how the programs end then. `fix` undoes it. */
interface StoreProblem {
  readonly name: string;
  readonly exit: number;
  readonly says: RegExp;
  readonly damage: (data: string) => void;
  readonly fix: (data: string) => void;
  readonly env?: Readonly<Record<string, string>>;
  /** The words with which the program is started under this hardship. */
  readonly start?: (data: string, words: readonly string[]) => readonly string[];
}

const setSchema = (file: string, version: number) => {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA user_version = ${version}`);
  db.close();
};
const setOwner = (file: string, id: number) => {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA application_id = ${id}`);
  db.close();
};
const nothing = () => {};
const files = ['journal/journal.db', 'keys/keys.db', 'keys/master.key'];

const problems: readonly StoreProblem[] = [
  {
    name: 'a user who may only read',
    exit: 32,
    says: /can't be written\. Give the service's user permission/,
    damage: (data) => {
      for (const file of files) chmodSync(join(data, file), 0o400);
      for (const folder of ['journal', 'keys']) chmodSync(join(data, folder), 0o500);
    },
    fix: (data) => {
      for (const folder of ['journal', 'keys']) chmodSync(join(data, folder), 0o700);
      for (const file of files) chmodSync(join(data, file), 0o600);
    },
    start: (_, words) => withoutPrivileges(words),
  },
  {
    name: 'a full disk',
    exit: 35,
    says: /is full; the current write failed\. Free some space/,
    damage: nothing,
    fix: nothing,
    start: onFullDisk,
  },
  ...(
    [
      ['journal/journal.db', newestSchema(journalKind)],
      ['keys/keys.db', newestSchema(keysKind)],
    ] as const
  ).map(([file, newest]) => ({
    name: `a newer schema of ${file}`,
    exit: 34,
    says: /upgraded by a newer version of this program \(schema 99; .*Start that version, or restore a backup/,
    damage: (data: string) => setSchema(join(data, file), 99),
    fix: (data: string) => setSchema(join(data, file), newest),
  })),
  {
    name: 'a file of another program',
    exit: 37,
    says: /belongs to another program\. Choose another folder/,
    damage: (data) => setOwner(join(data, 'journal/journal.db'), 42),
    fix: (data) => setOwner(join(data, 'journal/journal.db'), 0x46494e4a),
  },
  {
    name: 'another master key',
    exit: 40,
    says: /The master key does not belong to .*Use the original one/,
    damage: nothing,
    fix: nothing,
    env: { FINESTRETA_MASTER_KEY: key(7) },
  },
  {
    name: 'no master key any more',
    exit: 40,
    says: /The master key of .* is missing\. Put back/,
    damage: (data) => renameSync(join(data, 'keys/master.key'), join(data, 'aside')),
    fix: (data) => renameSync(join(data, 'aside'), join(data, 'keys/master.key')),
  },
];

/** The programs, and how each opens the store: those under no hardship are run within this process. */
const programs: readonly (readonly [string, (env: Record<string, string>) => Promise<unknown>])[] = [
  ['src/main.ts', startHere],
  ['src/cli/migrate.ts', (env) => migrate([], env, process.cwd(), () => {})],
];

describe.each(programs)('%s on SQLite says what to do, and damages nothing:', (file, open) => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(async () => {
    folder = temporaryFolder();
    const installation = openInstallation(folder.path, null);
    await installation.say('ana', 'el meu DNI és 12345678Z');
    await installation.close();
  });
  afterEach(() => folder.remove());

  const words = [process.execPath, file];
  const settings = () => ({ DATA_DIR: folder.path, PORT: '0' });
  const hashes = () =>
    files.map((each) => {
      const path = join(folder.path, each);
      return [each, existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null];
    });

  test.each(problems.map((problem) => [problem.name, problem] as const))('%s', async (_, problem) => {
    problem.damage(folder.path);
    const before = hashes();
    const env = { ...settings(), ...problem.env };
    const started = problem.start?.(folder.path, words);
    const { code, output } = await (started === undefined ? endOf(() => open(env)) : runProgram(started, env));
    expect(output).toMatch(problem.says);
    expect(code).toBe(problem.exit);
    for (const secret of [key(7), '12345678Z', '    at ']) expect(output).not.toContain(secret);
    expect(hashes()).toEqual(before);
    problem.fix(folder.path);
    const { store, sealer, close } = openInstallation(folder.path, null);
    const [commit] = await store.journal.read('ana', 0, 10);
    expect(commit && (await sealer.open(commit))?.inbound?.content).toMatchObject({
      text: 'el meu DNI és 12345678Z',
    });
    await close();
  });
});
