import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Embed, openVectorCache } from '../../bench/support/vectorCache.ts';
import { temporaryFolder } from '../support/service.ts';

describe('vectors kept on disk', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  let asked: string[];
  const embed: Embed = (texts) => {
    asked.push(...texts);
    return texts.map((text) => Float32Array.of(text.length, 0.1));
  };
  const open = () => openVectorCache(file, 2, embed);
  const keep = (...texts: readonly string[]) => {
    const cache = open();
    cache.vectorsOf(texts);
    cache.save();
  };
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'deep', 'model.vectors');
    asked = [];
  });
  afterEach(() => folder.remove());

  test('are the same when they are read again, and are not computed again', () => {
    keep('one', 'three');
    asked = [];
    expect(open().vectorsOf(['three', 'one'])).toEqual([Float32Array.of(5, 0.1), Float32Array.of(3, 0.1)]);
    expect(asked).toEqual([]);
  });

  test('are computed once where a text comes twice', () => {
    expect(open().vectorsOf(['one', 'one'])).toHaveLength(2);
    expect(asked).toEqual(['one']);
  });

  test('that another run saved meanwhile are not lost', () => {
    const [first, second] = [open(), open()];
    first.vectorsOf(['one']);
    second.vectorsOf(['three']);
    first.save();
    second.save();
    asked = [];
    open().vectorsOf(['one', 'three']);
    expect(asked).toEqual([]);
  });

  test.each([
    ['was cut off', () => writeFileSync(file, readFileSync(file).subarray(0, -1))],
    ['was added to', () => appendFileSync(file, 'x')],
    ['has another byte', () => writeFileSync(file, readFileSync(file).fill(1, 50, 51))],
    ['is empty', () => writeFileSync(file, '')],
  ])('count as missing when the file %s', (_, damage) => {
    keep('one');
    damage();
    asked = [];
    expect(open().vectorsOf(['one'])).toEqual([Float32Array.of(3, 0.1)]);
    expect(asked).toEqual(['one']);
  });
});
