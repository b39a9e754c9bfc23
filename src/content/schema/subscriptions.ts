import { z } from 'zod';
import { localised, title } from './common.ts';

const clock = z.string().regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, 'is not an hour: write it in quotes, as in "9:00"');

const minutesOf = (written: string) => Number(written.split(':')[0]) * 60 + Number(written.split(':')[1]);

const hours = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => minutesOf(from) < minutesOf(until), {
    path: ['until'],
    error: 'is not after `from`: fix one of them',
  });

const id = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'is not an id: write letters and digits, as in works');

/** `dialogs/subscriptions.yaml`: what people may be told of without asking, and when it may reach them. */
export const subscriptionsFile = z.strictObject({
  /** Hours of the day in which a message may arrive. */
  hours,
  /** The same on Sundays and holidays. */
  holidays: hours,
  /** When the summary of the day is sent. */
  digest: clock,
  /** Most announcements that one account posts in a day; the calendar of announcements marks days with more. */
  announcementsADay: z
    .int('is not a number: write how many, as in 3')
    .min(1, 'is too few: write 1 or more')
    .max(50, 'is too many: write 50 or fewer')
    .default(3),
  alerts: z
    .array(
      z.strictObject({
        id,
        title: localised(title),
        words: localised(z.array(z.string().trim().min(1, 'is empty: write words, or remove the line'))),
        /** Topics of the FAQ; none: everything. */
        topics: z.array(z.string().regex(/^[a-z0-9-]+$/, 'is not a topic: use the name of a file in dialogs/faq')),
      }),
    )
    .min(1, 'is empty: write at least one alert'),
  neighbourhoods: z
    .array(
      z.strictObject({
        id,
        /** As announcements write it. */
        name: z.string().trim().min(2, 'is empty: write the name of the neighbourhood').max(60, 'is too long'),
      }),
    )
    .max(60, 'are too many: name at most 60'),
});

export type SubscriptionsFile = z.infer<typeof subscriptionsFile>;
