import { PlatformUnreachable } from '../core/model/errors.ts';

/** Milliseconds after which the outbox sends it instead: somebody waits for the answer of the turn. */
const timeoutMs = 3_000;

/**
 * Waits for something that is being sent while somebody waits; it goes on when nobody waits any more. `late`: what the error says then.
 * @throws as `sending`; `PlatformUnreachable` also when it takes too long
 */
export async function inTime(sending: Promise<void>, late: string): Promise<void> {
  const waited = Promise.withResolvers<never>();
  const timer = setTimeout(() => waited.reject(new PlatformUnreachable(late)), timeoutMs);
  try {
    await Promise.race([sending, waited.promise]);
  } catch (error) {
    sending.catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
