/** Crockford's base 32: without letters that look like digits. */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Reads typed text as `count` of these letters ("k7qf 2mdx", O for 0), in groups or not; null when it is not. */
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

/** Groups letters by four, for people: `K7QF-2MDX`. */
export function inGroups(characters: string): string {
  return characters.match(/.{1,4}/g)?.join('-') ?? '';
}

/** The first `count` letters for these bytes, five bits each, evenly distributed. */
export function toCrockford(bytes: Uint8Array, count: number): string {
  return Array.from(bytes.subarray(0, count), (byte) => crockford[byte & 31]).join('');
}
