/** Crockford's base 32: no letters that are taken for digits. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What somebody typed as so many of these letters ("k7qf 2mdx", O for 0), in groups or not; null when it is none. */
export function readCrockford(text: string, count: number): string | null {
  const characters = text
    .toUpperCase()
    .replace(/[\s‐-―−-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return characters.length === count && Array.from(characters).every((sign) => crockford.includes(sign))
    ? characters
    : null;
}

/** Letters in groups of four, as people read them: `K7QF-2MDX`. */
export function inGroups(characters: string): string {
  return characters.match(/.{1,4}/g)?.join('-') ?? '';
}

/** The first so many letters that stand for these bytes, five bits each, without a preference for any. */
export function toCrockford(bytes: Uint8Array, count: number): string {
  return Array.from(bytes.subarray(0, count), (byte) => crockford[byte & 31]).join('');
}
