/** The smallest beginnings by which each kind of file is known. */
export const samples = {
  png: Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'),
  jpeg: Buffer.from('\xff\xd8\xff\xe0....', 'latin1'),
  gif: Buffer.from('GIF89a....', 'latin1'),
  webp: Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1'),
  pdf: Buffer.from('%PDF-1.7\n....', 'latin1'),
  ogg: Buffer.from('OggS\x00\x02........OpusHead', 'latin1'),
  mp3: Buffer.from('ID3\x04\x00\x00....', 'latin1'),
  m4a: Buffer.from('\x00\x00\x00\x20ftypM4A ....', 'latin1'),
  wav: Buffer.from('RIFF\x10\x00\x00\x00WAVEfmt ', 'latin1'),
  mp4: Buffer.from('\x00\x00\x00\x20ftypisom....', 'latin1'),
  webm: Buffer.from('\x1aE\xdf\xa3\x01....B\x82\x84webm....', 'latin1'),
  mov: Buffer.from('\x00\x00\x00\x14ftypqt  ....', 'latin1'),
  '3gp': Buffer.from('\x00\x00\x00\x18ftyp3gp5....', 'latin1'),
} as const;
