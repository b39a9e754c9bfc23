import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extend, rootOf } from '../../src/transparency/merkle/edge.ts';
import { emptyRoot, leafHash, nodeHash, perfectRoot, splitOf } from '../../src/transparency/merkle/hashes.ts';
import { consistencyProof, inclusionProof, rootFrom } from '../../src/transparency/merkle/proofs.ts';
import { createTileReader, type ReadTile } from '../../src/transparency/merkle/tileReader.ts';
import { verifyConsistency, verifyInclusion } from '../../src/transparency/merkle/verify.ts';
import { entriesOf, grownLog } from './support/grownLog.ts';

/** The root as RFC 6962 defines it, without tiles. */
function definedRoot(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return emptyRoot;
  if (entries.length === 1) return leafHash(entries[0] as Uint8Array);
  const split = splitOf(entries.length);
  return nodeHash(definedRoot(entries.slice(0, split)), definedRoot(entries.slice(split)));
}

const most = 600;
const all = entriesOf(most);
const roots = Array.from({ length: most + 1 }, (_, size) => definedRoot(all.slice(0, size)));
const rootAt = (size: number) => roots[size] as Uint8Array;
const levels = [
  all.map(leafHash),
  [perfectRoot(all.slice(0, 256).map(leafHash)), perfectRoot(all.slice(256, 512).map(leafHash))],
];
/** Tiles as they were published at any size. */
const readTile: ReadTile = async ({ level, index, width }) =>
  levels[Number(level)]?.slice(index * 256, index * 256 + width) ?? [];
const head = (size: number) => ({ size, root: rootAt(size) });
const leaf = (index: number) => leafHash(all[index] as Uint8Array);

test('the root of every size up to some hundreds is the one that RFC 6962 defines, also from tiles', async () => {
  for (let size = 0; size <= most; size += 1) {
    expect(await rootFrom(readTile, size)).toEqual(rootAt(size));
  }
  const published = createTileReader(grownLog(all));
  expect(await rootFrom(published, most)).toEqual(rootAt(most));
});

test('entries appended in any portions give the same tree and the same tiles', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), (portions) => {
      const written = new Map<string, Buffer>();
      let edge = extend({ size: 0, entries: [], rows: [] }, []).edge;
      for (const count of portions) {
        const grown = extend(edge, entriesOf(count, edge.size));
        for (const { path, bytes } of grown.tiles) written.set(path, Buffer.from(bytes));
        edge = grown.edge;
      }
      const whole = extend({ size: 0, entries: [], rows: [] }, entriesOf(edge.size));
      expect(rootOf(edge)).toEqual(rootOf(whole.edge));
      for (const { path, bytes } of whole.tiles) expect([path, written.get(path)]).toEqual([path, Buffer.from(bytes)]);
    }),
    { numRuns: 15 },
  );
});

test('each entry of each size is proven, and each older size is a beginning of it', async () => {
  for (const size of [1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 513, most]) {
    for (let index = 0; index < size; index += size > 64 ? 17 : 1) {
      verifyInclusion(head(size), index, leaf(index), await inclusionProof(readTile, size, index));
    }
    for (let older = 0; older <= size; older += size > 64 ? 13 : 1) {
      verifyConsistency(head(older), head(size), await consistencyProof(readTile, size, older));
    }
  }
});

const sizes = fc.integer({ min: 2, max: most }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));

test('a proof does not hold for another entry, place, size or root, nor with a hash more, less or altered', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(), async ([size, index], which, other) => {
      const path = await inclusionProof(readTile, size, index);
      const altered = path.map((hash, place) =>
        place === which % path.length ? leafHash(Buffer.from('another')) : hash,
      );
      const elsewhere = (index + 1 + (other % (size - 1))) % size;
      const wrong = [
        () => verifyInclusion(head(size), index, leafHash(Buffer.from('altered')), path),
        () => verifyInclusion(head(size), elsewhere, leaf(index), path),
        () => verifyInclusion(head(size), size, leaf(index), path),
        () => verifyInclusion({ size, root: rootAt(size - 1) }, index, leaf(index), path),
        () => verifyInclusion(head(size), index, leaf(index), [...path, leaf(0)]),
        () => verifyInclusion(head(size), index, leaf(index), path.slice(1)),
        () => verifyInclusion(head(size), index, leaf(index), altered),
      ];
      for (const attempt of wrong) expect(attempt).toThrow(expect.objectContaining({ code: 'log.invalid' }));
    }),
    { numRuns: 150 },
  );
});

test('a fork, a dropped entry, another order and an older state are not taken for the same log', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async ([size, older], place) => {
      fc.pre(older > 0);
      const path = await consistencyProof(readTile, size, older);
      const at = place % older;
      const forked = all.slice(0, older).map((entry, index) => (index === at ? Buffer.from('forked') : entry));
      const dropped = [...all.slice(0, at), ...all.slice(at + 1, older + 1)];
      for (const entries of [forked, dropped]) {
        const root = definedRoot(entries);
        expect(() => verifyConsistency({ size: older, root }, head(size), path)).toThrow(/rewritten/);
        expect(() => verifyConsistency(head(older), { size: older, root }, [])).toThrow(/rewritten/);
      }
      expect(() => verifyConsistency(head(size), head(older), path)).toThrow(/an old state is shown/);
      expect(() => verifyConsistency(head(older), head(size), [...path, leaf(0)])).toThrow(/log/);
      expect(() => verifyConsistency(head(older), head(size), path.slice(1))).toThrow(/log/);
    }),
    { numRuns: 60 },
  );
});
