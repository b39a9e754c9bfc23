import { devNull } from 'node:os';
import { join } from 'node:path';
import { root } from './fingerprint.mjs';

/** Where `npm run dev` and `npm run seed` keep their data: never where those of an installation are. */
export const devFolder = join(root, '.dev');

/** What could lead to data, people or machines of a real installation, whoever set it. */
const notInherited = [
  ...['MONGODB_URI', 'MONGODB_KEYS_URI', 'REDIS_URL', 'KEYS_DIR', 'BACKUP_MARK', 'LEARNT_DIR', 'INSTALLATION_ID'],
  ...['FINESTRETA_MASTER_KEY', 'TENANT', 'SMTP_URL', 'MAIL_FROM', 'WEBHOOKS_FILE', 'SECURITY_CONTACT'],
  ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL', 'TRUST_PROXY', 'NODE_ENV'],
];

/**
 * The environment of a service for development: no file of settings counts, data lie in `folder`, staff need no second
 * factor, and it stops at once. What else is set (a platform's token, a port) is taken over.
 *
 * @param {{ folder: string, environment: NodeJS.ProcessEnv }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function devSettings({ folder, environment }) {
  const inherited = Object.entries(environment).filter(([name]) => !notInherited.includes(name));
  return {
    ...Object.fromEntries(inherited),
    FINESTRETA_ENV: devNull,
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    CONSOLE_SECOND_FACTOR: 'off',
    SHUTDOWN_SECONDS: '1',
    // Each start after the first finds what Node made of our modules.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/finestreta-dev'),
  };
}
