/**
 * Wraps a function of a text so that it caches its last result, because the steps of a turn ask the same about the same
 * text. Callers must not modify the result.
 */
export function memoizeLast<T>(work: (text: string) => T): (text: string) => T {
  let text: string | null = null;
  let result: T;
  return (asked) => {
    if (asked !== text) {
      result = work(asked);
      text = asked;
    }
    return result;
  };
}
