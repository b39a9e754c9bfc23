import { describe, expect, test } from '@jest/globals';
import { type CoordinationFixture, fresh } from './fixture.ts';

export function limitContract(processes: () => CoordinationFixture): void {
  describe('a limit', () => {
    test('lets through as many as it says, all processes together, and tells when the next is welcome', async () => {
      const { one, other } = processes();
      const name = fresh();
      // A process makes a limit once; where both are the same process, it is the same limit.
      const here = one.limit(name, 5, 60);
      const there = one === other ? here : other.limit(name, 5, 60);
      const answers = [];
      for (let count = 0; count < 4; count++) {
        answers.push(await here.allow('ana'), await there.allow('ana'));
      }
      expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false, false, false]);
      for (const { ok, retryAfter } of answers) {
        if (ok) expect(retryAfter).toBe(0);
        else expect([59, 60]).toContain(retryAfter);
      }
    });

    test('counts each key apart, and each name', async () => {
      const { one } = processes();
      const [first, second] = [one.limit(fresh(), 1, 60), one.limit(fresh(), 1, 60)];
      expect((await first.allow('ana')).ok).toBe(true);
      expect((await first.allow('ana')).ok).toBe(false);
      expect((await first.allow('pau')).ok).toBe(true);
      expect((await second.allow('ana')).ok).toBe(true);
    });

    test('lets through exactly as many of those that come at the same moment', async () => {
      const { one } = processes();
      const limit = one.limit(fresh(), 10, 60);
      const answers = await Promise.all(Array.from({ length: 50 }, () => limit.allow('ana')));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
    });
  });
}
