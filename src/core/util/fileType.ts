import type { FileRef } from '../model/message.ts';
import { safeFileName } from './fileName.ts';

/** File types that may be accepted at all. */
export const fileTypes = [
  ...['png', 'jpeg', 'webp', 'gif', 'pdf'],
  ...['ogg', 'mp3', 'm4a', 'wav', 'mp4', 'webm', 'mov', '3gp'],
] as const;

export type FileType = (typeof fileTypes)[number];

interface Media {
  readonly type: string;
  /** File name extensions, the usual one first. */
  readonly endings: readonly [string, ...string[]];
}

/** Media type and extensions of each type. */
export const media: Readonly<Record<FileType, Media>> = {
  png: { type: 'image/png', endings: ['png'] },
  jpeg: { type: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  webp: { type: 'image/webp', endings: ['webp'] },
  gif: { type: 'image/gif', endings: ['gif'] },
  pdf: { type: 'application/pdf', endings: ['pdf'] },
  ogg: { type: 'audio/ogg', endings: ['ogg', 'oga', 'opus'] },
  mp3: { type: 'audio/mpeg', endings: ['mp3'] },
  m4a: { type: 'audio/mp4', endings: ['m4a'] },
  wav: { type: 'audio/wav', endings: ['wav'] },
  mp4: { type: 'video/mp4', endings: ['mp4', 'm4v'] },
  webm: { type: 'video/webm', endings: ['webm'] },
  mov: { type: 'video/quicktime', endings: ['mov'] },
  '3gp': { type: 'video/3gpp', endings: ['3gp'] },
};

/**
 * The type of a file by its first bytes (PNG, ISO 10918-1, RFC 9649, GIF89a, ISO 32000, RFC 3533, ISO 11172-3, RFC
 * 2361, ISO 14496-12, WebM); null when it is none of ours. The type that a sender claims is ignored.
 */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return 'wav';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('%PDF-')) return 'pdf';
  if (head.startsWith('OggS')) return 'ogg';
  if (head.slice(4, 8) === 'ftyp') return ofBrand(head.slice(8, 12));
  if (head.startsWith('\x1aE\xdf\xa3') && head.includes('webm')) return 'webm';
  if (head.startsWith('ID3') || isMp3Frame(bytes)) return 'mp3';
  return null;
}

/** The type of an ISO base media file by its major brand; still pictures (HEIC, AVIF) are not accepted. */
function ofBrand(brand: string): FileType | null {
  if (/^M4[AB] $/.test(brand)) return 'm4a';
  if (brand === 'qt  ') return 'mov';
  if (/^3g[2p]/.test(brand)) return '3gp';
  return /^(iso[2-9m]|mp4[12]|avc1|dash|M4V |M4VH|M4VP|MSNV|mmp4|f4v |cmfc)$/.test(brand) ? 'mp4' : null;
}

/** The header of a frame of MPEG 1, 2 or 2.5, layer III: no free or forbidden bit rate, no reserved sampling rate. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isLayer3 = first === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  const bitRate = third >> 4;
  return isLayer3 && bitRate !== 0 && bitRate !== 0xf && (third & 0x0c) !== 0x0c;
}

/** A file name extension, as opposed to a part of the name. */
const ending = /\.(?=[a-z0-9]{0,3}[a-z])[a-z0-9]{1,4}$/i;

/**
 * A person's file name made safe, with the extension of the file's actual type; `fallback`: a name without extension.
 */
export function fileNameOf(name: string, fallback: string, type: FileType): string {
  const { endings } = media[type];
  const safe = safeFileName(name, fallback);
  // A leading dot hides a file and starts no extension.
  const endsTruly = (text: string) => {
    const dot = text.lastIndexOf('.');
    return dot > 0 && endings.includes(text.slice(dot + 1).toLowerCase());
  };
  if (endsTruly(safe)) return safe;
  const bare = safe.replace(ending, '');
  // The name held nothing else, or the actual extension came before a false one.
  const stem = safeFileName(bare, fallback);
  return endsTruly(stem) ? stem : safeFileName(`${stem}.${endings[0]}`, fallback);
}

/** A file as a message refers to it, with name and type by its actual bytes. */
export function fileRefOf(file: { id: string; name: string; fallback: string; type: FileType; size: number }): FileRef {
  const { id, name, fallback, type, size } = file;
  return { id, name: fileNameOf(name, fallback, type), type: media[type].type, size };
}
