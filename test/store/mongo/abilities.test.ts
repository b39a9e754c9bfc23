import { afterAll, describe } from '@jest/globals';
import { deliveryContract } from '../../contract/store/deliveryContract.ts';
import { historyContract } from '../../contract/store/historyContract.ts';
import { journalContract } from '../../contract/store/journalContract.ts';
import { makeMongoFixture } from './mongoFixture.ts';
import { describeWith, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

// For FerretDB 1 the store has look-ups and exchanges of its own (src/store/mongo/ferretdb). It answers those that are
// meant for MongoDB as well, slowly; only that an update is atomic it can't promise, so these are made one at a time.
describeWith(server)('what the store does only on MongoDB', () => {
  if (server === null) return;
  describe('its look-ups', () => {
    const makeFixture = () => makeMongoFixture(server, { indexes: true });
    journalContract(makeFixture);
    historyContract(makeFixture);
  });
  describe('its exchanges', () => deliveryContract(() => makeMongoFixture(server, { atomicUpdates: true })));
});
