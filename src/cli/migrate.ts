import { type Environment, readConfig } from '../config.ts';
import type { Log } from '../core/ports/log.ts';
import { loadEnvironment } from '../settings.ts';
import { openStores } from '../store/open.ts';
import { noArguments } from './noArguments.ts';
import { announceInstallation } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run migrate';

/**
 * `npm run migrate`: creates what the configured store lacks (collections, indexes, a newer schema; only the service
 * creates files). The service does so at its start too; on MongoDB this lets a user with more rights do it, so that the
 * service needs fewer.
 */
export async function migrate(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  noArguments(argv, usage);
  const config = readConfig(env, base);
  let changes = 0;
  const log: Log = {
    info: (fields, message) => {
      changes += 1;
      say(`${message}: ${JSON.stringify(fields)}`);
    },
    warn: (_, message) => say(`Note: ${message}`),
    error: (_, message) => say(message),
  };
  const { store, keyring, id } = await openStores({ ...config, mayMake: config.mongoUri !== null, log });
  announceInstallation(config, id);
  await store.close();
  await keyring.close();
  say(changes === 0 ? 'Nothing to migrate.' : 'The store is up to date.');
  return 0;
}

if (import.meta.main)
  await runCli(usage, () => migrate(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
