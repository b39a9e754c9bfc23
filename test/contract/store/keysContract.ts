import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ConversationKey } from '../../../src/core/ports/sealer.ts';
import type { Keyring } from '../../../src/store/keyring/keyring.ts';

/** One set of keys and the ways to open it, as a key ring under test provides them. */
export interface KeysFixture {
  /** Opens the keys as one process would, with a master key or the one that the ring was made with. */
  open(masterKey: Uint8Array | null): Promise<Keyring>;
  /** Closes whatever was opened and removes the data. */
  dispose(): Promise<void>;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const plain = (key: ConversationKey | null) => key && { id: key.id, key: hex(key.key) };

/** What every key ring must do: to be called once by the tests of each. */
export function keysContract(name: string, makeFixture: () => Promise<KeysFixture>): void {
  describe(`the key ring on ${name}`, () => {
    let fixture: KeysFixture;
    let ring: Keyring;
    beforeEach(async () => {
      fixture = await makeFixture();
      ring = await fixture.open(null);
    });
    afterEach(() => fixture.dispose());

    test('a conversation keeps its key, in this process and in others', async () => {
      const key = await ring.current('ana');
      expect(key.key).toHaveLength(32);
      expect(plain(await ring.current('ana'))).toEqual(plain(key));
      const other = await fixture.open(null);
      expect(plain(await other.find(key.id))).toEqual(plain(key));
      expect(plain(await other.current('ana'))).toEqual(plain(key));
      expect((await ring.current('pau')).id).not.toBe(key.id);
    });

    test('those who ask at once for a first key all get the same one, in one process and in several', async () => {
      const other = await fixture.open(null);
      const keys = await Promise.all([ring, other, ring, other].map((each) => each.current('ana')));
      expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
    });

    test('an unknown key is nobody’s', async () => {
      expect(await ring.find('nothing')).toBeNull();
      expect(await ring.find('ana.1.abcdefgh')).toBeNull();
      expect(await ring.fate('nothing')).toBe('unknown');
    });

    test('a rotated key stays readable but seals nothing more, for anybody', async () => {
      const other = await fixture.open(null);
      const old = await other.current('ana');
      const fresh = await ring.rotate('ana');
      expect(fresh.id).not.toBe(old.id);
      for (const each of [ring, other]) {
        expect(plain(await each.current('ana'))).toEqual(plain(fresh));
        expect(plain(await each.find(old.id))).toEqual(plain(old));
      }
    });

    test('what follows a commit gets the key of that commit, also where nobody has used it yet', async () => {
      await ring.current('ana');
      const fresh = await ring.rotate('ana');
      const other = await fixture.open(null);
      for (const each of [ring, other]) expect(plain(await each.current('ana', fresh.id))).toEqual(plain(fresh));
    });

    test('a key that is gone, or of nobody, is not taken for what follows', async () => {
      const old = await ring.current('ana');
      await ring.destroy('ana', null);
      const next = await ring.current('ana', old.id);
      expect(next.id).not.toBe(old.id);
      expect(plain(await ring.current('ana', 'nothing'))).toEqual(plain(next));
    });

    test('rotations at once each give a key of its own', async () => {
      const other = await fixture.open(null);
      await ring.current('ana');
      const keys = await Promise.all([ring, other, ring, other].map((each) => each.rotate('ana')));
      expect(new Set(keys.map(({ id }) => id)).size).toBe(4);
      expect(keys.map(({ id }) => id)).toContain((await ring.current('ana')).id);
    });

    test('a destroyed key is gone, here and in other processes, and the next one is another', async () => {
      const other = await fixture.open(null);
      const key = await ring.current('ana');
      const neighbour = await ring.current('pau');
      await other.current('ana');
      await other.find(key.id);
      await ring.destroy('ana', null);
      for (const each of [ring, other]) {
        expect(await each.find(key.id)).toBeNull();
        expect(await each.fate(key.id)).toBe('destroyed');
        expect(plain(await each.find(neighbour.id))).toEqual(plain(neighbour));
      }
      const next = await other.current('ana');
      expect(next.id).not.toBe(key.id);
      expect(plain(await ring.current('ana'))).toEqual(plain(next));
    });

    test('an erasure that is repeated after a later one changes nothing more', async () => {
      await ring.current('ana');
      const kept = await ring.rotate('ana');
      await ring.destroy('ana', kept.id);
      const later = await ring.rotate('ana');
      await ring.destroy('ana', later.id);
      const newest = await ring.rotate('ana');
      for (const each of [ring, await fixture.open(null)]) {
        await each.destroy('ana', kept.id);
        expect(await each.find(kept.id)).toBeNull();
        expect(plain(await each.find(later.id))).toEqual(plain(later));
        expect(plain(await each.current('ana'))).toEqual(plain(newest));
      }
    });

    test('destroyed keys can be listed, and be destroyed again by their ids where they came back', async () => {
      const old = await ring.current('ana');
      const kept = await ring.rotate('ana');
      const pau = await ring.current('pau');
      expect(await ring.destroy('ana', kept.id)).toEqual([old.id]);
      expect(await ring.destroy('ana', kept.id)).toEqual([]);
      expect(await ring.destroyed()).toContain(old.id);
      const other = await fixture.open(null);
      await other.find(pau.id);
      expect(await ring.destroyById([old.id, pau.id, 'nothing'])).toEqual(['pau']);
      for (const each of [ring, other]) {
        expect(await each.find(pau.id)).toBeNull();
        expect(await each.fate(pau.id)).toBe('destroyed');
        expect(plain(await each.find(kept.id))).toEqual(plain(kept));
      }
      expect((await other.current('pau')).id).not.toBe(pau.id);
      expect(await ring.destroyed()).toEqual(expect.arrayContaining([old.id, pau.id]));
    });

    test('all destroyed keys are listed, however many there are, and none that lives', async () => {
      const people = Array.from({ length: 130 }, (_, index) => `person ${index}`);
      const alive = await ring.current('somebody');
      const gone = await Promise.all(people.map(async (person) => (await ring.current(person)).id));
      await Promise.all(people.map((person) => ring.destroy(person, null)));
      const listed = await ring.destroyed();
      expect(listed.filter((id) => gone.includes(id)).sort()).toEqual(gone.sort());
      expect(listed).not.toContain(alive.id);
    });

    test('the right master key opens the ring again, another one does not', async () => {
      const derived = hex(ring.derive('something'));
      await expect(fixture.open(new Uint8Array(32).fill(9))).rejects.toMatchObject({ code: 'key.unusable' });
      expect(hex((await fixture.open(null)).derive('something'))).toBe(derived);
      expect(hex(ring.derive('something else'))).not.toBe(derived);
    });

    test('any history of rotations and erasures destroys what is older than the key to keep, and nothing else', async () => {
      const step = fc.oneof(
        fc.record({ kind: fc.constant('rotate' as const), who: fc.nat(1) }),
        fc.record({ kind: fc.constant('destroy all' as const), who: fc.nat(1) }),
        fc.record({ kind: fc.constant('destroy older' as const), who: fc.nat(1), keep: fc.nat(5) }),
        fc.record({ kind: fc.constant('current' as const), who: fc.nat(1) }),
      );
      const rings = [ring, await fixture.open(null)];
      let histories = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          const conversation = `person ${histories++}`;
          const made: { key: ConversationKey; alive: boolean }[] = [];
          for (const { who, ...step } of steps) {
            const ring = rings[who] as Keyring;
            const newest = made.at(-1);
            if (step.kind === 'rotate') made.push({ key: await ring.rotate(conversation), alive: true });
            else if (step.kind === 'current') {
              const key = await ring.current(conversation);
              if (newest?.alive) expect(plain(key)).toEqual(plain(newest.key));
              else made.push({ key, alive: true });
            } else {
              const keep = step.kind === 'destroy older' ? made[step.keep] : undefined;
              await ring.destroy(conversation, keep?.key.id ?? null);
              const kept = keep ? made.indexOf(keep) : made.length;
              for (const each of made.slice(0, kept)) each.alive = false;
            }
          }
          for (const { key, alive } of made) {
            for (const each of rings) {
              expect(plain(await each.find(key.id))).toEqual(alive ? plain(key) : null);
              expect(await each.fate(key.id)).toBe(alive ? 'alive' : 'destroyed');
            }
          }
        }),
        { numRuns: 25, interruptAfterTimeLimit: 15_000 },
      );
    });

    test('what was closed answers no more', async () => {
      const key = await ring.current('ana');
      await ring.close();
      await expect(ring.current('ana')).rejects.toMatchObject({ code: 'store.unusable' });
      await expect(ring.find(key.id)).rejects.toMatchObject({ code: 'store.unusable' });
    });
  });
}
