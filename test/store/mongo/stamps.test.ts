import { afterAll, expect, test } from '@jest/globals';
import { connect, databaseNameOf } from '../../../src/store/mongo/connect.ts';
import { stampAt } from '../../../src/store/mongo/stamp.ts';
import { modelsOf, stampsFor } from '../../../src/store/mongo/store.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

const hour = 3_600_000;

describeWith(server)('a writer that comes to a journal', () => {
  test.each([
    ['whose last writer had a clock that ran ahead', hour],
    ['that was written at this very moment', 0],
    ['that was written long ago', -hour],
  ])('%s puts its commits behind all that are there', async (_, ahead) => {
    const uri = freshDatabase(server as NonNullable<typeof server>);
    const database = await connect(uri, databaseNameOf(uri));
    try {
      const models = modelsOf(database);
      // Of one millisecond, the last that any writer could have given out.
      const stamp = stampAt(database.now() + ahead).slice(0, 9) + 'z'.repeat(10);
      const older = stampAt(database.now() - 2 * hour);
      for (const each of [older, stamp]) await models.commits.collection.insertOne({ _id: each, stamp: each } as never);
      expect((await stampsFor(database, models)).next() > stamp).toBe(true);
    } finally {
      await database.connection.dropDatabase();
      await database.shut();
    }
  });
});
