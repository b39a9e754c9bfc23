import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openKeyring } from '../../../src/store/keyring/keyring.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder } from '../folder.ts';

interface Step {
  readonly what: 'current' | 'rotate' | 'destroy older' | 'destroy all' | 'look back';
  readonly who: number;
  /** Which of two processes does it. */
  readonly process: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('current', 'rotate', 'destroy older', 'destroy all', 'look back'),
  who: fc.integer({ min: 0, max: 1 }),
  process: fc.integer({ min: 0, max: 1 }),
});

/** Two processes and any history: each sees what a plain list of keys would show. */
test('two processes always agree on which keys live and which is current', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const folder = makeFolder();
      const rings = [0, 1].map(() =>
        openKeyring({ folder: join(folder.path, 'keys'), masterKey: new Uint8Array(32), log: createLog() }),
      );
      try {
        await run(rings as [Ring, Ring], steps);
      } finally {
        for (const ring of rings) await ring.close();
        folder.remove();
      }
    }),
    { numRuns: 30, interruptAfterTimeLimit: 20_000 },
  );
});

type Ring = ReturnType<typeof openKeyring>;

async function run(rings: readonly [Ring, Ring], steps: readonly Step[]): Promise<void> {
  /** Keys of each conversation in the order in which they were made; null for a destroyed one. */
  const model = [0, 1].map(() => ({ ids: [] as string[], alive: new Set<string>(), current: null as string | null }));
  for (const { what, who, process } of steps) {
    const ring = rings[process === 0 ? 0 : 1];
    const person = model[who];
    if (!person) throw new Error('no such person');
    const name = `person ${who}`;
    if (what === 'look back') {
      for (const id of person.ids) expect((await ring.find(id))?.id ?? null).toBe(person.alive.has(id) ? id : null);
    } else if (what === 'destroy all' || what === 'destroy older') {
      const keep = what === 'destroy older' ? person.current : null;
      await ring.destroy(name, keep);
      for (const id of person.ids) if (id !== keep) person.alive.delete(id);
      if (keep === null) person.current = null;
    } else {
      const { id } = await ring[what](name);
      if (what === 'current' && person.current !== null) expect(id).toBe(person.current);
      else {
        expect(person.ids).not.toContain(id);
        person.ids.push(id);
        person.alive.add(id);
        person.current = id;
      }
    }
  }
}
