import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CodedError } from '../core/model/errors.ts';

/**
 * Reference to a secret: `env:NAME`, `file:/path`, or `sealed:ID` for one that was entered in the console. Errors never
 * repeat the value, which may be the secret itself.
 */
export const secretReference = z
  .string({ error: 'is not a reference: write env:NAME or file:/path, never the secret itself' })
  .regex(
    /^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:\/[^\s]+|sealed:[a-z0-9-]{1,80})$/,
    'is not a reference: write env:NAME or file:/path, never the secret itself',
  );

/** Most bytes of a file with a secret: a larger one is surely something else. */
const maxBytes = 64 * 1024;

/** Opens secrets that were entered in the console, by their references; null when there is none. */
export type OpenSealed = (reference: string) => Promise<string | null>;

/** For places where no secret can have been entered. */
export const nothingSealed: OpenSealed = async () => null;

/**
 * Reads secrets by their references. They are for the platform only: never store, show or log them.
 * @throws {CodedError} `account.secret`, naming the reference that leads to nothing
 */
export async function readSecrets(
  references: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
  sealed: OpenSealed,
): Promise<Readonly<Record<string, string>>> {
  const entries = Object.entries(references).map(async ([name, reference]) => [
    name,
    await readSecret(name, reference, env, sealed),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function readSecret(
  name: string,
  reference: string,
  env: Readonly<Record<string, string | undefined>>,
  sealed: OpenSealed,
): Promise<string> {
  const stream = reference.slice(reference.indexOf(':') + 1);
  if (reference.startsWith('env:')) {
    const value = env[stream]?.trim() ?? '';
    if (value === '') throw missing(name, reference, `set ${stream} in the environment and start again`);
    return value;
  }
  if (reference.startsWith('sealed:')) {
    const value = await sealed(reference);
    if (value === null) throw missing(name, reference, 'enter it again in the console');
    return value;
  }
  let text: string;
  try {
    text = await readFile(stream, 'utf8');
  } catch (cause) {
    throw missing(name, reference, 'put the secret there, readable by the service', cause);
  }
  const value = text.trim();
  if (value === '' || text.length > maxBytes) throw missing(name, reference, 'put only the secret into that file');
  return value;
}

function missing(name: string, reference: string, advice: string, cause?: unknown): CodedError {
  return new CodedError('account.secret', `The secret \`${name}\` is not at ${reference}: ${advice}.`, { cause });
}
