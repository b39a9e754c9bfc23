import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildTable, lookUp, lookUpAll } from '../../../src/language/text/hashTable.ts';

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
        const asked = Uint32Array.from([...map.keys(), ...others]);
        const found = new Int32Array(asked.length);
        lookUpAll(table, asked, asked.length, found);
        expect([...found]).toEqual([...asked].map((key) => map.get(key) ?? -1));
      },
    ),
  );
});

test('numbers in the order of their hashes take no memory', () => {
  fc.assert(
    fc.property(fc.uniqueArray(hash), fc.array(hash), (keys, others) => {
      const map = new Map(keys.toSorted((a, b) => a - b).map((key, number) => [key, number]));
      const table = buildTable(map);
      expect(table.values).toHaveLength(0);
      for (const key of [...keys, ...others]) expect(lookUp(table, key)).toBe(map.get(key) ?? -1);
    }),
  );
});

test('a large table takes two bytes a hash, and finds as well', () => {
  const map = new Map(Array.from({ length: 70_000 }, (_, number) => [Math.imul(number + 1, 0x9e3779b1) >>> 0, number]));
  const table = buildTable(map);
  expect(table.keys).toBeInstanceOf(Uint16Array);
  for (const [key, value] of map) if (lookUp(table, key) !== value) throw new Error(`lost ${key}`);
  const absent = Array.from({ length: 1_000 }, (_, number) => Math.imul(number + 80_001, 0x9e3779b1) >>> 0);
  expect(absent.filter((key) => lookUp(table, key) !== -1)).toEqual([]);
});
