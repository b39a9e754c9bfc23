import type { AccountToOpen, Platform } from '../../adapters/adapter.ts';
import { type OpenSealed, readSecrets } from '../accounts/secrets.ts';
import type { Environment } from '../config.ts';
import type { AccountRecord } from '../core/model/accountRecord.ts';
import { CodedError } from '../core/model/errors.ts';

/**
 * Secrets and settings of an account, read again for each attempt.
 * @throws {CodedError} `config.invalid` when the platform needs a secret that the definition does not name, or does not
 * understand its settings; `account.secret`
 */
export async function readyToOpen(
  { id, definition }: AccountRecord,
  platform: Platform,
  env: Environment,
  sealed: OpenSealed,
): Promise<Pick<AccountToOpen, 'secrets' | 'settings'>> {
  const given = definition?.secrets ?? {};
  const lacking = platform.secrets.find(({ name, optional }) => !optional && !Object.hasOwn(given, name));
  if (lacking) {
    throw new CodedError(
      'config.invalid',
      `The account ${id} needs a secret: write \`${lacking.name}: env:NAME\` (or file:/path) under \`secrets\` in its definition.`,
    );
  }
  const names = new Set(platform.secrets.map(({ name }) => name));
  const references = Object.entries(given).filter(([name]) => names.has(name));
  const secrets = await readSecrets(Object.fromEntries(references), env, sealed);
  return { secrets, settings: platform.readSettings(definition?.settings ?? {}) };
}
