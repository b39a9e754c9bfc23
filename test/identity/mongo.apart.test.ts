import { afterAll } from '@jest/globals';
import { openMongoStaff } from '../../src/store/mongo/staff.ts';
import { describeWith, freshDatabase, startServer } from '../store/mongo/server.ts';
import { accessContract } from './accessContract.ts';
import { factorsContract } from './factorsContract.ts';
import { staffContract } from './staffContract.ts';

const server = await startServer();
afterAll(() => server?.stop());

describeWith(server)('the server of the tests', () => {
  if (server === null) return;
  const places = { open: () => openMongoStaff(freshDatabase(server)) };
  staffContract('MongoDB', places);
  factorsContract('MongoDB', places);
  accessContract('MongoDB', places);
});
