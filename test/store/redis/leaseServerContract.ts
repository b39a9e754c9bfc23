import { describe, expect, test } from '@jest/globals';
import type { LeaseServer } from '../../../src/store/redis/leaseServer.ts';
import { fresh } from '../../contract/coordination/fixture.ts';

/** A server of leases under test. */
interface LeaseServerFixture {
  readonly server: LeaseServer;
  /** Resolves when so many milliseconds have passed on its clock. */
  pass(milliseconds: number): Promise<void>;
  /** Makes it forget everything, as a restart without persistence does. */
  forget(): Promise<void>;
}

/** Terms that end before anything else happens, and that never end here. */
const brief = 1;
const long = 60_000;

/** What holds for Redis and for its stand-in with a clock that tests move. */
export function leaseServerContract(fixture: () => LeaseServerFixture): void {
  /** A name that anybody may have. */
  async function freeName(): Promise<string> {
    const name = fresh();
    expect(await fixture().server.grant(name, brief)).toBeNull();
    await fixture().pass(brief);
    return name;
  }
  async function granted(name: string, milliseconds: number): Promise<number> {
    const token = await fixture().server.grant(name, milliseconds);
    if (token === null) throw new Error('it was not granted');
    return token;
  }

  describe('a server of leases', () => {
    test('grants a name that it does not know only after a whole term: somebody may still hold it', async () => {
      const { server, pass } = fixture();
      const name = fresh();
      expect(await server.grant(name, long)).toBeNull();
      expect(await server.grant(name, long)).toBeNull();
      // Anybody who asks for a shorter term has to wait for no more than that.
      expect(await server.grant(name, brief)).toBeNull();
      await pass(brief);
      expect(await server.grant(name, long)).toEqual(expect.any(Number));
    });

    test('grants a name again only when its term is over, with a greater token', async () => {
      const { server, pass } = fixture();
      const name = await freeName();
      const first = await granted(name, long);
      expect(await server.grant(name, long)).toBeNull();
      expect(await server.renew(name, first, brief)).toBe(true);
      await pass(brief);
      expect(await granted(name, long)).toBeGreaterThan(first);
    });

    test('renews as long as the term is not over, and never for an older token', async () => {
      const { server, pass } = fixture();
      const name = await freeName();
      const first = await granted(name, long);
      expect(await server.renew(name, first, long)).toBe(true);
      expect(await server.renew(name, first, brief)).toBe(true);
      await pass(brief);
      expect(await server.renew(name, first, long)).toBe(false);
      const second = await granted(name, long);
      expect(await server.renew(name, first, long)).toBe(false);
      expect(await server.renew(name, second, long)).toBe(true);
      expect(await server.renew(fresh(), second, long)).toBe(false);
    });

    test('is not freed by an older token', async () => {
      const { server } = fixture();
      const name = await freeName();
      const first = await granted(name, long);
      await server.release(name, first);
      const second = await granted(name, long);
      expect(second).toBeGreaterThan(first);
      await server.release(name, first);
      expect(await server.grant(name, long)).toBeNull();
      await server.release(name, second);
      expect(await granted(name, long)).toBeGreaterThan(second);
    });

    test('that forgot everything renews nothing, waits a term, and grants with a greater token', async () => {
      const { server, pass, forget } = fixture();
      const name = await freeName();
      const before = await granted(name, long);
      await forget();
      expect(await server.renew(name, before, long)).toBe(false);
      expect(await server.grant(name, long)).toBeNull();
      expect(await server.grant(name, brief)).toBeNull();
      await pass(brief);
      expect(await granted(name, long)).toBeGreaterThan(before);
    });
  });
}
