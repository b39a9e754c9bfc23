import { expect, test } from '@jest/globals';
import type { PersonalRecord } from '../../../src/core/ports/staffStore.ts';
import { describeStore } from './describeStore.ts';
import { type MakeFixture, noon } from './fixture.ts';

const record = (name: string, changes: Partial<PersonalRecord>): PersonalRecord => ({
  ...{ tenant: 'default', person: 'ona', name, bytes: new Uint8Array([0, 255, 1]), seal: null, at: noon },
  ...changes,
});

/** What every store must do with what staff keep for themselves. */
export function personalRecordsContract(makeFixture: MakeFixture): void {
  describeStore('personal records', makeFixture, (bed) => {
    test('are kept for the person alone, the last one counts, also in another process', async () => {
      const { personal } = bed.store;
      await personal.put(record('draft A', {}));
      await personal.put(record('draft A', { person: 'pau', at: noon + 9 }));
      const last = record('draft A', {
        ...{ bytes: new Uint8Array([7]), seal: { conversation: 'c', keyId: 'k' }, at: noon - 5 },
      });
      await personal.put(last);
      expect(await personal.get('default', 'ona', 'draft A')).toEqual(last);
      expect(await personal.get('other', 'ona', 'draft A')).toBeNull();
      const survivor = await bed.fixture.openAfterCrash();
      expect(await survivor.personal.get('default', 'ona', 'draft A')).toEqual(last);
      expect(await survivor.personal.get('default', 'pau', 'draft A')).toEqual(
        record('draft A', { person: 'pau', at: noon + 9 }),
      );
    });

    test('are listed by the beginning of their name, and removed', async () => {
      const { personal } = bed.store;
      for (const name of ['draft B', 'views', 'draft A', 'draf', 'draft_']) await personal.put(record(name, {}));
      await personal.put(record('draft C', { person: 'pau' }));
      expect(await personal.names('default', 'ona', 'draft ', 9)).toEqual(['draft A', 'draft B']);
      expect(await personal.names('default', 'ona', 'draft ', 1)).toEqual(['draft A']);
      await personal.remove('default', 'ona', 'draft A');
      await personal.remove('default', 'ona', 'draft Z');
      expect(await personal.names('default', 'ona', 'draft ', 9)).toEqual(['draft B']);
      expect(await personal.get('default', 'ona', 'draft A')).toBeNull();
      expect(await personal.names('default', 'pau', '', 9)).toEqual(['draft C']);
    });
  });
}
