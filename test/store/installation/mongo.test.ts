import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { openStores } from '../../../src/store/open.ts';
import { makeCommit } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { freshDatabase, startServer } from '../mongo/server.ts';

const mongo = await startServer();
afterAll(() => mongo?.stop());
const describeWithMongo = mongo === null ? describe.skip : describe;

describeWithMongo('an installation on MongoDB', () => {
  const masterKey = Buffer.alloc(32, 5);
  let uri = '';
  const options = () => ({
    ...{ dataDir: '', keysDir: '', masterKey, mongoUri: uri, mongoKeysUri: null },
    log: createLog(),
  });
  /** What a process does that probes the stores, as often as it lives. */
  async function live(times: number): Promise<string> {
    const { store, keyring, id } = await openStores(options());
    const { createRememberer } = await import('../../../src/store/installation/installationManifest.ts');
    const remember = createRememberer({ journal: store.tie, keys: keyring.tie });
    for (let time = 0; time < times; time++) {
      await keyring.check();
      await store.check();
      await remember();
    }
    await store.close();
    await keyring.close();
    return id;
  }
  const onServer = async (work: (connection: mongoose.Connection) => Promise<unknown>) => {
    const connection = await mongoose.createConnection(uri).asPromise();
    await work(connection);
    await connection.close();
  };
  const refused = expect.objectContaining({ code: 'store.mismatch' });

  beforeAll(() => {
    uri = mongo === null ? '' : freshDatabase(mongo);
  });

  test('a command makes none', async () => {
    await expect(openStores({ ...options(), mayMake: false })).rejects.toMatchObject({ code: 'store.missing' });
  });

  test('keeps its id', async () => {
    const id = await live(2);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await live(1)).toBe(id);
  });

  test('notices a database that was put back to before', async () => {
    const back = (count: number) =>
      onServer((connection) =>
        connection.collection<{ _id: string }>('meta').updateOne({ _id: 'heartbeat' }, { $inc: { beats: count } }),
      );
    await live(3);
    await back(-2);
    await expect(live(1)).rejects.toEqual(refused);
    await back(2);
    await live(1);
  });

  test('notices that the keys are gone', async () => {
    const { store, keyring } = await openStores(options());
    await keyring.current('ana');
    await store.journal.append(makeCommit('ana', 1, {}));
    await store.close();
    await keyring.close();
    await onServer((connection) => connection.getClient().db(`${connection.name}_keys`).dropDatabase());
    await expect(live(1)).rejects.toEqual(refused);
  });
});
