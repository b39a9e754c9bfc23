import { devNull } from 'node:os';
import { join } from 'node:path';
import { root } from './fingerprint.mjs';

/** Data folder of `npm run dev` and `npm run seed`: never that of an installation. */
export const devFolder = join(root, '.dev');

/** Variables that could lead to data, people or machines of a real installation. */
const notInherited = [
  ...['MONGODB_URI', 'MONGODB_KEYS_URI', 'REDIS_URL', 'KEYS_DIR', 'BACKUP_MARK', 'LEARNT_DIR', 'INSTALLATION_ID'],
  ...[
    'FINESTRETA_MASTER_KEY',
    'TENANT',
    'SMTP_URL',
    'MAIL_FROM',
    'SMS_URL',
    'SMS_TOKEN',
    'WEBHOOKS_FILE',
    'SECURITY_CONTACT',
  ],
  ...['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL', 'TRUST_PROXY', 'NODE_ENV'],
];

/**
 * The environment of a service for development: no settings file counts, data is in `folder`, the content is in files, staff need no second
 * factor, and it stops at once. Other variables (a platform's token, a port) are kept.
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
    // Changes of `dialogs/` count at once.
    CONTENT: environment.CONTENT ?? 'files',
    HOST: '127.0.0.1',
    CONSOLE_SECOND_FACTOR: 'off',
    SHUTDOWN_SECONDS: '1',
    // Later starts reuse Node's compile cache of our modules.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/finestreta-dev'),
  };
}
