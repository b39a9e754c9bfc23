import { crc32, inflateRawSync } from 'node:zlib';
import { CodedError } from '../../core/model/errors.ts';

/** Files of an archive by name. */
type ZipFiles = ReadonlyMap<string, Uint8Array>;

/** Most bytes that an archive may hold, unpacked, and most files. */
interface ZipLimits {
  readonly bytes: number;
  readonly files: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const fileMark = 0x04034b50;
const endLength = 22;

/**
 * Unpacks an archive, and stops where it holds more than the limits, whatever it says of itself.
 * @throws {CodedError} `input.invalid`
 */
export function unpackZip(bytes: Uint8Array, limits: ZipLimits): ZipFiles {
  try {
    return unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits);
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(cause);
    throw unreadable(cause);
  }
}

function unpack(zip: Buffer, limits: ZipLimits): ZipFiles {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || zip.length < end + endLength || zip.readUInt32LE(end) !== endMark) throw unreadable(null);
  const count = zip.readUInt16LE(end + 10);
  if (count > limits.files) throw tooLarge(null);
  const files = new Map<string, Uint8Array>();
  let left = limits.bytes;
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== entryMark) throw unreadable(null);
    const method = zip.readUInt16LE(at + 10);
    const packed = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const file = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(file) !== fileMark) throw unreadable(null);
    const from = file + 30 + zip.readUInt16LE(file + 26) + zip.readUInt16LE(file + 28);
    if (from + packed > zip.length || files.has(name)) throw unreadable(null);
    const data = unpackFile(zip.subarray(from, from + packed), method, left);
    left -= data.length;
    files.set(name, data);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

function unpackFile(data: Uint8Array, method: number, left: number): Uint8Array {
  if (method === 8) return left > 0 ? inflateRawSync(data, { maxOutputLength: left }) : throwTooLarge();
  // Anything else than packed or stored is encrypted, or from a program that no spreadsheet is.
  if (method !== 0) throw unreadable(null);
  return data.length <= left ? data : throwTooLarge();
}

/** An archive of files as they are: nothing in it expands. */
export function packZip(files: ZipFiles): Uint8Array {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of files) {
    const bytes = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(bytes.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    entries.push(mark(entryMark), Buffer.from([20, 0]), common, entry, bytes);
    bodies.push(mark(fileMark), common, bytes, Buffer.from(data));
    offset += 30 + bytes.length + data.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(endLength);
  end.writeUInt32LE(endMark, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

function mark(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function unreadable(cause: unknown): CodedError {
  const advice = 'The file is not a spreadsheet that can be read: save it again as .xlsx, without a password.';
  return new CodedError('input.invalid', `${advice} Nothing was imported.`, { cause });
}

function tooLarge(cause: unknown): CodedError {
  const advice =
    'The spreadsheet holds too much: leave only the exported columns in it, or import it in several files.';
  return new CodedError('input.invalid', `${advice} Nothing was imported.`, { cause });
}

function throwTooLarge(): never {
  throw tooLarge(null);
}
