import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildTable, lookUp } from '../../../src/language/text/hashTable.ts';

const hash = fc.integer({ min: 1, max: 0xffffffff });

test('a table finds what it holds, wherever hashes fall, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.oneof(hash, fc.integer({ min: 0xfffffff0, max: 0xffffffff })), fc.nat())),
      fc.array(hash),
      (entries, others) => {
        const map = new Map(entries);
        const table = buildTable(map);
        for (const [key, value] of map) expect(lookUp(table, key)).toBe(value);
        for (const key of others) expect(lookUp(table, key)).toBe(map.get(key) ?? -1);
      },
    ),
  );
});
