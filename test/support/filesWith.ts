import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Null where the service has put another file in its place meanwhile. */
function bytesOf(name: string): readonly [readonly [string, Buffer]] | null {
  try {
    return [[name, readFileSync(name)]];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Every file below a folder, with its bytes. */
export function filesBelow(path: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(names.flatMap((name) => bytesOf(name) ?? []));
}

/**
 * The files below a folder that hold one of some secrets: as text in either encoding, in any case, or as the bytes that hex spells.
 */
export function filesWith(path: string, secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [
    Buffer.from(secret),
    Buffer.from(secret.toLowerCase()),
    Buffer.from(secret, 'utf16le'),
    ...(/^[0-9a-f]{32}$/.test(secret) ? [Buffer.from(secret, 'hex')] : []),
  ]);
  return [...filesBelow(path)].filter(([, bytes]) => forms.some((form) => bytes.includes(form))).map(([name]) => name);
}
