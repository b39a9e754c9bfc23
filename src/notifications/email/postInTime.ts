import { PlatformUnreachable } from '../../core/model/errors.ts';
import type { Email, Post } from './emailSender.ts';

/** Milliseconds after which the outbox sends it instead: somebody waits for the answer of the turn. */
const timeoutMs = 3_000;

/**
 * Posts an e-mail while somebody waits.
 * @throws as `Post`; `PlatformUnreachable` also when it takes too long
 */
export async function postInTime(post: Post, email: Email): Promise<void> {
  const sending = post(email);
  const waited = Promise.withResolvers<never>();
  const timer = setTimeout(() => waited.reject(new PlatformUnreachable('The mail server takes long.')), timeoutMs);
  try {
    await Promise.race([sending, waited.promise]);
  } catch (error) {
    sending.catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
