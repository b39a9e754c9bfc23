import { ferretdb } from '../scripts/ferretdb.mjs';
import { killPublishers } from '../test/content/desk/support/publishKills.ts';
import { makeFolder } from '../test/store/folder.ts';
import { printTable } from './support/table.ts';

/**
 * `npm run bench:kill:publish`: SIGKILL at random moments while content is published, on SQLite and on FerretDB. After each
 * kill, the old or the new release must be live, complete. `BENCH_KILLS` (50).
 */
const kills = Number(process.env.BENCH_KILLS ?? 50);
const folder = makeFolder();
const server = await ferretdb({ folder: folder.path });
const stores = [
  { name: 'SQLite', where: `${folder.path}/journal.db` },
  ...(server === null ? [] : [{ name: 'FerretDB', where: `${server.uri}/finestreta` }]),
];
const faults: string[] = [];
for (const { name, where } of stores) {
  const found = await killPublishers(where, kills);
  faults.push(...found.faults.map((fault) => `${name}: ${fault}`));
  printTable(`SIGKILL while content is published, ${name}`, [
    {
      kills: found.kills,
      'the old release is live': found.before,
      'the new one is': found.after,
      'broken or lost': found.faults.length,
    },
  ]);
}
await server?.stop();
folder.remove();
for (const fault of faults) console.log(fault);
process.exit(faults.length === 0 ? 0 : 1);
