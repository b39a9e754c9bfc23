import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { NoticeDelivery, ToldNotice } from '../../../src/core/ports/notifications.ts';
import type { Store } from '../../../src/store/store.ts';
import { type MakeFixture, noon, type StoreFixture } from './fixture.ts';

const notice = (id: string, changes: Partial<ToldNotice>): ToldNotice => ({
  ...{ tenant: 'default', person: 'ona', id, at: noon, code: '7KQ4-M2XB', reason: 'opened', department: 'oiac' },
  dueAt: null,
  ...changes,
});

const delivery = (notice: string, changes: Partial<NoticeDelivery>): Omit<NoticeDelivery, 'attempts'> => ({
  ...{ tenant: 'default', target: 'hook:intranet', notice, code: '7KQ4-M2XB', reason: 'opened', at: noon },
  ...{ state: 'sent', fault: null },
  ...changes,
});

/** What every store must do with what staff were told. */
export function noticesContract(makeFixture: MakeFixture): void {
  describe('notices', () => {
    let fixture: StoreFixture;
    let store: Store;
    beforeEach(async () => {
      fixture = await makeFixture();
      store = await fixture.open();
    });
    afterEach(() => fixture.dispose());
    const idsOf = ({ notices }: { notices: readonly ToldNotice[] }) => notices.map(({ id }) => id);

    test('are kept as they were told, once, for the person alone', async () => {
      const first = notice('a', { dueAt: noon + 5 });
      await store.notices.put(first);
      await store.notices.put({ ...first, at: noon + 9, reason: 'breached' });
      await store.notices.put(notice('a', { person: 'pau' }));
      await store.notices.put(notice('a', { tenant: 'other', reason: 'alert' }));
      expect((await store.notices.list('default', 'ona', null, 9)).notices).toEqual([first]);
      expect((await store.notices.list('other', 'ona', null, 9)).notices).toHaveLength(1);
      expect(await store.notices.list('default', 'nobody', null, 9)).toEqual({ notices: [], cursor: null });
    });

    test('are read on from a cursor, in the order in which they were told, also by another process', async () => {
      for (const id of ['d', 'c', 'b', 'a']) await store.notices.put(notice(id, {}));
      const newest = await store.notices.list('default', 'ona', null, 2);
      expect(idsOf(newest)).toEqual(['b', 'a']);
      const none = await store.notices.list('default', 'ona', newest.cursor, 9);
      expect(none).toEqual({ notices: [], cursor: newest.cursor });
      await store.notices.put(notice('e', { at: noon - 1 }));
      await store.notices.put(notice('f', {}));
      await store.notices.put(notice('g', {}));
      const more = await store.notices.list('default', 'ona', newest.cursor, 2);
      expect(idsOf(more)).toEqual(['e', 'f']);
      const survivor = await fixture.openAfterCrash();
      expect(idsOf(await survivor.notices.list('default', 'ona', more.cursor, 9))).toEqual(['g']);
    });

    test('deliveries count their attempts, say how the last one ended, and the newest come first', async () => {
      await store.notices.noteDelivery(delivery('a', { state: 'failed', fault: '503' }));
      await store.notices.noteDelivery(delivery('b', { at: noon + 1 }));
      await store.notices.noteDelivery(delivery('c', { target: 'hook:other', at: noon + 9 }));
      await store.notices.noteDelivery(delivery('a', { at: noon + 2 }));
      expect(await store.notices.deliveries('default', 'hook:intranet', 9)).toEqual([
        { ...delivery('a', { at: noon + 2 }), attempts: 2 },
        { ...delivery('b', { at: noon + 1 }), attempts: 1 },
      ]);
      expect(await store.notices.deliveries('default', 'hook:intranet', 1)).toHaveLength(1);
      expect(await store.notices.deliveries('other', 'hook:intranet', 9)).toEqual([]);
    });
  });
}
