import { z } from 'zod';
import { announcementKinds, isBeforeEnd } from '../../core/model/announcements/announcement.ts';
import { readRecurrence, recurringDays } from '../../core/model/announcements/recurrence.ts';
import { isDay } from '../../core/util/dates.ts';
import { localised, webAddress } from './common.ts';

/** `2026-12-01` or `2026-12-01T10:00`, by the town's clocks. */
export const announcementMoment = z
  .string()
  .min(1, {
    error: 'is empty: write a day, as in 2026-12-01, or a day and an hour, as in 2026-12-01T10:00',
    abort: true,
  })
  .regex(/^\d{4}-\d\d-\d\d(?:T(?:[01]\d|2[0-3]):[0-5]\d)?$/, {
    error: 'is not a moment: write a day, as in 2026-12-01, or a day and an hour, as in 2026-12-01T10:00',
    abort: true,
  })
  .refine((given) => isDay(given.slice(0, 10)), 'is not a day of the calendar: write it as in 2026-12-01');

const title = z
  .string()
  .trim()
  .min(3, 'is empty: say in a few words what it is about')
  .max(90, 'is too long for a title: write at most 90 characters');

const text = z
  .string()
  .trim()
  .min(1, 'is empty: write what people should know')
  .max(900, 'is too long for a post: write at most 900 characters, and link to the page that says more')
  .refine(
    (given) => !/<\/?[a-z!][^>]*>/i.test(given),
    'holds HTML: use **bold**, "- " lists and [words](https://…) only',
  );

const short = (most: number) =>
  z
    .string()
    .trim()
    .min(2, 'is empty: write it, or remove the line')
    .max(most, `is too long: ${most} characters at most`);

/** `dialogs/announcements/<name>.yaml`: something that the city says on its own initiative. */
export const announcementFile = z
  .strictObject({
    kind: z.enum(announcementKinds, { error: `is not a kind: write one of ${announcementKinds.join(', ')}` }),
    title: localised(title),
    text: localised(text),
    /** A picture on a page of the council; who does not see it reads `alt`. */
    picture: z.strictObject({ url: webAddress, alt: localised(short(150)) }).optional(),
    link: webAddress.max(300, 'is too long: 300 characters at most').optional(),
    topic: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'is not a topic: use the name of a file in dialogs/faq')
      .optional(),
    neighbourhood: short(60).optional(),
    location: short(120).optional(),
    from: announcementMoment,
    until: announcementMoment,
    /** How it repeats, as iCalendar writes it; `publishAt` and `until` move along with `from`. */
    repeat: z
      .string()
      .refine(
        (rule) => readRecurrence(rule) !== null,
        'is not a rule: write one that ends by 2100, as in FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630',
      )
      .optional(),
    /** Days on which it does not take place, although the rule names them. */
    except: z
      .array(z.string().refine(isDay, 'is not a day: write it as in 2026-12-08'))
      .max(100, 'are too many: at most 100')
      .optional(),
    publishAt: announcementMoment.refine((at) => at.includes('T'), 'has no hour: write it as in 2026-12-01T10:00'),
    accounts: z
      .array(z.string().regex(/^[a-z][a-z0-9-]*$/, 'is not an account: use the id of one'))
      .max(20, 'are too many: name at most 20')
      .default([]),
  })
  .refine(({ from, until }) => from.slice(0, until.length) <= until, {
    path: ['until'],
    error: 'comes before `from`: fix one of them',
  })
  .refine(({ publishAt, until }) => isBeforeEnd(publishAt, until), {
    path: ['publishAt'],
    error: 'comes after the end: fix it, or `until`',
  })
  .refine(({ repeat, from }) => repeat === undefined || beginsWith(repeat, from.slice(0, 10)), {
    path: ['repeat'],
    error: 'does not begin on the day of `from`: choose a first day that the rule names',
  });

function beginsWith(repeat: string, first: string): boolean {
  const rule = readRecurrence(repeat);
  return rule === null || recurringDays({ ...rule, end: { count: 1 } }, first, [])[0] === first;
}

export type AnnouncementFile = z.infer<typeof announcementFile>;
