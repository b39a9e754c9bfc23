/** A counter per key; keys at zero take no memory. */
interface KeyedCounters {
  of(key: string): number;
  add(key: string): void;
  remove(key: string): void;
}

export function createCounts(): KeyedCounters {
  const counts = new Map<string, number>();
  return {
    of: (key) => counts.get(key) ?? 0,
    add(key) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    remove(key) {
      const left = (counts.get(key) ?? 0) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    },
  };
}
