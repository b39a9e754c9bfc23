import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { openSqliteStaff } from '../../src/store/sqlite/staff.ts';
import { createLog } from '../support/log.ts';
import { temporaryFolder } from '../support/service.ts';
import { accessContract } from './accessContract.ts';
import { factorsContract } from './factorsContract.ts';
import { staffContract } from './staffContract.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
let count = 0;

const places = {
  open: async () => {
    count += 1;
    return openSqliteStaff({ file: join(folder.path, `staff-${count}.db`), log: createLog() });
  },
};
staffContract('SQLite', places);
accessContract('SQLite', places);
factorsContract('SQLite', places);
