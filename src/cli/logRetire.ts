import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { publicLogFolder } from '../composition/transparency.ts';
import { readConfig } from '../config.ts';
import { createRecordLog } from '../core/journal/recordLog.ts';
import { loadEnvironment } from '../settings.ts';
import { holdFolder } from '../store/installation/oneService.ts';
import { retireLog } from '../transparency/publicLog.ts';
import { noArguments } from './noArguments.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run log:retire';

/**
 * `npm run log:retire`: sets the public log aside, because it is lost or has the wrong name; the next start begins
 * another one with everything that the journal holds. Stop all processes of the service before.
 */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { dataDir, mongoUri } = readConfig(loadEnvironment(), process.cwd());
  const letGo = mongoUri === null ? holdFolder(join(dataDir, 'service.lock'), 'alone') : () => {};
  const { bot, config } = await openForCli();
  try {
    const records = createRecordLog({
      journal: bot.stores.journal,
      sealer: bot.conversations.sealer,
      clock: Date.now,
      newId: randomUUID,
    });
    const { tenant, keysDir: keysFolder } = config;
    const { origin, ending } = await retireLog({ folder: publicLogFolder(config), keysFolder, tenant, records });
    console.log(`${origin} was set aside. Its folder and its keys are kept under names that end with ${ending}.`);
    console.log('The next start begins another log, with keys of its own: publish why, and the new keys.');
  } finally {
    await bot.close();
    letGo();
  }
  return 0;
});
