/** A bounded cache of recently used values. */
export interface LruCache<K, T> {
  get(key: K): T | undefined;
  set(key: K, value: T): void;
  delete(key: K): void;
}

/**
 * Creates a cache of at most twice `size` entries. Two generations approximate the order of use: when the young one is
 * full it becomes the old one, and an entry that is used again moves back to the young one.
 */
export function createLruCache<K, T>(size: number): LruCache<K, T> {
  let young = new Map<K, T>();
  let old = new Map<K, T>();

  const set = (key: K, value: T) => {
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };

  return {
    set,
    get(key) {
      const hit = young.get(key);
      if (hit !== undefined) return hit;
      const kept = old.get(key);
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
  };
}
