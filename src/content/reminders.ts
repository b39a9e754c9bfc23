import type { RecordLog } from '../core/journal/recordLog.ts';
import type { ContentRemindersRecord, Notification, RemindedExpiry } from '../core/model/desk/notification.ts';
import type { SideEffect } from '../core/model/event.ts';
import type { Clock } from '../core/ports/clock.ts';
import { outboxTopic, type PubSub } from '../core/ports/pubsub.ts';
import { dayIn, dayStart } from '../core/util/dates.ts';
import type { Content } from './content.ts';
import { dayAfter, expiriesOf, reminderDays } from './expiry.ts';
import type { FaqEntry } from './schema/faq.ts';

/** How long it is remembered that an expiry was reminded of, in days after it: a release may bring it back. */
const keptDays = 730;

export interface ContentRemindersDeps {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append'>;
  readonly content: () => Pick<Content, 'faq' | 'calendar'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

/** Reminds the owners of services before something in them expires. */
interface ContentReminders {
  /**
   * Queues what is due, each expiry of a service once, whichever processes look. Resolves to how many notifications
   * were queued: one for each department.
   */
  look(): Promise<number>;
}

/** A service, what of it expires within the days of a reminder, and who answers for it. */
interface DueEntry {
  readonly entry: string;
  readonly document: string;
  readonly department: string;
  readonly day: string;
}

export function createContentReminders(deps: ContentRemindersDeps): ContentReminders {
  const { tenant, records, content, pubsub, clock } = deps;
  const stream = { tenant, account: '(content)', name: 'content reminders' };

  return {
    async look() {
      const { faq, calendar } = content();
      const today = dayIn(calendar.timeZone, clock());
      const due = dueIn(faq, today);
      if (due.length === 0) return 0;
      let queued = 0;
      const appended = await records.append<ContentRemindersRecord>(stream, '', (known) => {
        const before = known?.reminded ?? [];
        const done = new Set(before.map(keyOf));
        const fresh = due.filter((each) => !done.has(keyOf(each)));
        if (fresh.length === 0) return null;
        const reminded = fresh.map(({ entry, day }) => ({ entry, day }));
        const oldest = dayAfter(today, -keptDays);
        const sideEffects = notificationsOf(fresh, calendar.timeZone);
        queued = sideEffects.length;
        return {
          events: [{ type: 'content.reminded', by: null, reminded }],
          state: {
            record: 'content-reminders',
            shape: 1,
            reminded: [...before.filter(({ day }) => day >= oldest), ...reminded],
          },
          sideEffects,
        };
      });
      if (appended === null) return 0;
      pubsub.publish(outboxTopic);
      return queued;
    },
  };
}

/** All that expires until so many days ahead, each day of a service once, the soonest first. */
function dueIn(faq: Content['faq'], today: string): readonly DueEntry[] {
  const last = dayAfter(today, reminderDays);
  return Object.entries(faq)
    .flatMap(([file, { entries }]) =>
      entries.flatMap((entry): readonly DueEntry[] => {
        const days = new Set(expiriesOf(entry).map(({ day }) => day));
        const document = `${file.replace(/\.yaml$/, '')}/${entry.id}`;
        return [...days].map((day) => ({ entry: entry.id, document, department: entry.department, day }));
      }),
    )
    .filter(({ day }) => day <= last)
    .sort((one, other) => one.day.localeCompare(other.day));
}

const keyOf = ({ entry, day }: RemindedExpiry): string => `${entry} ${day}`;

/** One notification for each department: nobody wants fifty e-mails because fifty services were checked on one day. */
function notificationsOf(due: readonly DueEntry[], timeZone: string): readonly SideEffect[] {
  return [...Map.groupBy(due, ({ department }) => department)].map(([department, own]) => {
    const documents = new Set(own.map(({ document }) => document));
    const [first] = own;
    const notification: Notification = {
      reason: 'content-expires',
      case: documents.size === 1 && first !== undefined ? first.document : `content/${department}`,
      department,
      agents: [],
      roles: ['content-owner'],
      dueAt: first === undefined ? null : dayStart(timeZone, Date.parse(`${first.day}T12:00Z`), 1),
      services: [...new Set(own.map(({ entry }) => entry))],
    };
    return { type: 'notify', notification };
  });
}

/** Which of some entries still expire soon, with what does so first. */
export function dueServicesIn(
  { faq, calendar }: Pick<Content, 'faq' | 'calendar'>,
  ids: readonly string[],
  now: number,
): readonly (Pick<FaqEntry, 'title'> & RemindedExpiry & { readonly fact: 'valid' | 'verified' })[] {
  const last = dayAfter(dayIn(calendar.timeZone, now), reminderDays);
  const entries = Object.values(faq).flatMap((file) => file.entries);
  return ids.flatMap((id) => {
    const entry = entries.find((each) => each.id === id);
    const first = entry === undefined ? undefined : expiriesOf(entry)[0];
    if (entry === undefined || first === undefined || first.day > last) return [];
    return [{ entry: id, title: entry.title, day: first.day, fact: first.fact }];
  });
}
