import { afterAll, expect, test } from '@jest/globals';
import { connect, databaseNameOf } from '../../../src/store/mongo/connect.ts';
import { timeOf } from '../../../src/store/mongo/stamp.ts';
import { modelsOf, stampsFor } from '../../../src/store/mongo/store.ts';
import { pause } from '../../support/pause.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

const hour = 3_600_000;
const minute = 60_000;

describeWith(server)('a writer that comes to a journal', () => {
  test.each([
    ['whose last writer had a clock that ran ahead', hour],
    ['whose last writer had written a minute before it, by a clock that ran ahead', hour, minute],
    ['that was written at this very moment', 0],
    ['that was written long ago', -hour],
  ])('%s puts its commits behind all that are there', async (_, ahead, took = 0) => {
    const uri = freshDatabase(server as NonNullable<typeof server>);
    const database = await connect(uri, databaseNameOf(uri));
    try {
      const models = modelsOf(database);
      const { commits, meta } = models;
      const stored = database.connection.collection<{ _id: string; stamp: string }>(commits.collection.name);
      let late = 0;
      const other = { ...database, now: () => database.now() + ahead + late };
      const stamps = await stampsFor(other, models, database.abilities);
      let stamp = '';
      for (let at = 0; at <= took; at += 10_000) {
        late = at;
        stamp = stamps.next();
        await stored.insertOne({ _id: stamp, stamp });
      }
      // What is noted without anybody waiting for it.
      const noted = async () => (await meta.findOne({ _id: 'reached' }).lean())?.at ?? 0;
      while (!database.abilities.indexes && (await noted()) < timeOf(stamp) - 20_000) {
        // Like any writer it goes on: a note that a busy server refused is made up for by the next commit.
        stamps.next();
        await pause();
      }
      expect((await stampsFor(database, models, database.abilities)).next() > stamp).toBe(true);
    } finally {
      await database.connection.dropDatabase();
      await database.shut();
    }
  });
});
