import { crc32 } from 'node:zlib';

/** A file of an archive. */
interface ZipEntry {
  /** Path inside the archive, ASCII. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** 1980-01-01, the earliest date of the format: the same content yields the same archive. */
const date = 0x21;

/** Packs files into a ZIP archive without compressing them (APPNOTE 6.3, method 0). */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version that can read it
    common.writeUInt16LE(date, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([mark('PK\x03\x04'), common, Buffer.from(name, 'ascii')]);
    pieces.push(local, bytes);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([mark('PK\x01\x02'), word(20), common, rest, Buffer.from(name, 'ascii')]));
    offset += local.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, listed, mark('PK\x05\x06'), end]);
}

function mark(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function word(value: number): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
