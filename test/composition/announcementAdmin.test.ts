import { describe, expect, test } from '@jest/globals';
import { createAnnouncementAdmin } from '../../src/composition/announcementAdmin.ts';
import { announcementFile } from '../../src/content/schema/announcements.ts';
import { subscriptionsFile } from '../../src/content/schema/subscriptions.ts';
import { createWorld } from '../announcements/world.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { noSubscribers } from '../support/noSubscribers.ts';
import { shippedContent } from '../support/shippedContent.ts';

const inAll = (text: string) => ({ ca: text, es: text, en: text });
const talk = (at: string) =>
  announcementFile.parse({
    kind: 'event',
    title: inAll('Talk'),
    text: inAll('Come and listen.'),
    accounts: ['plain'],
    from: '2027-03-28',
    until: '2027-03-28',
    publishAt: at,
  });

/** Three announcements on the same account on one day, and two on the next; `most`: what the council takes for enough. */
async function crowdedDays(most: number): Promise<readonly string[]> {
  const shipped = await shippedContent();
  const times = ['2027-03-10T09:00', '2027-03-10T12:00', '2027-03-10T18:00', '2027-03-11T09:00', '2027-03-11T18:00'];
  const content = {
    ...shipped,
    subscriptions: subscriptionsFile.parse({ ...shipped.subscriptions, announcementsADay: most }),
    announcements: Object.fromEntries(times.map((at, index) => [`announcements/talk-${index}.yaml`, talk(at)])),
  };
  const world = createWorld(createMemoryJournal(), Date.UTC(2027, 2, 1));
  const admin = createAnnouncementAdmin({
    announcements: world.service().announcements,
    subscribers: { figures: async () => noSubscribers },
    desk: null,
    content: () => content,
    registry: { all: () => [], find: () => null, crisis: () => null },
    previews: async () => [],
    translate: () => '',
    clock: world.clock.now,
  });
  const { days } = await admin.list('2027-03');
  return days.filter(({ crowded }) => crowded.includes('plain')).map(({ day }) => day);
}

describe('days on which an account posts more than the council takes for enough', () => {
  test('are those with more than the content says', async () => {
    expect(await crowdedDays(2)).toEqual(['2027-03-10']);
    expect(await crowdedDays(1)).toEqual(['2027-03-10', '2027-03-11']);
    expect(await crowdedDays(3)).toEqual([]);
  });

  test('are those with more than three where the content says nothing', async () => {
    const { subscriptions } = await shippedContent();
    const { announcementsADay, ...silent } = { ...subscriptions };
    expect([announcementsADay, subscriptionsFile.parse(silent).announcementsADay]).toEqual([3, 3]);
  });
});
