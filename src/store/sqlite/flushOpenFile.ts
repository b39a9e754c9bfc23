import { fdatasyncSync, fstatSync, readdirSync, statSync } from 'node:fs';

/**
 * Flushes a file that SQLite has open in this process, through a descriptor of SQLite's: closing one of our own would take
 * away the locks that the process has on the file. `known`: the descriptor that it had last time. Returns the one that was
 * flushed, null where there is none, or where the system does not tell (other than Linux): nothing was flushed then.
 * Throws what the system says: a flush that failed has `syscall` `fdatasync`.
 */
export function flushOpenFile(file: string, known: number | null): number | null {
  const { dev, ino } = statSync(file);
  const isOfFile = (descriptor: number) => {
    try {
      const found = fstatSync(descriptor);
      return found.dev === dev && found.ino === ino;
    } catch {
      // Closed meanwhile.
      return false;
    }
  };
  const descriptor = known !== null && isOfFile(known) ? known : openDescriptors().find(isOfFile);
  if (descriptor === undefined) return null;
  fdatasyncSync(descriptor);
  return descriptor;
}

function openDescriptors(): readonly number[] {
  try {
    return readdirSync('/proc/self/fd').map(Number);
  } catch {
    return [];
  }
}
