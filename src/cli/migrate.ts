import { type Environment, loadEnvironment, readConfig } from '../config.ts';
import type { Log } from '../core/ports.ts';
import { openStores } from '../store/open.ts';
import { runCli } from './runCli.ts';

/**
 * `npm run migrate`: makes what the configured store lacks (files, collections, indexes, a newer schema). The service
 * does so at its start too; on MongoDB this lets a user with more rights do it, so that the service needs fewer.
 */
export async function migrate(env: Environment, base: string, say: (line: string) => void): Promise<number> {
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
  const { store, keyring } = await openStores({ ...config, log });
  await store.close();
  await keyring.close();
  say(changes === 0 ? 'Nothing was lacking.' : 'The store is up to date.');
  return 0;
}

if (import.meta.main) await runCli(() => migrate(loadEnvironment(), process.cwd(), console.log));
