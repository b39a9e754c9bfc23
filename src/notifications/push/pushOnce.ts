import { createHash } from 'node:crypto';
import { codeOf, PlatformRefused } from '../../core/model/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import type { PushTarget } from './encryptPush.ts';
import { type PushMessage, type SendPush, SubscriptionGone } from './sendPush.ts';

/** Pushes that this process remembers to have sent, so that another attempt for one device repeats none on the others. */
const rememberedPushes = 1_000;

/**
 * Sends a message to a device, where this process has not sent it there; `id` names both. Resolves to `gone` where nothing
 * reaches the device any more. @throws `PlatformUnreachable`: later perhaps
 */
export type PushOnce = (
  id: string,
  target: PushTarget,
  message: PushMessage,
) => Promise<'sent' | 'sent-before' | 'refused' | 'gone'>;

/** Of what is about the same thing only the newest waits; the push service learns nothing of the thing. */
export const topicNamed = (thing: string): string =>
  createHash('sha256').update(thing).digest('base64url').slice(0, 32);

/** `subject` says of whom a refusal is logged. */
export function createPushOnce(deps: {
  readonly send: SendPush;
  readonly subject: string;
  readonly log: Log;
}): PushOnce {
  const sent = createLruCache<string, true>(rememberedPushes);
  return async (id, target, message) => {
    if (sent.get(id)) return 'sent-before';
    try {
      await deps.send(target, message);
    } catch (error) {
      if (error instanceof SubscriptionGone) return 'gone';
      if (!(error instanceof PlatformRefused)) throw error;
      deps.log.warn({ code: codeOf(error), id }, `a push service refused a message to ${deps.subject}`);
      return 'refused';
    }
    sent.set(id, true);
    return 'sent';
  };
}
