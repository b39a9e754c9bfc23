import { z } from 'zod';
import { type AttentionHours, type AttentionPeriod, type Weekday, weekdays } from '../core/model/accountRecord.ts';

const notATime = 'is not a time: write it as 9:00 or 16:30';

/** `9:00` or `09:00`, kept as `09:00`. */
const time = z
  .string({ error: notATime })
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$|^24:00$/, notATime)
  .transform((text) => text.padStart(5, '0'));

const notADay = 'is not a day of the year: write month and day as in 07-01';

/** `MM-DD`; 29 February is valid, since it exists in some years. */
const yearDay = z
  .string({ error: notADay })
  .regex(/^\d\d-\d\d$/, notADay)
  .refine((text) => !Number.isNaN(Date.parse(`2024-${text}T00:00:00Z`)) && isReal(text), notADay);

function isReal(text: string): boolean {
  return new Date(`2024-${text}T00:00:00Z`).toISOString().slice(5, 10) === text;
}

const period = z
  .strictObject({
    days: z
      .array(z.enum(weekdays, { error: `is not a day of the week: write ${weekdays.join(', ')}` }))
      .min(1, 'names no day: write at least one'),
    from: time,
    until: time,
  })
  .refine(({ from, until }) => from < until, { error: 'ends before it begins: fix `from` or `until`', abort: true });

const periods = z
  .array(period)
  .min(1, 'is empty: write at least one period')
  .superRefine((given, context) => {
    const clash = overlapOf(given);
    if (clash !== null) {
      const message = `overlaps another period on ${clash.day}: join the two or fix their times`;
      context.addIssue({ code: 'custom', path: [clash.index], message, continue: false });
    }
  });

/** Attention hours as written in a definition. */
export const attentionHours: z.ZodType<AttentionHours> = z
  .strictObject({
    periods,
    summer: z.strictObject({ from: yearDay, until: yearDay, periods }).optional(),
  })
  .transform(({ periods, summer }) => ({ periods, summer: summer ?? null }));

/** The first period that overlaps one before it on the same day; null when none does. */
function overlapOf(given: readonly AttentionPeriod[]): { index: number; day: Weekday } | null {
  for (const [index, later] of given.entries()) {
    for (const before of given.slice(0, index)) {
      const day = later.days.find((each) => before.days.includes(each));
      if (day !== undefined && later.from < before.until && before.from < later.until) return { index, day };
    }
  }
  return null;
}

/** The opening and closing times outside summer that a text does not mention, as in `13:30`. */
export function timesMissing(text: string, { periods }: AttentionHours): readonly string[] {
  const times = new Set(periods.flatMap(({ from, until }) => [from, until]));
  return [...times].filter((each) => !gives(text, each)).map(withoutZero);
}

/** Whether a text mentions a time: `9`, `9 h`, `9:00`, `9.00` and `09:00` all mean 09:00. */
function gives(text: string, wanted: string): boolean {
  const [hour = '', minute = ''] = wanted.split(':');
  const digits = `0?${Number(hour)}`;
  const minutes = minute === '00' ? '(?:[:.h]00)?' : `[:.h]${minute}`;
  return new RegExp(`(?<![\\d:.])${digits}${minutes}(?![:.]?\\d)`).test(text);
}

function withoutZero(wanted: string): string {
  return wanted.replace(/^0(?=\d:)/, '');
}
