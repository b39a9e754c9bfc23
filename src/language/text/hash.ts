/** A local alias: in a sandbox, as in tests, looking up `Math` costs more than multiplying. */
const { imul } = Math;

const prime = 0x01000193;

/** Mixes one more character code (or number) into a running 32-bit hash (FNV-1a); start from any salt. */
export function mixHash(hash: number, code: number): number {
  return imul(hash ^ code, prime);
}

/** Spreads a running hash over all 32 bits; never 0 (tables use 0 for an empty slot). */
export function finish(hash: number): number {
  let h = hash;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  h = (h ^ (h >>> 16)) >>> 0;
  return h === 0 ? 1 : h;
}

/** The running hash of a text from a salt; pass it to `finish` before use as a key. */
export function hashText(salt: number, text: string): number {
  let h = salt;
  for (let i = 0; i < text.length; i++) h = mixHash(h, text.charCodeAt(i));
  return h;
}
