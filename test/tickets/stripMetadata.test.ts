import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stripMetadata } from '../../src/tickets/stripMetadata.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]), body]);
/** Exif of two entries, in the order of bytes of most telephones: which way up, and where the place is told. */
const exif = (way: number) =>
  latin(
    `Exif\0\0II*\0\b\0\0\0\u0002\0\u0012\u0001\u0003\0\u0001\0\0\0${String.fromCharCode(way)}\0\0\0%\u0088\u0004\0\u0001\0\0\0&\0\0\0\0\0\0\0GPS 41.32`,
  );
const [start, end] = [Buffer.from([0xff, 0xd8]), Buffer.from([0xff, 0xd9])];
const tables = segment(0xdb, latin('tables'));
const colours = segment(0xe2, latin('ICC_PROFILE\0\u0001\u0001colours'));
const scan = Buffer.concat([segment(0xda, latin('head')), Buffer.from([1, 0xff, 0, 2, 0xff, 0xd0, 3])]);
const secrets = [
  segment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0<xmp>Ona</xmp>')),
  segment(0xed, latin('Photoshop 3.0\0Ona')),
  segment(0xe2, latin('MPF\0second picture')),
  segment(0xfe, latin('a comment')),
];

test('of a JPEG the picture and its colours are left, and which way up it is', () => {
  const picture = [tables, colours, scan, tables, scan, end];
  const behind = Buffer.concat([start, segment(0xe1, exif(1)), end]);
  const upright = Buffer.concat([start, segment(0xe1, exif(1)), ...secrets, ...picture, behind]);
  expect(Buffer.from(stripMetadata(upright))).toEqual(Buffer.concat([start, ...picture]));
  const turned = Buffer.from(stripMetadata(Buffer.concat([start, segment(0xe1, exif(6)), ...picture])));
  const way = latin('Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0');
  expect(turned).toEqual(Buffer.concat([start, segment(0xe1, way), ...picture]));
  // One that breaks off, too.
  const broken = Buffer.from(stripMetadata(upright.subarray(0, upright.indexOf(scan) + scan.length - 1)));
  expect(broken.includes('GPS')).toBe(false);
});

const chunk = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, latin(type), body, latin('crc!')]);
};

test('of a PNG the picture is left', () => {
  const mark = latin('\u0089PNG\r\n\u001a\n');
  const [head, data, last] = [chunk('IHDR', latin('head')), chunk('IDAT', latin('data')), chunk('IEND', latin(''))];
  const extras = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'].map((type) => chunk(type, latin('Ona')));
  const stripped = stripMetadata(Buffer.concat([mark, head, ...extras, data, last, latin('behind')]));
  expect(Buffer.from(stripped)).toEqual(Buffer.concat([mark, head, data, last]));
});

const part = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([latin(type), length, body, Buffer.alloc(body.length % 2)]);
};
const webp = (...chunks: readonly Buffer[]) => {
  const body = Buffer.concat([latin('WEBP'), ...chunks]);
  return part('RIFF', body);
};

test('of a WebP the picture is left, and its head tells of nothing else', () => {
  const head = (flags: number) => part('VP8X', Buffer.from([flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]));
  const data = part('VP8 ', latin('odd'));
  const given = webp(head(0x2c), data, part('EXIF', latin('GPS')), part('XMP ', latin('Ona')));
  expect(Buffer.from(stripMetadata(given))).toEqual(webp(head(0x20), data));
});

test('anything else comes back as it was, and nothing fails', () => {
  for (const other of ['', 'GIF89a and more of it', 'RIFF']) expect(stripMetadata(latin(other))).toEqual(latin(other));
  const begins = fc.constantFrom(
    latin('\u00ff\u00d8'),
    latin('\u0089PNG\r\n\u001a\n'),
    latin('RIFF\u0020\0\0\0WEBP'),
    segment(0xe1, exif(6)),
  );
  fc.assert(
    fc.property(begins, fc.uint8Array({ maxLength: 60 }), (head, rest) => {
      expect(stripMetadata(Buffer.concat([start, head, rest])).length).toBeLessThanOrEqual(
        head.length + rest.length + 40,
      );
      stripMetadata(Buffer.concat([head, rest]));
    }),
    { numRuns: 200 },
  );
});
