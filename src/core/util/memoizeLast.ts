/**
 * Wraps a function of a text so that it caches its last result, because the steps of a turn ask the same about the same
 * text. Callers must not modify the result.
 */
export const memoizeLast = <T>(work: (text: string) => T): ((text: string) => T) => memoizeFew(work, 1);

/** The same for the last few texts, where the parts of a message are asked about in turn. */
export function memoizeFew<T>(work: (text: string) => T, kept: number): (text: string) => T {
  const texts: string[] = [];
  const results: T[] = [];
  let next = 0;
  return (asked) => {
    const at = texts.indexOf(asked);
    if (at >= 0) return results[at] as T;
    const result = work(asked);
    texts[next] = asked;
    results[next] = result;
    next = (next + 1) % kept;
    return result;
  };
}

/**
 * Wraps work that is wanted several times in a short while, and then for long not at all: its result is shared while somebody
 * uses it, and made again after it was collected. For results of some megabytes; callers must not modify them.
 */
export function weakly<T extends object>(work: () => T): () => T {
  let made: WeakRef<T> | null = null;
  return () => {
    const known = made?.deref();
    if (known !== undefined) return known;
    const result = work();
    made = new WeakRef(result);
    return result;
  };
}
