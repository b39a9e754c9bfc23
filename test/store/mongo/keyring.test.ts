import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createErasureLedger } from '../../../src/rights/erasures/ledger.ts';
import type { Keyring } from '../../../src/store/keyring/keyring.ts';
import { connectToKeys, openMongoKeyring, openMongoKeyringOn } from '../../../src/store/mongo/keyring/keyring.ts';
import { keysContract } from '../../contract/store/keysContract.ts';
import { rotationContract } from '../../contract/store/rotationContract.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder } from '../folder.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

async function makeKeysFixture() {
  if (!server) throw new Error('there is no server');
  const folder = makeFolder();
  const uri = freshDatabase(server);
  const opened: Keyring[] = [];
  return {
    uri,
    open: async (masterKey: Uint8Array | null) => {
      const options = { uri, keysUri: null, folder: join(folder.path, 'keys'), masterKey, log: createLog() };
      const ring = await openMongoKeyring(options);
      opened.push(ring);
      return ring;
    },
    dispose: async () => {
      for (const ring of opened) await ring.close();
      const database = await connectToKeys(uri, null);
      await database.connection.dropDatabase();
      await database.shut();
      folder.remove();
    },
  };
}

describeWith(server)('keys on a server', () => {
  keysContract('MongoDB', makeKeysFixture);
  rotationContract('MongoDB', makeKeysFixture);

  test('are not looked up for what follows a commit', async () => {
    if (!server) return;
    const database = await connectToKeys(`${freshDatabase(server)}?monitorCommands=true`, null);
    const ring = await openMongoKeyringOn(database, { folder: '', masterKey: new Uint8Array(32), log: createLog() });
    const key = await ring.current('ana');
    let asked = 0;
    database.connection.getClient().on('commandStarted', () => {
      asked += 1;
    });
    expect((await ring.current('ana', key.id)).id).toBe(key.id);
    expect(asked).toBe(0);
    expect((await ring.current('ana')).id).toBe(key.id);
    expect(asked).toBe(1);
    await database.connection.dropDatabase();
    await ring.close();
  });

  test('lie in a database of their own, and not a byte of a destroyed key stays in a document', async () => {
    const fixture = await makeKeysFixture();
    const ring = await fixture.open(null);
    const keys = [await ring.current('ana'), await ring.rotate('ana'), await ring.rotate('ana')];
    const database = await connectToKeys(fixture.uri, null);
    const documents = () => database.connection.collection('keys').find().sort({ _id: 1 }).toArray();
    expect((await documents()).every(({ wrapped }) => wrapped.some((byte: number) => byte !== 0))).toBe(true);
    await ring.destroy('ana', keys[2]?.id ?? null);
    const after = await documents();
    expect(after.map(({ wrapped }) => wrapped.some((byte: number) => byte !== 0))).toEqual([false, false, true]);
    expect(after.map(({ destroyed }) => destroyed)).toEqual([true, true, false]);
    await database.shut();
    await fixture.dispose();
  });

  test('that were erased stay so when an older dump of the database is put back', async () => {
    const fixture = await makeKeysFixture();
    const ring = await fixture.open(null);
    const [ana, pau] = [await ring.current('ana'), await ring.current('pau')];
    const older = await ring.rotate('ana');
    const database = await connectToKeys(fixture.uri, null);
    const documents = database.connection.collection('keys');
    const dump = await documents.find().toArray();
    const apart = makeFolder();
    const file = join(apart.path, 'erasures');
    const ledgerOf = (keys: Keyring) => createErasureLedger({ file, keys, log: createLog() });
    await ledgerOf(ring).note(await ring.destroy('ana', null));

    await documents.deleteMany({});
    await documents.insertMany(dump);
    const restored = await fixture.open(null);
    // The dump has the keys, until the start repeats the erasure.
    expect(await restored.find(ana.id)).not.toBeNull();
    expect(await ledgerOf(restored).repeat()).toEqual(['ana']);
    for (const { id } of [ana, older])
      expect([await restored.find(id), await restored.fate(id)]).toEqual([null, 'destroyed']);
    expect(await restored.find(pau.id)).not.toBeNull();
    expect(await ledgerOf(restored).repeat()).toEqual([]);
    apart.remove();
    await database.shut();
    await fixture.dispose();
  });
});
