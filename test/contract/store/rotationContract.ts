import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationKey } from '../../../src/core/ports/sealer.ts';
import type { Keyring } from '../../../src/store/keyring/keyring.ts';
import type { KeysFixture } from './keysContract.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const plain = (key: ConversationKey | null) => key && { id: key.id, key: hex(key.key) };
const master = (fill: number) => new Uint8Array(32).fill(fill);

/** What the rotation of the master key must do on every store. */
export function rotationContract(name: string, makeFixture: () => Promise<KeysFixture>): void {
  describe(`the master key on ${name}`, () => {
    let fixture: KeysFixture;
    let ring: Keyring;
    beforeEach(async () => {
      fixture = await makeFixture();
      ring = await fixture.open(master(1));
    });
    afterEach(() => fixture.dispose());

    const opens = (fill: number) =>
      fixture.open(master(fill)).then(
        () => true,
        (error: { code?: string }) => error.code,
      );

    test('is replaced while processes of before and after use the ring; ids and links stay the same', async () => {
      const old = [await ring.current('ana'), await ring.rotate('ana'), await ring.current('pau')];
      const secret = hex(ring.derive('sealer'));
      // A process that never hears of it but by what it reads.
      const running = await fixture.open(master(1));
      await ring.rotation.begin(master(2));
      expect([await opens(1), await opens(2), await opens(3)]).toEqual([true, true, 'key.unusable']);
      const after = await fixture.open(master(2));
      for (const each of [running, after]) {
        for (const key of old) expect(plain(await each.find(key.id))).toEqual(plain(key));
        expect(hex(each.derive('sealer'))).toBe(secret);
      }
      // Both add keys that the other opens.
      const fresh = [await running.current('noa'), await after.current('mar')];
      expect(plain(await after.find(fresh[0]?.id ?? ''))).toEqual(plain(fresh[0] ?? null));
      expect(plain(await running.find(fresh[1]?.id ?? ''))).toEqual(plain(fresh[1] ?? null));

      expect(await ring.rotation.rewrap()).toBeGreaterThanOrEqual(3);
      expect(await ring.rotation.rewrap()).toBe(0);
      await after.rotation.finish();
      expect([await opens(1), await opens(2)]).toEqual(['key.unusable', true]);
      // Nobody has to stop: who learnt of it goes on.
      for (const key of [...old, ...fresh]) expect(plain(await running.find(key.id))).toEqual(plain(key));
      const later = await running.current('jan');
      const last = await fixture.open(master(2));
      for (const key of [...old, ...fresh, later]) expect(plain(await last.find(key.id))).toEqual(plain(key));
      expect(hex(last.derive('sealer'))).toBe(secret);
    });

    test('is replaced again and again', async () => {
      const key = await ring.current('ana');
      const secret = hex(ring.derive('sealer'));
      for (const fill of [2, 3]) {
        const before = await fixture.open(master(fill - 1));
        await before.rotation.begin(master(fill));
        const next = await fixture.open(master(fill));
        await next.rotation.finish();
        expect(plain(await next.find(key.id))).toEqual(plain(key));
        expect(hex(next.derive('sealer'))).toBe(secret);
      }
      expect([await opens(1), await opens(2), await opens(3)]).toEqual(['key.unusable', 'key.unusable', true]);
    });

    test('goes on where it was interrupted, and is not mixed with another rotation', async () => {
      const key = await ring.current('ana');
      await ring.rotation.begin(master(2));
      await ring.rotation.begin(master(2));
      await expect(ring.rotation.begin(master(3))).rejects.toMatchObject({ code: 'key.rotation' });
      expect(await ring.rotation.isOpen()).toBe(true);
      // The old one alone must not lock itself out.
      await expect(ring.rotation.finish()).rejects.toMatchObject({ code: 'key.rotation' });
      const next = await fixture.open(master(2));
      await next.rotation.finish();
      await next.rotation.finish();
      expect(await next.rotation.isOpen()).toBe(false);
      await expect(next.rotation.begin(master(2))).rejects.toMatchObject({ code: 'key.rotation' });
      expect(plain(await next.find(key.id))).toEqual(plain(key));
    });

    test('never brings back what was erased', async () => {
      const erased = await ring.current('ana');
      await ring.rotation.begin(master(2));
      await ring.destroy('ana', null);
      const next = await fixture.open(master(2));
      await next.rotation.finish();
      expect([await next.find(erased.id), await next.fate(erased.id)]).toEqual([null, 'destroyed']);
    });

    test('which a process does not know once the rotation is finished, adds no key', async () => {
      const stale = await fixture.open(master(1));
      await ring.rotation.begin(master(2));
      const next = await fixture.open(master(2));
      await next.rotation.finish();
      await expect(stale.current('ana')).rejects.toMatchObject({ code: 'key.unusable' });
      expect((await next.current('ana')).key).toHaveLength(32);
    });
  });
}
