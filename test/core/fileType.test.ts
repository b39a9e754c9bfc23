import { expect, test } from '@jest/globals';
import { fileTypeOf, fileTypes } from '../../src/core/fileType.ts';
import { samples } from '../adapters/webchat/support/samples.ts';

test.each(fileTypes)('knows a %s by its first bytes', (type) => {
  expect(fileTypeOf(samples[type])).toBe(type);
  expect(fileTypeOf(samples[type].subarray(0, 2))).toBeNull();
  expect(fileTypeOf(Buffer.concat([Buffer.from(' '), samples[type]]))).toBeNull();
});

test('looks only at the bytes that it was given, wherever they lie in memory', () => {
  const page = Buffer.concat([samples.png, Buffer.from('<svg/>')]);
  expect(fileTypeOf(page.subarray(samples.png.length))).toBeNull();
});

test.each(['<svg xmlns="x"/>', '<!DOCTYPE html>', 'RIFF....WAVE', 'MZ', 'PK\x03\x04', ''])(
  'takes %j for none of ours',
  (text) => {
    expect(fileTypeOf(Buffer.from(text, 'latin1'))).toBeNull();
  },
);
