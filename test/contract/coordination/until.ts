import { setTimeout as pause } from 'node:timers/promises';

const timeoutMs = 20_000;

/** Resolves with the first answer that is neither null, undefined nor false; throws when there is none in 20 seconds. */
export async function until<T>(look: () => T | Promise<T>): Promise<Exclude<T, null | undefined | false>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as Exclude<T, null | undefined | false>;
    }
    if (Date.now() > deadline) throw new Error(`This did not come true in time: ${look}`);
    await pause(5);
  }
}
