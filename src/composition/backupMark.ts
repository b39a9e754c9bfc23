import { chmodSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/**
 * Notes that a backup was made. The time of the file is what counts, so that other tools can `touch` it.
 * @throws the error of the file system
 */
export function markBackup(file: string): void {
  writeFileSync(file, `${new Date().toISOString()}\n`);
  // The superuser may have made it, and the service is another user.
  chmodSync(file, 0o644);
}

/**
 * When the last backup was made, milliseconds since 1970; null: no file says so.
 * @throws the error of the file system when it can't be told
 */
export async function lastBackup(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
