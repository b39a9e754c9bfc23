import { expect, test } from '@jest/globals';
import type { DerivedRecord } from '../../../src/core/ports/derived.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

const recordOf = (revision: number, text: string): DerivedRecord => ({
  revision,
  bytes: new TextEncoder().encode(text),
});

const shown = (record: DerivedRecord | null) =>
  record === null ? null : { revision: record.revision, text: new TextDecoder().decode(record.bytes) };

/** What every store must do with records that are derived from the journal. */
export function derivedContract(makeFixture: MakeFixture): void {
  describeStore('derived records', makeFixture, (bed) => {
    test('are replaced by those of a higher revision alone', async () => {
      const { derived } = bed.store;
      expect(await derived.get('a', 'head')).toBeNull();
      expect(await derived.put('a', 'head', recordOf(1, 'one'))).toBe(true);
      expect(await derived.put('a', 'head', recordOf(1, 'another one'))).toBe(false);
      expect(await derived.put('a', 'head', recordOf(3, 'three'))).toBe(true);
      expect(await derived.put('a', 'head', recordOf(2, 'two'))).toBe(false);
      expect(shown(await derived.get('a', 'head'))).toEqual({ revision: 3, text: 'three' });
    });

    test('are each owner’s own, and found by another process', async () => {
      const { derived } = bed.store;
      await derived.put('a', 'day 2026-11-24', recordOf(1, 'x'));
      await derived.put('a', 'day 2026-11-23', recordOf(1, ''));
      await derived.put('b', 'day 2026-11-24', recordOf(1, 'z'));
      const other = (await bed.fixture.open()).derived;
      expect(await other.names('a')).toEqual(['day 2026-11-23', 'day 2026-11-24']);
      await other.remove('a', ['day 2026-11-24', 'never there']);
      expect(await derived.names('a')).toEqual(['day 2026-11-23']);
      expect(shown(await derived.get('a', 'day 2026-11-23'))).toEqual({ revision: 1, text: '' });
      expect(shown(await derived.get('b', 'day 2026-11-24'))).toEqual({ revision: 1, text: 'z' });
    });
  });
}
