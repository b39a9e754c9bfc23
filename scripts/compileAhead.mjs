import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { enableCompileCache, flushCompileCache, getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { root } from './fingerprint.mjs';

const own = fileURLToPath(import.meta.url);

/**
 * Strips and compiles the modules of the service into the cache of `NODE_COMPILE_CACHE`, in a process of its own: who compiles a
 * module first loads what strips types, in each thread, and keeps some 10 MB for it. A cache that cannot be written changes nothing.
 *
 * @param {{ signal?: AbortSignal }} [options] `signal` ends it.
 */
export async function compileAhead({ signal } = {}) {
  const words = ['--disable-warning=ExperimentalWarning', own];
  await promisify(execFile)(process.execPath, words, { signal });
}

/** Loads what the main thread loads, and what each other thread does. */
async function loadAll() {
  enableCompileCache();
  if (getCompileCacheDir() === undefined) return;
  await import(pathToFileURL(join(root, 'src/composition/app.ts')).href);
  const files = await readdir(join(root, 'src'), { recursive: true });
  // Outside a thread it fails once all that it imports is loaded.
  for (const file of files.filter((name) => name.endsWith('Worker.ts')))
    await import(pathToFileURL(join(root, 'src', file)).href).catch(() => {});
  flushCompileCache();
}

if (process.argv[1] === own) {
  await loadAll();
  process.exit(0);
}
