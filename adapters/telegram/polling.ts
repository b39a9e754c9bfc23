import { codeOf } from '../../src/core/model/errors.ts';
import type { Lease } from '../../src/core/ports/lease.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { sleep, systemTimer, untilAborted } from '../../src/core/util/sleep.ts';
import type { TelegramAccount } from './account.ts';
import { asCallFailure, asOpeningError, type CallFailure } from './errors.ts';
import { updateKinds } from './inbound.ts';
import { type Take, takeInOrder } from './receive.ts';

/** Long-poll timeout of the platform, seconds. */
const pollTimeoutSeconds = 50;
/** Consecutive failed attempts (about four minutes with back-off) before the account is shown as failing. */
const maxFailures = 12;

/**
 * Polls for an account's updates until `end` is aborted. We do not use telegraf's loop: it moves its offset when
 * updates arrive, and a failing handler ends it. Here the offset, up to which the platform forgets updates, is the
 * first update that is not durable yet; it goes out with the next request.
 */
export async function poll(
  opened: TelegramAccount,
  take: Take,
  lease: Lease,
  end: AbortSignal,
  log: Log,
): Promise<void> {
  const { api, account, failed } = opened;
  let hasWebhook = true;
  let offset = 0;
  let failures = 0;
  while (!end.aborted && lease.held()) {
    try {
      // The platform refuses polling while a webhook is set.
      if (hasWebhook) await api.call('deleteWebhook', {}, end);
      hasWebhook = false;
      const updates = await api.call(
        'getUpdates',
        { offset, timeout: pollTimeoutSeconds, allowed_updates: updateKinds },
        end,
      );
      // The process that holds the lease now receives them too.
      if (!lease.held()) return;
      const taken = await takeInOrder(updates, (together) => take(opened, together, end), end);
      // When all are confirmed, accept any next id: ids restart at random after a week without updates.
      offset = updates.length === 0 ? 0 : taken.next;
      failures = taken.error === null ? 0 : failures + 1;
      if (taken.error !== null) {
        const fields = { account: account().id, code: codeOf(taken.error), error: taken.error, failures };
        log.warn(fields, 'a Telegram update failed; retrying');
        await sleep(pauseAfter(failures, null), systemTimer, end);
      }
      // Some servers answer an empty poll at once.
      if (updates.length === 0) await sleep(100, systemTimer, end);
    } catch (error) {
      if (end.aborted) return;
      const failure = asCallFailure(error);
      failures += 1;
      if (failures === 1) log.warn({ account: account().id, status: failure.status }, hintFor(failure));
      if (isFatal(failure) || failures >= maxFailures) {
        // The channel's owner closes the account and reopens it after a while.
        failed(asOpeningError(failure));
        await untilAborted(end);
      } else {
        await sleep(pauseAfter(failures, failure.retryAfter), systemTimer, end);
      }
    }
  }
}

/** Revoked or deleted: a retry does not help. */
function isFatal({ status }: CallFailure): boolean {
  return status === 401 || status === 404;
}

function hintFor({ status }: CallFailure): string {
  return status === 409
    ? 'another program polls this Telegram bot: stop it, or give this account the token of another bot'
    : 'Telegram does not answer; retrying';
}

/** Milliseconds, with jitter: accounts that failed together do not retry together. */
function pauseAfter(failures: number, retryAfter: number | null): number {
  if (retryAfter !== null) return retryAfter * 1_000;
  return Math.min(30_000, 250 * 2 ** failures) * (0.5 + Math.random() / 2);
}
