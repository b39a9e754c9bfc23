import { type ContentRemindersDeps, createContentReminders } from '../content/reminders.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { sleep } from '../core/util/sleep.ts';

/** Milliseconds between two looks at what is due. */
const intervalMs = 10 * 60_000;

/** Reminders of services that expire soon. */
export interface BotContentReminders {
  /** Queues what is due, until the end. For one process of all, though two would do no harm. Never rejects. */
  follow(end: AbortSignal): Promise<void>;
}

export function openContentReminders({
  timer,
  log,
  ...deps
}: ContentRemindersDeps & { readonly timer: Timer; readonly log: Log }): BotContentReminders {
  const reminders = createContentReminders(deps);
  return {
    async follow(end) {
      while (!end.aborted) {
        try {
          await reminders.look();
        } catch (error) {
          log.error(
            { code: codeOf(error), error },
            'reminders of services that expire could not be queued; it will be retried',
          );
        }
        await sleep(intervalMs, timer, end);
      }
    },
  };
}
