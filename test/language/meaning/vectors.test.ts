import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readVectors, updateVectors, writeVectors } from '../../../src/language/meaning/vectors.ts';
import { temporaryFolder } from '../../support/service.ts';
import { cases, cosine } from './reference.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const vectors = new Map(cases.map(({ text, vector }) => [text, Float32Array.from(vector)]));

test('vectors are read as they were written, in 8 bits, of unit length', () => {
  const file = join(folder.path, 'written.bin');
  writeVectors(file, 'model-1', vectors);
  const store = readVectors(file, 'model-1');
  expect(store.size).toBe(vectors.size);
  for (const [text, vector] of vectors) {
    const read = store.get(text) ?? new Float32Array();
    expect(cosine(read, vector)).toBeGreaterThan(0.9998);
    expect(cosine(read, read)).toBeCloseTo(1, 6);
  }
  expect(store.get('never written')).toBeNull();
});

test('the same vectors give the same file, in whatever order and however often they are read and written', () => {
  const [first, second] = ['a.bin', 'b.bin'].map((name) => join(folder.path, name)) as [string, string];
  writeVectors(first, 'model-1', vectors);
  const store = readVectors(first, 'model-1');
  const again = [...vectors.keys()].reverse().map((text) => [text, store.get(text) ?? new Float32Array()] as const);
  writeVectors(second, 'model-1', new Map(again));
  expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
});

test('a file that is missing, of another model, cut off or something else holds none', () => {
  const file = join(folder.path, 'damaged.bin');
  expect(readVectors(file, 'model-1').size).toBe(0);
  writeVectors(file, 'model-1', vectors);
  expect(readVectors(file, 'model-2').size).toBe(0);
  expect(readVectors(file, null).size).toBe(0);
  const bytes = readFileSync(file);
  for (const damaged of [
    bytes.subarray(0, -1),
    bytes.subarray(0, 20),
    Buffer.alloc(0),
    Buffer.from('something else'.repeat(20)),
  ]) {
    writeFileSync(file, damaged);
    const store = readVectors(file, 'model-1');
    expect([store.size, store.get(cases[0]?.text ?? '')]).toEqual([0, null]);
  }
});

test('an update makes what is missing, keeps what is there and forgets the rest', async () => {
  const file = join(folder.path, 'updated.bin');
  const asked: string[][] = [];
  const update = (texts: readonly string[], modelId = 'model-1') =>
    updateVectors({
      ...{ file, modelId, texts },
      embed: async (missing) => {
        asked.push([...missing]);
        return missing.map((text) => Float32Array.from({ length: 384 }, (_, index) => (index === text.length ? 1 : 0)));
      },
    });
  expect(await update(['a', 'bb', 'a'])).toEqual({ size: 2, made: 2 });
  expect(await update(['ccc', 'bb'])).toEqual({ size: 2, made: 1 });
  expect(readVectors(file, 'model-1').get('a')).toBeNull();
  expect(readVectors(file, 'model-1').get('bb')?.[2]).toBe(1);
  expect(await update(['ccc', 'bb'], 'model-2')).toEqual({ size: 2, made: 2 });
  expect(asked).toEqual([['a', 'bb'], ['ccc'], ['ccc', 'bb']]);
});

test('an update that fails at a text leaves the file as it was', async () => {
  const file = join(folder.path, 'kept.bin');
  writeVectors(file, 'model-1', vectors);
  const before = readFileSync(file);
  const failing = updateVectors({ file, modelId: 'model-1', texts: ['new'], embed: async () => [null] });
  await expect(failing).rejects.toThrow('no vector');
  expect(readFileSync(file).equals(before)).toBe(true);
});
