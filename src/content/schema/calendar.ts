import { z } from 'zod';
import { attentionHours } from '../../accounts/hours.ts';
import { weekdays } from '../../core/model/accountRecord.ts';
import type { CalendarFile } from '../../protocol/protocol.ts';
import { day, departmentId } from './common.ts';

const timeZone = z.string().refine(isTimeZone, 'is not a time zone: write one like Europe/Madrid');

const days = z.array(day).default([]);

const regionCode = z
  .string()
  .regex(/^[A-Z]{2,3}$/, 'is not a code of a country or region: write capital letters, as in ES and CT');

/** `dialogs/calendar.yaml`: working hours. */
export const calendarFile: z.ZodType<CalendarFile> = z.strictObject({
  timeZone,
  workingDays: z
    .array(z.enum(weekdays, { error: `is not a day of the week: write ${weekdays.join(', ')}` }))
    .min(1, 'is empty: write at least one day of the week'),
  holidays: z.strictObject({ country: regionCode, region: regionCode, also: days, except: days }),
  /** The town's local holidays by year; empty until the council has fixed them. */
  local: z.record(
    z.string().regex(/^20\d\d$/, 'is not a year: write it with four digits'),
    z.array(day).max(2, 'has too many days: a town has two local holidays; write others under holidays.also'),
  ),
  hours: z.record(departmentId, attentionHours),
  hoursOf: departmentId,
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
