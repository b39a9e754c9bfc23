import { codeOf } from '../../src/core/model/errors.ts';
import type { Lease } from '../../src/core/ports/lease.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { untilAborted, wait } from './deadline.ts';
import { asCallFailure, asOpeningError, type CallFailure } from './errors.ts';
import { updateKinds } from './inbound.ts';
import type { Opened } from './opened.ts';
import { type Take, takeInOrder } from './receive.ts';

/** Seconds for which the platform holds a request until something arrives. */
const hold = 50;
/** Attempts in a row, with back-off about four minutes, after which the account is shown as failing. */
const timeoutMs = 12;

/**
 * Fetches the updates of an account until `end` is aborted. The loop is ours, not telegraf's: that one moves its offset
 * when updates arrive, and a handler that fails ends it. Here the offset, by which the platform forgets, is the first
 * update that is not durable yet, and goes out with the next request.
 */
export async function poll(opened: Opened, take: Take, lease: Lease, end: AbortSignal, log: Log): Promise<void> {
  const { api, account, failed } = opened;
  let hasWebhook = true;
  let offset = 0;
  let failures = 0;
  while (!end.aborted && lease.held()) {
    try {
      // The platform refuses to be asked while it still has an address to bring updates to.
      if (hasWebhook) await api.call('deleteWebhook', {}, end);
      hasWebhook = false;
      const updates = await api.call('getUpdates', { offset, timeout: hold, allowed_updates: updateKinds }, end);
      // Whoever holds the lease now gets them too.
      if (!lease.held()) return;
      const taken = await takeInOrder(updates, (together) => take(opened, together, end), end);
      // When all was confirmed, the next one is whichever comes: ids begin anew after a quiet week.
      offset = updates.length === 0 ? 0 : taken.next;
      failures = taken.error === null ? 0 : failures + 1;
      if (taken.error !== null) {
        const fields = { account: account().id, code: codeOf(taken.error), error: taken.error, failures };
        log.warn(fields, 'an update of Telegram could not be taken; it will be tried again');
        await wait(pauseAfter(failures, null), end);
      }
      // Some servers answer at once, holding nothing.
      if (updates.length === 0) await wait(100, end);
    } catch (error) {
      if (end.aborted) return;
      const failure = asCallFailure(error);
      failures += 1;
      if (failures === 1) log.warn({ account: account().id, status: failure.status }, hintFor(failure));
      if (isFatal(failure) || failures >= timeoutMs) {
        // Whoever opened the account closes it, and opens it anew after a while.
        failed(asOpeningError(failure));
        await untilAborted(end);
      } else {
        await wait(pauseAfter(failures, failure.retryAfter), end);
      }
    }
  }
}

/** Revoked or deleted: asking again changes nothing. */
function isFatal({ status }: CallFailure): boolean {
  return status === 401 || status === 404;
}

function hintFor({ status }: CallFailure): string {
  return status === 409
    ? 'another program fetches the messages of this Telegram bot: end it, or give this account a token of its own'
    : 'Telegram does not answer; it is asked again';
}

/** Milliseconds; many accounts that failed together don't come back together. */
function pauseAfter(failures: number, retryAfter: number | null): number {
  if (retryAfter !== null) return retryAfter * 1_000;
  return Math.min(30_000, 250 * 2 ** failures) * (0.5 + Math.random() / 2);
}
