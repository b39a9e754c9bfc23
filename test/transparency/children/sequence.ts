import { readFileSync } from 'node:fs';
import { openLogKeys } from '../../../src/transparency/log/logKeys.ts';
import { createLog } from '../../support/log.ts';
import { logFolder } from '../support/logFolder.ts';
import { manyCommits, origin, sequence } from '../support/sequence.ts';

/** Puts so many commits into a log, in portions that grow, until it is killed or done. `holdAt`: after so many portions it waits to be killed. */
const [folder = '', count = '0', holdAt = ''] = process.argv.slice(2);
const commits = manyCommits(Number(count));
const signer = (await openLogKeys(`${folder}/keys`, createLog()))(origin);
const { files, batchFolder, batchFiles } = logFolder(folder);
process.stdout.write('ready\n');

const journal = {
  load: async () => ({ latest: null, duplicateOf: 1 }),
  scan: async (cursor: string | null, limit: number) => {
    const from = Number(cursor ?? 0);
    // Portions that depend on the cursor alone, so that each run makes the same batches.
    const page = commits.slice(from, from + Math.min(limit, 7 + (from % 23)));
    return { commits: page, cursor: page.length === 0 ? cursor : String(from + page.length) };
  },
};
let before = '';
let portions = 0;
for (let now = ' '; now !== before; ) {
  before = now;
  await sequence({ journal, files, batchFolder, batchFiles, signer });
  now = readFileSync(`${folder}/public/checkpoint`, 'utf8');
  portions += 1;
  if (String(portions) !== holdAt) continue;
  process.stdout.write('held\n');
  await new Promise(() => setInterval(() => {}, 60_000));
}
process.stdout.write('done\n');
