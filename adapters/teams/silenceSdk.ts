import { AsyncLocalStorage } from 'node:async_hooks';

const methods = ['error', 'warn', 'info', 'log', 'debug'] as const;

/** Set while the SDK works, in whatever it does meanwhile. */
const silent = new AsyncLocalStorage<true>();
const originals = new Map<(typeof methods)[number], typeof console.error>();
let underWay = 0;

/**
 * Runs work of the SDK, which writes to the console by itself: of a token with a forged signature the error and the
 * channel's keys, as often as somebody sends one. Nothing that it writes gets out; what it throws tells as much. What
 * others write meanwhile does.
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

/** Runs work of ours that the SDK calls: it may write. */
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
