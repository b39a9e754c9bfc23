import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { backup } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { lastBackup } from '../../src/composition/backupMark.ts';
import { plain } from '../contract/store/fixture.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { outputOf } from '../support/runCommand.ts';
import { type Installation, openInstallation } from './installation.ts';

const command = fileURLToPath(new URL('../../src/cli/backup.ts', import.meta.url));

describe('backup and restore', () => {
  let folder: TestFolder;
  let said: string[];
  const open: Installation[] = [];
  beforeEach(() => {
    folder = makeFolder();
    said = [];
  });
  afterEach(async () => {
    await closeAll();
    folder.remove();
  });

  const at = (...names: string[]) => join(folder.path, ...names);
  const run = (what: typeof backup, argv: readonly string[], env: Record<string, string>) =>
    what(argv, env, folder.path, (line) => said.push(line));
  function start(name: string, masterKey: Uint8Array | null): Installation {
    const installation = openInstallation(at(name), masterKey);
    open.push(installation);
    return installation;
  }
  async function closeAll(): Promise<void> {
    for (const installation of open.splice(0)) await installation.close();
  }
  /** Backs up `data` and returns the folder of the copy. */
  async function makeBackup(env: Record<string, string>): Promise<string> {
    const before = new Set(existsSync(at('copies')) ? readdirSync(at('copies')) : []);
    expect(await run(backup, ['copies'], env)).toBe(0);
    const made = readdirSync(at('copies')).filter((name) => !before.has(name));
    expect(made).toHaveLength(1);
    return at('copies', made[0] ?? '');
  }
  const commitsOf = async ({ store }: Installation) => plain((await store.journal.scan(null, 10_000)).commits);

  test('copies what is there while the service runs, the parts apart and for the owner only', async () => {
    const service = start('data', null);
    for (let turn = 0; turn < 30; turn++) await service.say(`person ${turn % 7}`, `question ${turn}`);
    const expected = await commitsOf(service);
    expect(await lastBackup(at('data', 'last-backup'))).toBeNull();
    const copy = await makeBackup({});
    expect(await lastBackup(at('data', 'last-backup'))).toBeGreaterThan(Date.now() - 600_000);
    await service.say('person 1', 'later');
    for (const name of [
      'journal',
      'keys',
      'journal/journal.db',
      'keys/keys.db',
      'keys/master.key',
      'keys/manifest.json',
    ]) {
      expect(statSync(join(copy, name)).mode & 0o077).toBe(0);
    }
    expect(readdirSync(copy).toSorted()).toEqual(['journal', 'keys']);

    expect(await run(restore, [copy, '--into', 'elsewhere'], {})).toBe(0);
    const restored = start('elsewhere', null);
    expect(await commitsOf(restored)).toEqual(expected);
    const [commit] = await restored.store.journal.read('person 3', 0, 1);
    expect(commit && (await restored.sealer.open(commit))?.inbound?.id).toBe('question 3');
    expect(await restored.store.outbox.depth()).toEqual({ waiting: 30, deadLetters: 0 });
    expect(await restored.store.journal.append({ ...(await service.say('person 5', 'new')) })).toBe('appended');
  });

  test('under steady writing, the copy is a beginning of the journal with every key that it needs', async () => {
    const service = start('data', null);
    let stopped = false;
    const writing = (async () => {
      for (let turn = 0; !stopped; turn++) await service.say(`person ${turn}`, `question ${turn}`);
    })();
    const copies: string[] = [];
    for (let round = 0; round < 3; round++) {
      // As an operator does it: in a process of its own, beside the one that writes.
      const stdout = await outputOf([command, 'copies'], { cwd: folder.path });
      copies.push(/^ {2}(\/.*finestreta-.*)$/m.exec(stdout)?.[1] ?? 'no folder was named');
    }
    stopped = true;
    await writing;
    const whole = await commitsOf(service);
    for (const [round, copy] of copies.entries()) {
      expect(await run(restore, [copy, '--into', `round-${round}`], {})).toBe(0);
      const restored = start(`round-${round}`, null);
      const commits = await commitsOf(restored);
      expect(whole.slice(0, commits.length)).toEqual(commits);
      for (const commit of (await restored.store.journal.scan(null, 10_000)).commits) {
        expect((await restored.sealer.open(commit))?.address).toBe(commit.conversation);
      }
    }
  });

  test('a backup is tried without being put in place', async () => {
    await start('data', null).say('ana', 'hola');
    const copy = await makeBackup({});
    const before = readdirSync(folder.path, { recursive: true }).toSorted();
    expect(await run(restore, [copy], {})).toBe(0);
    expect(readdirSync(folder.path, { recursive: true }).toSorted()).toEqual(before);
    expect(said.join('\n')).toMatch(
      /opens: .* 1 commits of 1 conversations.*1 were read and 0 had been erased.*--into/s,
    );
  });

  test('nothing to copy, or words that mean nothing, are told as such', async () => {
    await expect(run(backup, ['copies'], {})).rejects.toMatchObject({ code: 'store.missing' });
    expect(existsSync(at('copies'))).toBe(false);
    expect(existsSync(at('data'))).toBe(false);
    await expect(run(backup, ['a', 'b'], {})).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(run(restore, [], {})).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(run(restore, ['x', '--inside', 'y'], {})).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(run(restore, ['nowhere'], {})).rejects.toMatchObject({ code: 'backup.invalid' });
  });

  describe('a backup that is not whole is refused and nothing is put in place', () => {
    test.each(['journal/journal.db', 'keys/keys.db'])('one byte of %s changed', async (name) => {
      const service = start('data', null);
      for (let turn = 0; turn < 20; turn++) await service.say('ana', `question ${turn}`);
      const copy = await makeBackup({});
      const bytes = readFileSync(join(copy, name));
      bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
      writeFileSync(join(copy, name), bytes);
      await expect(run(restore, [copy, '--into', 'new'], {})).rejects.toMatchObject({ code: 'backup.invalid' });
      expect(existsSync(at('new', 'journal', 'journal.db'))).toBe(false);
      expect(existsSync(at('new', 'keys', 'keys.db'))).toBe(false);
      expect(readdirSync(at('new', 'keys'))).toEqual([]);
    });

    test('a manifest that is damaged or of a later form', async () => {
      await start('data', null).say('ana', 'hola');
      const copy = await makeBackup({});
      const manifest = join(copy, 'journal', 'manifest.json');
      const content = JSON.parse(readFileSync(manifest, 'utf8'));
      writeFileSync(manifest, JSON.stringify({ ...content, finestretaBackup: 2 }));
      await expect(run(restore, [copy], {})).rejects.toMatchObject({ code: 'store.newer' });
      writeFileSync(manifest, JSON.stringify({ ...content, file: '../../etc/passwd' }));
      await expect(run(restore, [copy], {})).rejects.toMatchObject({ code: 'backup.invalid' });
      writeFileSync(manifest, '{');
      await expect(run(restore, [copy], {})).rejects.toMatchObject({ code: 'backup.invalid' });
    });

    test('keys that are older than the journal', async () => {
      const service = start('data', null);
      await service.say('ana', 'hola');
      const early = await makeBackup({});
      await service.say('pau', 'hola');
      const late = await makeBackup({});
      for (const name of readdirSync(join(early, 'keys'))) {
        writeFileSync(join(late, 'keys', name), readFileSync(join(early, 'keys', name)));
      }
      await expect(run(restore, [late], {})).rejects.toMatchObject({
        code: 'backup.invalid',
        message: expect.stringContaining('at least as new'),
      });
    });
  });

  describe('the master key', () => {
    const key = new Uint8Array(32).fill(5);
    const base64 = Buffer.from(key).toString('base64');

    test('stays out of the backup when the environment gives it, and must be given to restore', async () => {
      await start('data', key).say('ana', 'hola');
      const copy = await makeBackup({ FINESTRETA_MASTER_KEY: base64 });
      expect(readdirSync(join(copy, 'keys')).toSorted()).toEqual(['keys.db', 'manifest.json']);
      await expect(run(restore, [copy], {})).rejects.toMatchObject({
        code: 'key.unusable',
        message: expect.stringContaining('FINESTRETA_MASTER_KEY'),
      });
      const wrong = Buffer.alloc(32, 6).toString('base64');
      await expect(run(restore, [copy], { FINESTRETA_MASTER_KEY: wrong })).rejects.toMatchObject({
        code: 'key.unusable',
      });
      expect(await run(restore, [copy], { FINESTRETA_MASTER_KEY: base64 })).toBe(0);
    });
  });

  describe('data that is there already', () => {
    test('is not touched without --force', async () => {
      const service = start('data', null);
      await service.say('ana', 'hola');
      const copy = await makeBackup({});
      await service.say('ana', 'later');
      await closeAll();
      await expect(run(restore, [copy, '--into', 'data'], {})).rejects.toMatchObject({
        code: 'input.invalid',
        message: expect.stringContaining('--force'),
      });
      expect(await commitsOf(start('data', null))).toHaveLength(2);
    });

    test('is not touched while a service uses it, --force or not', async () => {
      const service = start('data', null);
      await service.say('ana', 'hola');
      const copy = await makeBackup({});
      await expect(run(restore, [copy, '--into', 'data', '--force'], {})).rejects.toMatchObject({ code: 'store.busy' });
      expect((await service.say('ana', 'later')).revision).toBe(2);
    });

    test('is set aside whole with --force', async () => {
      const service = start('data', null);
      await service.say('ana', 'hola');
      const copy = await makeBackup({});
      await service.say('ana', 'later');
      await closeAll();
      expect(await run(restore, [copy, '--into', 'data', '--force'], {})).toBe(0);
      expect(await commitsOf(start('data', null))).toHaveLength(1);
      const setAside = said.flatMap((line) => /is in (.*?): delete/.exec(line)?.[1] ?? []);
      expect(setAside.flatMap((path) => readdirSync(path)).toSorted()).toEqual([
        'files.db',
        'journal.db',
        'keys.db',
        'master.key',
      ]);
    });

    test('keeps its erasures: what was erased since the backup does not come back', async () => {
      const service = start('data', null);
      const commit = await service.say('ana', 'hola');
      await service.say('pau', 'hola');
      const copy = await makeBackup({});
      await service.keyring.destroy('ana', null);
      await closeAll();
      expect(await run(restore, [copy, '--into', 'data', '--force'], {})).toBe(0);
      const restored = start('data', null);
      expect(await restored.sealer.open(commit)).toBeNull();
      expect(await restored.keyring.fate(commit.keyId)).toBe('destroyed');
      expect(said.join('\n')).toContain('1 keys that were destroyed since the backup');
      const [pau] = await restored.store.journal.read('pau', 0, 1);
      expect(pau && (await restored.sealer.open(pau))).not.toBeNull();
    });

    test('may be ruined: it is set aside with its log, and the erasures that it knew must be repeated', async () => {
      const service = start('data', null);
      await service.say('ana', 'hola');
      const copy = await makeBackup({});
      const later = await service.say('pau', 'later');
      const files = ['journal/journal.db', 'keys/keys.db'];
      const logs = files.map((name) => readFileSync(at('data', `${name}-wal`)));
      await closeAll();
      // As a crash and a failing disk leave it: a sound log beside a file that can't be read any more.
      for (const [index, name] of files.entries()) {
        writeFileSync(at('data', name), 'ruined '.repeat(1000));
        writeFileSync(at('data', `${name}-wal`), logs[index] ?? '');
      }
      expect(await run(restore, [copy, '--into', 'data', '--force'], {})).toBe(0);
      expect(said.join('\n')).toContain('repeat them');
      const restored = start('data', null);
      expect(await commitsOf(restored)).toHaveLength(1);
      expect(await restored.keyring.fate(later.keyId)).toBe('unknown');
    });
  });

  test('data that a move left behind are not copied as if they were in use', async () => {
    await start('data', null).say('ana', 'hola');
    const env = { MONGODB_URI: 'mongodb://127.0.0.1:1/finestreta' };
    await expect(run(backup, ['copies'], env)).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining('docs/operate.md'),
    });
    expect(existsSync(at('copies'))).toBe(false);
  });

  test('settings are read from the file .env too, as the service reads them', async () => {
    await start('elsewhere', null).say('ana', 'hola');
    writeFileSync(at('.env'), 'DATA_DIR=elsewhere\n');
    const stdout = await outputOf([command, 'copies'], { cwd: folder.path });
    expect(stdout).toContain('Copied 1 commits of 1 conversations');
  });

  test('into the configured data folder, keys go to the configured keys folder', async () => {
    await start('data', null).say('ana', 'hola');
    const copy = await makeBackup({});
    const env = { DATA_DIR: 'new', KEYS_DIR: 'new-keys' };
    expect(await run(restore, [copy, '--into', 'new'], env)).toBe(0);
    expect(readdirSync(at('new-keys')).toSorted()).toEqual(['keys.db', 'master.key']);
    expect(readdirSync(at('new'))).toEqual(['journal']);
  });
});
