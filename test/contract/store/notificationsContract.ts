import { expect, test } from '@jest/globals';
import type { NotificationDelivery, SentNotification } from '../../../src/core/ports/notifications.ts';
import { describeStore } from './describeStore.ts';
import { type MakeFixture, noon } from './fixture.ts';

const notification = (id: string, changes: Partial<SentNotification>): SentNotification => ({
  ...{ tenant: 'default', person: 'ona', id, at: noon, code: '7KQ4-M2XB', reason: 'opened', department: 'oiac' },
  dueAt: null,
  ...changes,
});

const delivery = (
  notification: string,
  changes: Partial<NotificationDelivery>,
): Omit<NotificationDelivery, 'attempts'> => ({
  ...{ tenant: 'default', target: 'hook:intranet', notification, code: '7KQ4-M2XB', reason: 'opened', at: noon },
  ...{ state: 'sent', fault: null },
  ...changes,
});

/** What every store must do with what staff were told. */
export function notificationsContract(makeFixture: MakeFixture): void {
  describeStore('notifications', makeFixture, (bed) => {
    const idsOf = ({ notifications }: { notifications: readonly SentNotification[] }) =>
      notifications.map(({ id }) => id);

    test('are kept as they were told, once, for the person alone', async () => {
      const first = notification('a', { dueAt: noon + 5 });
      await bed.store.notifications.put(first);
      await bed.store.notifications.put({ ...first, at: noon + 9, reason: 'breached' });
      await bed.store.notifications.put(notification('a', { person: 'pau' }));
      await bed.store.notifications.put(notification('a', { tenant: 'other', reason: 'alert' }));
      expect((await bed.store.notifications.list('default', 'ona', null, 9)).notifications).toEqual([
        { ...first, readAt: null },
      ]);
      expect((await bed.store.notifications.list('other', 'ona', null, 9)).notifications).toHaveLength(1);
      expect(await bed.store.notifications.list('default', 'nobody', null, 9)).toEqual({
        notifications: [],
        cursor: null,
      });
    });

    test('are read on from a cursor, in the order in which they were told, also by another process', async () => {
      for (const id of ['d', 'c', 'b', 'a']) await bed.store.notifications.put(notification(id, {}));
      const newest = await bed.store.notifications.list('default', 'ona', null, 2);
      expect(idsOf(newest)).toEqual(['b', 'a']);
      const none = await bed.store.notifications.list('default', 'ona', newest.cursor, 9);
      expect(none).toEqual({ notifications: [], cursor: newest.cursor });
      await bed.store.notifications.put(notification('e', { at: noon - 1 }));
      await bed.store.notifications.put(notification('f', {}));
      await bed.store.notifications.put(notification('g', {}));
      const more = await bed.store.notifications.list('default', 'ona', newest.cursor, 2);
      expect(idsOf(more)).toEqual(['e', 'f']);
      const survivor = await bed.fixture.openAfterCrash();
      expect(idsOf(await survivor.notifications.list('default', 'ona', more.cursor, 9))).toEqual(['g']);
    });

    test('are read once, by case or all, by the person alone, and stay read in another process', async () => {
      const { notifications } = bed.store;
      const put = (id: string, code: string, person = 'ona') => notifications.put(notification(id, { code, person }));
      await put('a', 'BBBB-0001');
      await put('b', 'AAAA-0001');
      await put('c', 'BBBB-0001');
      await put('a', 'BBBB-0001', 'pau');
      expect(await notifications.unread('default', 'ona')).toEqual({ count: 3, codes: ['AAAA-0001', 'BBBB-0001'] });
      await notifications.markRead('default', 'ona', 'BBBB-0001', noon + 1);
      await notifications.markRead('default', 'ona', 'CCCC-0001', noon + 1);
      await put('a', 'BBBB-0001');
      expect(await notifications.unread('default', 'ona')).toEqual({ count: 1, codes: ['AAAA-0001'] });
      await notifications.markRead('default', 'ona', null, noon + 2);
      expect(await notifications.unread('default', 'ona')).toEqual({ count: 0, codes: [] });
      expect(await notifications.unread('default', 'pau')).toEqual({ count: 1, codes: ['BBBB-0001'] });
      expect(await notifications.unread('other', 'ona')).toEqual({ count: 0, codes: [] });
      const survivor = await bed.fixture.openAfterCrash();
      const { notifications: listed } = await survivor.notifications.list('default', 'ona', null, 9);
      expect(listed.map(({ readAt }) => readAt)).toEqual([noon + 1, noon + 2, noon + 1]);
    });

    test('deliveries count their attempts, say how the last one ended, and the newest come first', async () => {
      await bed.store.notifications.noteDelivery(delivery('a', { state: 'failed', fault: '503' }));
      await bed.store.notifications.noteDelivery(delivery('b', { at: noon + 1 }));
      await bed.store.notifications.noteDelivery(delivery('c', { target: 'hook:other', at: noon + 9 }));
      await bed.store.notifications.noteDelivery(delivery('a', { at: noon + 2 }));
      expect(await bed.store.notifications.deliveries('default', 'hook:intranet', 9)).toEqual([
        { ...delivery('a', { at: noon + 2 }), attempts: 2 },
        { ...delivery('b', { at: noon + 1 }), attempts: 1 },
      ]);
      expect(await bed.store.notifications.deliveries('default', 'hook:intranet', 1)).toHaveLength(1);
      expect(await bed.store.notifications.deliveries('other', 'hook:intranet', 9)).toEqual([]);
    });
  });
}
