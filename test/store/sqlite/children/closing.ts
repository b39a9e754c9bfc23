import { startCheckpoints } from '../../../../src/store/sqlite/checkpoints.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/store.ts';
import { makeCommit } from '../../../contract/store/fixture.ts';

// Writes to the file that is named, closes everything, and says so: `node closing.ts FILE`.
const [file] = process.argv.slice(2) as [string];
const log = { info: () => {}, warn: () => {}, error: () => {} };
const checkpoints = startCheckpoints(log);
const store = openSqliteStore({ file, log, checkpoints });
await store.journal.append(makeCommit('one', 1, {}));
await store.close();
await checkpoints.close();
console.log('closed');
