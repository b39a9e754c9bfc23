import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Somebody who reads the checkpoint of a log all the time, and keeps each one. */
interface CheckpointWatch {
  /** All that were seen, each once, oldest first. */
  readonly seen: readonly string[];
  look(): void;
  stop(): void;
}

/** `folder`: of the published files. */
export function watchCheckpoints(folder: string): CheckpointWatch {
  const seen: string[] = [];
  const look = () => {
    try {
      const signed = readFileSync(join(folder, 'checkpoint'), 'utf8');
      if (signed !== seen.at(-1)) seen.push(signed);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  const watching = setInterval(look, 10);
  return { seen, look, stop: () => clearInterval(watching) };
}
