import { describe, expect, test } from '@jest/globals';
import { acquired, type CoordinationFixture, fresh } from './fixture.ts';

export function leasesContract(processes: () => CoordinationFixture): void {
  describe('a lease', () => {
    test('is held by one at a time, whichever process asks', async () => {
      const { one, other } = processes();
      const name = fresh();
      const lease = await acquired(one, name);
      expect(lease.held()).toBe(true);
      expect(lease.name).toBe(name);
      expect(await one.leases.acquire(name)).toBeNull();
      expect(await other.leases.acquire(name)).toBeNull();
      expect(lease.held()).toBe(true);
    });

    test('passes on when it is released, with a greater token each time', async () => {
      const { one, other } = processes();
      const name = fresh();
      let last = 0;
      for (const process of [one, other, other, one]) {
        const lease = await acquired(process, name);
        expect(lease.token).toBeGreaterThan(last);
        expect(Number.isSafeInteger(lease.token)).toBe(true);
        last = lease.token;
        await lease.release();
        expect(lease.held()).toBe(false);
        expect(lease.lost.aborted).toBe(false);
      }
    });

    test('released twice, or late, takes nothing from who holds it now', async () => {
      const { one, other } = processes();
      const name = fresh();
      const old = await acquired(one, name);
      await old.release();
      const current = await acquired(other, name);
      await old.release();
      expect(current.held()).toBe(true);
      expect(await one.leases.acquire(name)).toBeNull();
    });

    test('of one name has nothing to do with that of another', async () => {
      const { one, other } = processes();
      const [first, second] = await Promise.all([acquired(one, fresh()), acquired(other, fresh())]);
      expect(first.held() && second.held()).toBe(true);
    });

    test('goes to one of many who ask at the same moment', async () => {
      const { one, other } = processes();
      const name = fresh();
      await (await acquired(one, name)).release();
      const asked = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).leases.acquire(name)),
      );
      expect(asked.filter((lease) => lease !== null)).toHaveLength(1);
    });
  });
}
