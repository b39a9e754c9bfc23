import { subscriptionChanged } from '../../model/announcements/decideSubscription.ts';
import { type Reminder, reminderKinds } from '../../model/announcements/subscription.ts';
import { say, sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';

const dayMs = 86_400_000;
/** Days before the day itself on which the reminder comes. */
const daysBefore = { collection: 1, tax: 7, document: 30 } as const;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const mostReminders = 20;

/** Has the person reminded of a day that they named. False: it is over, or there is none. */
export function remind(turn: Turn): boolean {
  const what = reminderKinds.find((each) => each === turn.slots.what?.value);
  const today = turn.input.knowledge.protocol.date(turn.input.now);
  const day = turn.slots.day?.value ?? nextWeekday(today, turn.slots.weekday?.value ?? '');
  if (what === undefined || day === null) return false;
  if (day <= today) {
    say(turn, 'alerts.pastDay', []);
    return false;
  }
  const known = turn.state.reminders ?? [];
  if (known.length >= mostReminders) {
    say(turn, 'alerts.tooMany', ['command:stop-alerts']);
    return false;
  }
  // If today's time has passed, the reminder comes on the next day.
  const tomorrow = shifted(today, 1);
  const early = shifted(day, -daysBefore[what]);
  const reminder: Reminder = { what, day: early > today ? early : tomorrow, weekly: what === 'collection' };
  turn.state = { ...turn.state, reminders: [...known, reminder] };
  turn.events.push({ type: 'subscription.changed' });
  turn.sideEffects.push(subscriptionChanged);
  const shown = reminder.day.split('-').reverse().join('/');
  sayText(turn, turn.input.translate('alerts.remembered', turn.locale, { date: shown }), []);
  return true;
}

/** The next day of a weekday after a day; null: it is none. */
function nextWeekday(today: string, weekday: string): string | null {
  const wanted = weekdays.indexOf(weekday);
  if (wanted < 0) return null;
  const ahead = (wanted - new Date(`${today}T00:00Z`).getUTCDay() + 7) % 7;
  return shifted(today, ahead === 0 ? 7 : ahead);
}

/** The day so many days later. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
