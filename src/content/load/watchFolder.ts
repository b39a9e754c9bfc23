import { watch } from 'node:fs';

/** Milliseconds of quiet after which a changed folder is read: editors and git write in several steps. */
const silent = 300;

/** Calls back some moments after something changed below a folder. Returns the function that ends it. */
export function watchFolder(folder: string, changed: () => void, failed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true, persistent: false });
  watcher.on('change', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, silent);
  });
  watcher.on('error', failed);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
