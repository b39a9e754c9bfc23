import type { AccountRecord } from '../core/model/accountRecord.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { dayOf } from '../core/util/dates.ts';
import { sleep } from '../core/util/sleep.ts';
import { isOpen } from './lifecycle.ts';
import type { Registry } from './registry.ts';

/** Months without a message after which the guide would have an account closed. */
const inactiveMonths = 6;

/** An unused account. */
interface InactiveAccount {
  readonly id: string;
  /** The day of the last message, or of its opening when there was none (`YYYY-MM-DD`). */
  readonly since: string;
}

/** The accounts without a message for six months. */
export function inactiveAccounts(
  registry: Pick<Registry, 'all' | 'lastActive'>,
  now: number,
): readonly InactiveAccount[] {
  const limit = dayOf(monthsBefore(now, inactiveMonths));
  return registry.all().flatMap((record) => {
    const since = lastActive(record, registry.lastActive(record.id));
    return since !== null && since < limit ? [{ id: record.id, since }] : [];
  });
}

/** The built-in account counts from its first message: nobody opened it. */
function lastActive(record: AccountRecord, active: string | null): string | null {
  if (!isOpen(record)) return null;
  const { openedAt } = record;
  const opened = openedAt === null ? null : dayOf(openedAt);
  return active === null || (opened !== null && opened > active) ? opened : active;
}

/** The same day some months before; the last day of that month where it has no such day. */
function monthsBefore(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** Milliseconds between two checks. */
const checkIntervalMs = 60 * 60_000;

/** Logs the unused accounts, once a day at most across all processes. Resolves after `end`. */
export async function warnOfInactivity(deps: {
  registry: Registry;
  clock: Clock;
  timer: Timer;
  end: AbortSignal;
  log: Log;
}): Promise<void> {
  const { registry, clock, timer, end, log } = deps;
  while (!end.aborted) {
    await registry.refresh();
    const inactive = inactiveAccounts(registry, clock());
    const ids = inactive.map(({ id }) => id);
    if (await registry.claimWarning(ids, dayOf(clock()))) {
      for (const { id, since } of inactive) {
        log.warn({ account: id, since }, 'an account has had no messages for six months: use it, or close it');
      }
    }
    await sleep(checkIntervalMs, timer, end);
  }
}
