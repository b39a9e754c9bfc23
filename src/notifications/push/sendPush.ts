import { PlatformRefused, PlatformUnreachable } from '../../core/model/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { encryptPush, type PushTarget } from './encryptPush.ts';
import { isPushService } from './pushServices.ts';
import type { Vapid } from './vapid.ts';

/** The subscription has ended: nothing reaches that browser any more. */
export class SubscriptionGone extends Error {}

/** One message for one browser. */
export interface PushMessage {
  readonly text: string;
  /** Of messages with the same one only the newest waits for a browser that is off; at most 32 characters of base64url. */
  readonly topic: string;
}

/** @throws {SubscriptionGone} @throws `PlatformUnreachable`: later perhaps, `PlatformRefused`: never */
export type SendPush = (target: PushTarget, message: PushMessage) => Promise<void>;

/** Seconds that a push service keeps a message for a browser that is off. */
const keptSeconds = 3 * 86_400;
/** Milliseconds after which it is tried again later: somebody may wait for the answer of the command. */
const timeoutMs = 3_000;

/** `services`: origins of further push services, see `isPushService`. */
export function createSendPush(deps: {
  readonly vapid: Vapid;
  readonly services: readonly string[];
  readonly clock: Clock;
}): SendPush {
  return async (target, { text, topic }) => {
    const { endpoint } = target;
    if (!isPushService(endpoint, deps.services)) throw new SubscriptionGone('It is at no push service that is known.');
    const body = encryptPush(text, target);
    const answer = await post(endpoint, new Uint8Array(body), {
      Authorization: deps.vapid.authorization(new URL(endpoint).origin, deps.clock()),
      'Content-Encoding': 'aes128gcm',
      'Content-Type': 'application/octet-stream',
      TTL: String(keptSeconds),
      Topic: topic,
      Urgency: 'normal',
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    if (answer.status === 404 || answer.status === 410) throw new SubscriptionGone('The subscription has ended.');
    const said = `The push service answered ${answer.status}.`;
    if (answer.status === 429 || answer.status >= 500) throw new PlatformUnreachable(said);
    throw new PlatformRefused(said, { retryAt: null });
  };
}

/** What `fetch` throws: why is in its cause. */
interface FetchError {
  readonly cause?: { readonly code?: string };
}

async function post(url: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response> {
  try {
    // A redirect would lead away from the services that are known.
    return await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    // A name that was never given, or is not any more; a resolver that is away says otherwise.
    if ((cause as FetchError).cause?.code === 'ENOTFOUND')
      throw new SubscriptionGone('There is no such push service.', { cause });
    throw new PlatformUnreachable('The push service cannot be reached.', { cause });
  }
}
