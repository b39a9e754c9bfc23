import { describe, expect, test } from '@jest/globals';
import { presenceTopic } from '../../../src/core/ports/presence.ts';
import { type CoordinationFixture, countCalls, fresh, inTouch } from './fixture.ts';
import { until } from './until.ts';

const minute = 60_000;

export function presenceContract(processes: () => CoordinationFixture): void {
  describe('presence', () => {
    test('says in every process who is in a place and who writes there', async () => {
      const { one, other } = processes();
      const place = fresh();
      await one.presence.note(place, 'pau', 'here', minute);
      await other.presence.note(place, 'ana', 'here', minute);
      await one.presence.note(place, 'ana', 'typing', minute);
      const everybody = { here: ['ana', 'pau'], typing: ['ana'] };
      expect(await one.presence.list(place)).toEqual(everybody);
      expect(await other.presence.list(place)).toEqual(everybody);
      expect(await one.presence.list(fresh())).toEqual({ here: [], typing: [] });
    });

    test('forgets who leaves, and only as what they leave', async () => {
      const { one, other } = processes();
      const place = fresh();
      await one.presence.note(place, 'ana', 'here', minute);
      await one.presence.note(place, 'ana', 'typing', minute);
      await other.presence.leave(place, 'ana', 'typing');
      await other.presence.leave(place, 'pau', 'here');
      expect(await one.presence.list(place)).toEqual({ here: ['ana'], typing: [] });
    });

    test('forgets who is not heard of again, and keeps who is', async () => {
      const { one, other } = processes();
      const place = fresh();
      await one.presence.note(place, 'ana', 'here', minute);
      await one.presence.note(place, 'pau', 'here', 50);
      await one.presence.note(place, 'mar', 'here', 50);
      await one.presence.note(place, 'mar', 'here', minute);
      await until(async () => (await other.presence.list(place)).here.length === 2);
      expect(await one.presence.list(place)).toEqual({ here: ['ana', 'mar'], typing: [] });
    });

    test('wakes who watches the place when somebody comes or leaves, not when they stay', async () => {
      const { one, other } = processes();
      const place = fresh();
      const watcher = countCalls(other, presenceTopic(place));
      await inTouch(one, other);
      const before = watcher.calls;
      await one.presence.note(place, 'ana', 'here', minute);
      await until(() => watcher.calls === before + 1);
      await one.presence.note(place, 'ana', 'here', minute);
      await inTouch(one, other);
      expect(watcher.calls).toBe(before + 1);
      await one.presence.leave(place, 'ana', 'here');
      await until(() => watcher.calls === before + 2);
    });
  });
}
