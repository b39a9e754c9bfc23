import { openKeyring } from '../../../../src/store/keyring/keyring.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/store.ts';
import { makeCommit, nameOf, noon, sendTask } from '../../../contract/store/fixture.ts';

/**
 * One of several processes on the same files, started at the same time: `node deliver.ts FILE KEYS NAME`. It adds
 * its own conversations, then delivers whatever waits, and prints the key of a common conversation and every task.
 */
const [file, keys, name] = process.argv.slice(2) as [string, string, string];
const log = { info: () => {}, warn: () => {}, error: () => {} };
const keyring = openKeyring({ folder: keys, masterKey: null, log });
const store = openSqliteStore({ file, log });

const shared = await keyring.current('shared');
console.log(`key ${shared.id} ${Buffer.from(shared.key).toString('hex')}`);
const own = Array.from({ length: 50 }, (_, index) =>
  makeCommit(`${name}-${index}`, 1, { outbox: [sendTask(0), sendTask(1)] }),
);
await Promise.all(own.map((commit) => store.journal.append(commit)));

const now = noon + 1_000;
for (;;) {
  const entries = await store.outbox.claim(now, now + 60_000, 7);
  if (entries.length === 0) break;
  for (const entry of entries) console.log(`task ${nameOf(entry)}`);
  await Promise.all(entries.map((entry) => store.outbox.done(entry, null)));
}
await store.close();
await keyring.close();
