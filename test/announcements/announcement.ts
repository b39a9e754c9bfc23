import { announcementOf } from '../../src/content/announcementsOf.ts';
import { type AnnouncementFile, announcementFile } from '../../src/content/schema/announcements.ts';
import type { Announcement } from '../../src/core/model/announcements/announcement.ts';

export const timeZone = 'Europe/Madrid';

const inAll = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });

/** The file of an announcement that goes out on 1 December at nine, with changes. */
export function fileWith(changes: Partial<AnnouncementFile>): AnnouncementFile {
  return announcementFile.parse({
    kind: 'notice',
    title: inAll('Water cut'),
    text: inAll('No water in the **morning**.'),
    from: '2026-12-02T08:00',
    until: '2026-12-02T14:00',
    publishAt: '2026-12-01T09:00',
    accounts: [],
    ...changes,
  });
}

export function announcementWith(id: string, changes: Partial<AnnouncementFile>): Announcement {
  return announcementOf(id, fileWith(changes), timeZone);
}
