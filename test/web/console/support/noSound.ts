/** A tenth of a second of nothing: a RIFF header, and 8-bit samples of one channel, 8,000 a second. */
export const noSound = Buffer.concat([
  Buffer.from('524946464403000057415645666d74201000000001000100401f0000401f0000010008006461746120030000', 'hex'),
  Buffer.alloc(800, 128),
]);
