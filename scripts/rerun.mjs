import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** Debounce time, milliseconds: editors and git write many files at once. */
const idleMs = 200;

/**
 * Runs a program, and restarts it whenever a file below `folders` changes. A program that has exited waits for the next
 * change. `before` is awaited before each start (its errors are reported, and the running program continues); `changed`
 * is called with its message. Resolves once `end` is aborted and the program has ended.
 *
 * @param {{
 *   words: readonly string[],
 *   env: NodeJS.ProcessEnv,
 *   folders: readonly string[],
 *   before: () => Promise<unknown>,
 *   changed: (message: string) => void,
 *   end: AbortSignal, }} options `words`: arguments of Node's command line
 */
export async function rerun({ words, env, folders, before, changed, end }) {
  let changes = 0;
  let nextChange = Promise.withResolvers();
  const note = () => {
    changes++;
    nextChange.resolve();
  };
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, note));
  end.addEventListener('abort', () => nextChange.resolve());

  let child = null;
  try {
    while (!end.aborted) {
      const ready = await before().then(
        () => true,
        (error) => {
          changed(`${error.message}\nWaiting for a change.`);
          return false;
        },
      );
      if (ready && !end.aborted) {
        await stop(child);
        child = spawn(process.execPath, words, { env, stdio: 'inherit' });
        child.once('exit', (code) => {
          if (code) changed(`It ended with ${code}. Waiting for a change.`);
        });
      }
      await nextChange.promise;
      for (let seen = -1; seen !== changes && !end.aborted; ) {
        seen = changes;
        await wait(idleMs);
      }
      nextChange = Promise.withResolvers();
      if (!end.aborted) changed('Files changed: starting again.');
    }
  } finally {
    for (const each of watchers) each.close();
    await stop(child);
  }
}

async function stop(child) {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
