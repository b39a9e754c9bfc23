import { describe, expect, test } from '@jest/globals';
import { extend, rootOf } from '../../src/transparency/merkle/edge.ts';
import { inclusionProof } from '../../src/transparency/merkle/proofs.ts';
import { createTileReader } from '../../src/transparency/merkle/tileReader.ts';
import { bundleOf, entriesIn, parseTilePath, tilePath, tilesOf } from '../../src/transparency/merkle/tiles.ts';
import { openCheckpoint } from '../../src/transparency/note/checkpoint.ts';
import { formatProof, verifyProof } from '../../src/transparency/note/proofFile.ts';
import { formatKey, parseKey } from '../../src/transparency/note/signedNote.ts';
import { entriesOf, grownLog, keys, origin, signedCheckpoint } from './support/grownLog.ts';

describe('a tile', () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 5, width: 3 }, 'tile/1/005.p/3'],
    [{ level: 'entries', index: 1_234_067, width: 256 }, 'tile/entries/x001/x234/067'],
    [{ level: 0, index: 70_000, width: 112 }, 'tile/0/x070/000.p/112'],
  ] as const)('%j lies at %s', (name, path) => {
    expect(tilePath(name)).toBe(path);
    expect(parseTilePath(path)).toEqual(name);
  });

  test.each([
    'tile/0/0',
    'tile/0/x000/000',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/64/000',
    'tile/00/000',
    'tile/0/../checkpoint',
    'tile/0/000/',
    'tile/0/x001',
    '/tile/0/000',
    'tile/data/000',
  ])('does not lie at %s', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  test('is listed for each level of a tree', () => {
    expect([...tilesOf(257)].map(tilePath)).toEqual([
      'tile/entries/000',
      'tile/entries/001.p/1',
      'tile/0/000',
      'tile/0/001.p/1',
      'tile/1/000.p/1',
    ]);
    expect([...tilesOf(0)]).toEqual([]);
  });

  test('of entries gives them back, empty ones too, and is refused when it is cut', () => {
    const entries = [Buffer.from('one'), Buffer.alloc(0), Buffer.alloc(65_535, 7)];
    const bundle = bundleOf(entries);
    expect(entriesIn(bundle).map((each) => Buffer.from(each))).toEqual(entries);
    expect(() => entriesIn(bundle.subarray(0, -1))).toThrow(/middle/);
    expect(() => bundleOf([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});

describe('a checkpoint', () => {
  const head = { size: 3, root: rootOf(extend({ size: 0, entries: [], rows: [] }, entriesOf(3)).edge) };
  const signed = signedCheckpoint(head);

  test('is opened with both keys, and with either', () => {
    expect(openCheckpoint(signed, keys)).toEqual({ origin, size: 3, root: Buffer.from(head.root) });
    for (const key of keys) expect(openCheckpoint(signed, [key]).size).toBe(3);
  });

  const flip = (text: string, from: number) =>
    `${text.slice(0, from)}${text[from] === 'A' ? 'B' : 'A'}${text.slice(from + 1)}`;

  test.each([
    ['another size', signed.replace('\n3\n', '\n4\n'), /Ed25519 signature is wrong/],
    ['another root', flip(signed, signed.indexOf('\n3\n') + 5), /signature is wrong/],
    ['another name', signed.replace(origin, 'other.example'), /is of other.example/],
    [
      'no ML-DSA signature',
      `${signed.split('\n').slice(0, 5).join('\n')}\n`,
      /not signed with the log's ML-DSA-44 key/,
    ],
    ['an altered ML-DSA signature', flip(signed, signed.length - 90), /ML-DSA-44 signature is wrong/],
    ['half of it', signed.slice(0, 200), /form is wrong/],
    ['no text at all', '', /form is wrong/],
  ])('with %s is refused', (_, altered, reason) => {
    expect(() => openCheckpoint(altered, keys)).toThrow(reason);
  });

  test('is not believed without a key', () => {
    expect(() => openCheckpoint(signed, [])).toThrow(/no key/);
  });
});

test('a public key is read as it is written, and no other line is', () => {
  for (const key of keys) {
    const line = formatKey(key);
    expect(formatKey(parseKey(`${line}\n`))).toBe(line);
    expect(() => parseKey(line.replace('finestreta', 'finestrets'))).toThrow(/not a public key/);
    expect(() => parseKey(line.slice(0, -8))).toThrow(/not a public key/);
  }
});

test('a proof in a file says alone that an entry is in the log, and of no other entry', async () => {
  const entries = entriesOf(300);
  const files = grownLog(entries);
  const path = await inclusionProof(createTileReader(files), 300, 137);
  const proof = formatProof({ index: 137, path, checkpoint: String(files.all.get('checkpoint')) });
  expect(proof).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 137\n/);
  expect(verifyProof(proof, entries[137] as Buffer, keys).size).toBe(300);
  expect(() => verifyProof(proof, entries[138] as Buffer, keys)).toThrow(/was altered/);
  expect(() => verifyProof(proof.replace('index 137', 'index 138'), entries[137] as Buffer, keys)).toThrow(
    /was altered/,
  );
  expect(() => verifyProof(proof.replace('@v1', '@v2'), entries[137] as Buffer, keys)).toThrow(/not a proof/);
});
