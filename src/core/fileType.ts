/** Kinds of files that may be taken at all. */
export const fileTypes = ['png', 'jpeg', 'webp', 'gif', 'pdf'] as const;

export type FileType = (typeof fileTypes)[number];

/** Media type and file ending of each kind. */
export const media: Readonly<Record<FileType, { readonly type: string; readonly ending: string }>> = {
  png: { type: 'image/png', ending: 'png' },
  jpeg: { type: 'image/jpeg', ending: 'jpg' },
  webp: { type: 'image/webp', ending: 'webp' },
  gif: { type: 'image/gif', ending: 'gif' },
  pdf: { type: 'application/pdf', ending: 'pdf' },
};

/** What a file is by its first bytes (PNG, ISO 10918-1, RFC 9649, GIF89a, ISO 32000), null when it is none of ours. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('%PDF-')) return 'pdf';
  return null;
}
