/** Maximum length of a key: a client before a proxy may write anything in place of its address. */
const maxKeyLength = 64;

/**
 * The key under which a client's address is counted: an IPv4 address as it is; of an IPv6 address the /64 network,
 * because one household or attacker has all of it. Ports added by a proxy are left out.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined || address === '') return 'unknown';
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(bare)?.[1];
  if (four !== undefined) return four;
  if (!bare.includes(':')) return bare.slice(0, maxKeyLength);
  const groups = groupsOf(bare);
  const [, , , , , mark, high, low] = groups;
  if (mark === 'ffff' && groups.slice(0, 5).every((group) => group === '0')) return mappedAddress(high, low);
  return groups.slice(0, 4).join(':').slice(0, maxKeyLength);
}

/** The eight groups of an IPv6 address, in lower case and without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = (address.toLowerCase().split('%', 1)[0] ?? '').split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}

/** The IPv4 address embedded in an IPv6 one, as in `::ffff:c000:207`. */
function mappedAddress(high = '0', low = '0'): string {
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}
