import { readFile } from 'node:fs/promises';
import { secretReference } from '../../accounts/secrets.ts';
import { readYaml } from '../../content/load/readYaml.ts';
import { CodedError } from '../../core/model/errors.ts';
import { type Hook, hooksFile } from './webhook.ts';

/** Minimum bytes of a secret: the Standard Webhooks ask for 24 to 64. */
const minSecretBytes = 24;

/**
 * Reads the file of web hooks and the secrets that it refers to.
 * @throws {CodedError} `config.invalid`, naming file, line and fix, and `account.secret`
 */
export async function readWebhooks(deps: {
  file: string;
  /** Reads secrets by their references. */
  secrets: (references: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>>>;
  /** Whether addresses of this machine may be called without encryption. */
  loopback: boolean;
}): Promise<readonly Hook[]> {
  const { file, secrets, loopback } = deps;
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new CodedError('config.invalid', `WEBHOOKS_FILE names ${file}, which cannot be read.`, { cause });
  });
  const { result, problems } = readYaml(file, text, hooksFile(secretReference, { loopback }));
  if (result === null) {
    const faults = problems.map(({ line, message }) => `${file}${line === null ? '' : `:${line}`}: ${message}`);
    throw new CodedError('config.invalid', `Fix the web hooks and start again:\n${faults.join('\n')}`);
  }
  const { hooks } = result.value;
  const found = await secrets(Object.fromEntries(hooks.map(({ name, secret }) => [name, secret])));
  return hooks.map(({ name, url, events, secret }) => ({
    name,
    url,
    events,
    secret: bytesOf(found[name] ?? '', name, secret),
  }));
}

/** Decodes a secret as the Standard Webhooks write it: `whsec_` and base64, or base64 alone. */
function bytesOf(secret: string, name: string, reference: string): Uint8Array {
  const text = secret.replace(/^whsec_/, '');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length >= minSecretBytes && /^[A-Za-z0-9+/]+=*$/.test(text)) return bytes;
  throw new CodedError(
    'config.invalid',
    `The secret of the web hook ${name} (${reference}) is not valid: create one with \`echo whsec_$(openssl rand -base64 32)\`.`,
  );
}
