import { createHash } from 'node:crypto';
import type { Announcement } from '../core/model/announcements/announcement.ts';
import { occurrenceId, readRecurrence, recurringDays } from '../core/model/announcements/recurrence.ts';
import { addCalendarDays, instantOf } from '../protocol/time/index.ts';
import type { Content } from './content.ts';
import type { AnnouncementFile } from './schema/announcements.ts';

const folder = 'announcements/';
const dayMs = 86_400_000;

/** The document of an announcement. */
export const announcementDocument = (id: string): string => `${folder}${id}.yaml`;

/**
 * All announcements of the content, with their times by the town's clocks; of one that repeats each occurrence. `failed`: is told
 * of one whose times cannot be calculated, so that it does not stop the others.
 */
export function announcementsOf(
  content: Content,
  failed: (id: string, error: unknown) => void = () => {},
): readonly Announcement[] {
  const { timeZone } = content.calendar;
  return Object.entries(content.announcements ?? {}).flatMap(([file, value]) => {
    const id = file.slice(folder.length, -'.yaml'.length);
    try {
      return occurrencesOf(id, value, timeZone);
    } catch (error) {
      failed(id, error);
      return [];
    }
  });
}

/** An announcement, or all that a rule makes of it: each on its day, at the same hours of the town's clocks. */
export function occurrencesOf(id: string, file: AnnouncementFile, timeZone: string): readonly Announcement[] {
  const rule = file.repeat === undefined ? null : readRecurrence(file.repeat);
  if (rule === null) return [announcementOf(id, file, timeZone)];
  const first = file.from.slice(0, 10);
  return recurringDays(rule, first, file.except ?? []).map((day) => {
    const days = Math.round((Date.parse(day) - Date.parse(first)) / dayMs);
    const later = (moment: string) => addCalendarDays(moment.slice(0, 10), days) + moment.slice(10);
    const { from, until, publishAt } = file;
    const moved = { ...file, from: later(from), until: later(until), publishAt: later(publishAt) };
    return announcementOf(occurrenceId(id, day), moved, timeZone);
  });
}

/** An announcement as its file says. An hour that a clock change skips is the moment of the change. */
export function announcementOf(id: string, file: AnnouncementFile, timeZone: string): Announcement {
  const { kind, title, text, picture, link, topic, neighbourhood, location, from, until, publishAt, accounts } = file;
  const read = [kind, title, text, picture ?? null, link ?? null, neighbourhood ?? null, location ?? null, from, until];
  const allDay = !from.includes('T') && !until.includes('T');
  return {
    id,
    version: createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 16),
    kind,
    title,
    text,
    picture: picture ?? null,
    link: link ?? null,
    topic: topic ?? null,
    neighbourhood: neighbourhood ?? null,
    location: location ?? null,
    from: townMoment(timeZone, from, 0),
    until: townMoment(timeZone, until, 1_440),
    allDay,
    publishAt: townMoment(timeZone, publishAt, 0),
    accounts,
  };
}

/** The instant of a local time; of a day alone, that of the minute. */
export function townMoment(timeZone: string, given: string, minute: number): number {
  const [day = '', clock] = given.split('T');
  if (clock === undefined) return instantOf(timeZone, day, minute);
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return instantOf(timeZone, day, hours * 60 + minutes);
}
