import { chmodSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/**
 * Records that a backup was made. The file's modification time counts, so that other tools can `touch` it.
 * @throws the error of the file system
 */
export function markBackup(file: string): void {
  writeFileSync(file, `${new Date().toISOString()}\n`);
  // The superuser may have created it, while the service runs as another user.
  chmodSync(file, 0o644);
}

/**
 * When the last backup was made, milliseconds since 1970; null: there is no such file.
 * @throws the error of the file system when the time cannot be read
 */
export async function lastBackup(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
