/** The smallest beginnings by which each kind of file is known. */
export const samples = {
  png: Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'),
  jpeg: Buffer.from('\xff\xd8\xff\xe0....', 'latin1'),
  gif: Buffer.from('GIF89a....', 'latin1'),
  webp: Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1'),
  pdf: Buffer.from('%PDF-1.7\n....', 'latin1'),
} as const;
