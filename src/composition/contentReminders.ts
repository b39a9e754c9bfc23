import { type ContentRemindersDeps, createContentReminders } from '../content/reminders.ts';
import { doWhatIsDue } from '../core/engine/keepLooking.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';

/** Milliseconds: nothing else tells that something is due. */
const tenMinutes = 10 * 60_000;
const pauses = { longest: tenMinutes, shortest: tenMinutes, failed: tenMinutes } as const;

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
  const failure = 'reminders of services that expire could not be queued; it will be retried';
  const look = async () => {
    await reminders.look();
    return null;
  };
  return { follow: (end) => doWhatIsDue({ look, pauses, failure, clock: deps.clock, timer, end, log }) };
}
