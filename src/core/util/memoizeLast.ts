/**
 * Makes a function of a text that keeps its last result: the steps of a turn ask the same of the same text, one after
 * the other. What it returns must not be changed by whoever gets it.
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
