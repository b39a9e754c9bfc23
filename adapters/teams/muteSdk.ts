import { AsyncLocalStorage } from 'node:async_hooks';

const methods = ['error', 'warn', 'info', 'log', 'debug'] as const;

/** Set in the async context of the SDK's work. */
const silent = new AsyncLocalStorage<true>();
const originals = new Map<(typeof methods)[number], typeof console.error>();
let underWay = 0;

/**
 * Runs work of the SDK with its console output suppressed: it logs, for each forged token, the error and the channel's
 * keys. The errors that it throws say enough. Output from outside this context is not affected.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  if (underWay === 0) mute();
  underWay += 1;
  try {
    return await silent.run(true, work);
  } finally {
    underWay -= 1;
    if (underWay === 0) unmute();
  }
}

/** Runs our code that the SDK calls, with console output restored. */
export function aloud<T>(work: () => T): T {
  return silent.exit(work);
}

function mute(): void {
  for (const method of methods) {
    const original = console[method];
    originals.set(method, original);
    console[method] = (...given: unknown[]) => {
      if (silent.getStore() === undefined) original.apply(console, given);
    };
  }
}

function unmute(): void {
  for (const [method, original] of originals) console[method] = original;
  originals.clear();
}
