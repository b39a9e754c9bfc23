import { watch } from 'node:fs';

/** Debounce time, milliseconds: editors and git write in several steps. */
const debounceMs = 300;

/** Calls back shortly after something changed in a folder. Returns the function that stops it. */
export function watchFolder(folder: string, changed: () => void, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true, persistent: false });
  watcher.on('change', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, debounceMs);
  });
  watcher.on('error', failed);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
