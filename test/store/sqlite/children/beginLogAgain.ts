import { DatabaseSync } from 'node:sqlite';

// Another process of the service that begins the log of a file again: `node beginLogAgain.ts FILE`. It keeps the lock of
// writers for as long as somebody reads an older state, as it would while a slow disk flushes.
const [file] = process.argv.slice(2) as [string];
const db = new DatabaseSync(file, { timeout: 600_000 });
db.prepare('PRAGMA wal_checkpoint(RESTART)').get();
db.close();
