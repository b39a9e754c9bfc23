import { type ContentRemindersDeps, createContentReminders } from '../content/reminders.ts';
import type { Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import { lookEvery } from './lookEvery.ts';

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
  const failure = 'reminders of services that expire could not be queued; it will be retried';
  return { follow: (end) => lookEvery(reminders.look, { intervalMs, failure, timer, log }, end) };
}
