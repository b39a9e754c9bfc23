import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { migrate } from '../../../src/cli/migrate.ts';
import { moveStores } from '../../../src/cli/move.ts';
import { openStores } from '../../../src/store/open.ts';
import { makeCommit } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';
import { describeWith, freshDatabase, startServer } from '../mongo/server.ts';

const server = await startServer();
afterAll(() => server?.stop());

describeWith(server)('the commands', () => {
  let folder: TestFolder;
  let uri: string;
  let said: string[] = [];
  beforeEach(() => {
    folder = makeFolder();
    said = [];
    if (server) uri = freshDatabase(server);
  });
  afterEach(() => folder.remove());
  const say = (line: string) => said.push(line);

  async function open(dataDir: string, mongoUri: string | null) {
    const keysDir = join(dataDir, 'keys');
    return openStores({ dataDir, keysDir, masterKey: null, mongoUri, mongoKeysUri: null, log: createLog() });
  }

  test('npm run move brings a folder to MongoDB and back, master key and all', async () => {
    const data = join(folder.path, 'data');
    const before = await open(data, null);
    const key = await before.keyring.current('ana');
    await before.store.journal.append(makeCommit('ana', 1, { keyId: key.id }));
    await before.store.close();
    await before.keyring.close();

    expect(await moveStores(['--from', `sqlite:${data}`, '--to', uri], { DATA_DIR: data }, folder.path, say)).toBe(0);
    expect(said.join('\n')).toMatch(/Both hold the same: 1 commits, 1 keys/);
    expect(said.join('\n')).toContain('MONGODB_URI');
    const there = await open(data, uri);
    expect((await there.keyring.find(key.id))?.key).toEqual(key.key);
    await there.store.close();
    await there.keyring.close();

    const back = join(folder.path, 'back');
    expect(await moveStores(['--from', uri, '--to', 'sqlite:back'], { DATA_DIR: data }, folder.path, say)).toBe(0);
    expect(existsSync(join(back, 'keys', 'master.key'))).toBe(true);
    const again = await open(back, null);
    expect((await again.keyring.find(key.id))?.key).toEqual(key.key);
    expect((await again.store.journal.load('ana', 'x')).latest?.revision).toBe(1);
    await again.store.close();
    await again.keyring.close();
  });

  test.each([[[]], [['--from', 'sqlite:a']], [['--from', 'a', '--to', 'b']], [['--colour', 'red']]])(
    'npm run move says how to call it: %j',
    async (argv) => {
      await expect(moveStores(argv, {}, folder.path, say)).rejects.toMatchObject({ code: 'input.invalid' });
    },
  );

  test('npm run migrate makes what is lacking, once', async () => {
    const env = { MONGODB_URI: uri, DATA_DIR: join(folder.path, 'data') };
    expect(await migrate([], env, folder.path, say)).toBe(0);
    expect(said.join('\n')).toMatch(/commits\.conversation_inboundKey/);
    said = [];
    expect(await migrate([], env, folder.path, say)).toBe(0);
    expect(said).toEqual(['Nothing to migrate.']);
    expect(existsSync(join(folder.path, 'data', 'journal'))).toBe(false);
  });

  test('npm run migrate makes no files where there is no installation', async () => {
    const migrating = migrate([], { DATA_DIR: 'data' }, folder.path, say);
    await expect(migrating).rejects.toMatchObject({ code: 'store.missing' });
    expect(existsSync(join(folder.path, 'data'))).toBe(false);
  });
});
