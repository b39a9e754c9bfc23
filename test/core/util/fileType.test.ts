import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileNameOf, fileTypeOf, fileTypes, media } from '../../../src/core/util/fileType.ts';
import { samples } from '../../adapters/webchat/support/samples.ts';

test.each(fileTypes)('knows a %s by its first bytes', (type) => {
  expect(fileTypeOf(samples[type])).toBe(type);
  expect(fileTypeOf(samples[type].subarray(0, 2))).toBeNull();
  expect(fileTypeOf(Buffer.concat([Buffer.from(' '), samples[type]]))).toBeNull();
});

test('looks only at the bytes that it was given, wherever they lie in memory', () => {
  const page = Buffer.concat([samples.png, Buffer.from('<svg/>')]);
  expect(fileTypeOf(page.subarray(samples.png.length))).toBeNull();
});

test.each([
  '<svg xmlns="x"/>',
  '<!DOCTYPE html>',
  'RIFF....AVI ',
  '....ftypheic',
  '\xff\xfe text',
  'OGG',
  'MZ',
  'PK\x03\x04',
  '',
])('takes %j for none of ours', (text) => {
  expect(fileTypeOf(Buffer.from(text, 'latin1'))).toBeNull();
});

test('knows an MP3 without tags by its first frame', () => {
  expect(fileTypeOf(Uint8Array.of(0xff, 0xfb, 0x90, 0x64))).toBe('mp3');
  for (const [second, third] of [
    [0xfe, 0x90],
    [0xf1, 0x50],
    [0xfb, 0xf0],
    [0xfb, 0x0c],
  ] as const)
    expect(fileTypeOf(Uint8Array.of(0xff, second, third, 0))).toBeNull();
});

describe('a file is named by what it is', () => {
  test.each([
    ['factura.pdf', 'pdf', 'factura.pdf'],
    ['Foto.JPG', 'jpeg', 'Foto.JPG'],
    ['foto.jpeg', 'jpeg', 'foto.jpeg'],
    ['foto.exe', 'png', 'foto.png'],
    ['factura.pdf.exe', 'pdf', 'factura.pdf'],
    ['foto.png.html', 'pdf', 'foto.png.pdf'],
    ['acta 12.05.2026', 'pdf', 'acta 12.05.2026.pdf'],
    ['informe.final', 'pdf', 'informe.final.pdf'],
    ['pdf', 'pdf', 'pdf.pdf'],
    ['.exe', 'png', 'file.png'],
    ['.jpeg', 'jpeg', 'file.jpg'],
    ['', 'mp4', 'file.mp4'],
    ['veu.oga', 'ogg', 'veu.oga'],
    ['\u202egnp.exe', 'png', 'gnp.png'],
  ] as const)('%j, a %s, becomes %j', (name, type, expected) => {
    expect(fileNameOf(name, 'file', type)).toBe(expected);
  });

  test('whatever it is called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .tuple(fc.string({ maxLength: 130 }), fc.constantFrom('exe', 'pdf', 'html', 'jpeg', 'x'))
        .map(([stem, ending]) => `${stem}.${ending}`),
    );
    fc.assert(
      fc.property(name, fc.constantFrom(...fileTypes), (given, type) => {
        const named = fileNameOf(given, 'file', type);
        expect(media[type].endings).toContain(named.split('.').at(-1)?.toLowerCase());
        expect(named).toMatch(/.\.[^.]+$/);
        expect(Array.from(named).length).toBeLessThanOrEqual(120);
        expect(fileNameOf(named, 'file', type)).toBe(named);
      }),
    );
  });
});
