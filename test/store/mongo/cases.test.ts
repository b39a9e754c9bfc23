import { afterAll } from '@jest/globals';
import { connect, databaseNameOf } from '../../../src/store/mongo/connect.ts';
import { openMongoStoreOn } from '../../../src/store/mongo/store.ts';
import { casesContract } from '../../contract/store/casesContract.ts';
import { createLog } from '../../support/log.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

describeWith(server)('on MongoDB', () => {
  if (server === null) return;
  casesContract(
    async () => {
      const uri = freshDatabase(server);
      const database = await connect(uri, databaseNameOf(uri));
      const store = await openMongoStoreOn(database, database.abilities, createLog());
      return {
        cases: store.cases,
        dispose: async () => {
          await database.connection.dropDatabase();
          await store.close();
        },
      };
    },
    { runs: 15 },
  );
});
