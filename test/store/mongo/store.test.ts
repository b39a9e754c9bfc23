import { afterAll } from '@jest/globals';
import { storeContract } from '../../contract/store/storeContract.ts';
import { makeMongoFixture } from './mongoFixture.ts';
import { describeWith, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

describeWith(server)('the server of the tests', () => {
  if (server !== null) storeContract('MongoDB', () => makeMongoFixture(server, {}));
});
