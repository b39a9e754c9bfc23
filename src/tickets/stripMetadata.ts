/**
 * A photo without what cameras and programs write beside the picture: place, time, device, names, a second picture. What is
 * needed to show it stays: colours, and which way up it is. What is no JPEG, PNG or WebP, or not a whole one, comes back as it was.
 */
export function stripMetadata(photo: Uint8Array): Uint8Array {
  const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.length);
  if (bytes.length < 12) return photo;
  if (bytes.readUInt16BE(0) === 0xffd8) return stripJpeg(bytes) ?? photo;
  if (bytes.subarray(0, 8).equals(pngMark)) return stripPng(bytes) ?? photo;
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return stripWebp(bytes) ?? photo;
  return photo;
}

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One that breaks off is shown as far as it goes. Null: it has no picture. */
function stripJpeg(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 2)];
  let hasPicture = false;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    // What follows the end is no part of the picture.
    if (marker === 0xffd9) break;
    let end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker < 0xffc0 || end < at + 4 || end > bytes.length) break;
    if (marker === 0xffda) {
      hasPicture = true;
      end = endOfScan(bytes, end);
    }
    const segment = bytes.subarray(at, end);
    if (isOfPicture(marker, segment)) kept.push(segment);
    else if (marker === 0xffe1) kept.push(...turned(segment));
    at = end;
  }
  return hasPicture ? Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]) : null;
}

/** Where the next marker is: within a scan there are only escaped bytes and restarts. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return bytes.length;
}

/** Segments of applications (APP0 to APP15) and comments are not, except what says how colours are meant. */
function isOfPicture(marker: number, segment: Buffer): boolean {
  if (marker === 0xffe2) return segment.toString('latin1', 4, 16) === 'ICC_PROFILE\0';
  const isOther = (marker >= 0xffe0 && marker <= 0xffef) || marker === 0xfffe;
  return !isOther || marker === 0xffe0 || marker === 0xffee;
}

/** Of an Exif segment, which way up the picture is; nothing where it is as it should be. */
function turned(segment: Buffer): readonly Buffer[] {
  const tiff = segment.subarray(10);
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0' || tiff.length < 8) return [];
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return [];
  for (let entry = 0; entry < short(first); entry += 1) {
    const at = first + 2 + entry * 12;
    if (at + 12 > tiff.length) return [];
    const way = short(at + 8);
    if (short(at) === orientation && way >= 2 && way <= 8) return [exifWith(way)];
  }
  return [];
}

const orientation = 0x0112;

/** An Exif segment of one entry. */
function exifWith(way: number): Buffer {
  const head = [0xff, 0xe1, 0, 34, ...Buffer.from('Exif\0\0MM\0*\0\0\0\b\0\u0001', 'latin1')];
  return Buffer.from([...head, orientation >> 8, orientation & 0xff, 0, 3, 0, 0, 0, 1, 0, way, 0, 0, 0, 0, 0, 0]);
}

const pngExtras = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'];

function stripPng(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return null;
    if (!pngExtras.includes(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return null;
}

function stripWebp(bytes: Buffer): Buffer | null {
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) return null;
  const kept = [Buffer.from(bytes.subarray(0, 12))];
  for (let at = 12; at + 8 <= whole; ) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    const type = bytes.toString('latin1', at, at + 4);
    if (end > whole) return null;
    const chunk = Buffer.from(bytes.subarray(at, end));
    // Its head says what else there is: neither Exif nor XMP any more.
    if (type === 'VP8X' && length > 0) chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8);
    if (type !== 'EXIF' && type !== 'XMP ') kept.push(chunk);
    at = end;
  }
  const stripped = Buffer.concat(kept);
  stripped.writeUInt32LE(stripped.length - 8, 4);
  return stripped;
}
