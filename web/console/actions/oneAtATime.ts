/**
 * Has something run once at a time for each key. Who asks while it runs gets one more run, which begins after this one and is
 * shared by all who asked meanwhile: what they want to see is in it.
 */
export function oneAtATime(what: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();
  return function run(key: string): Promise<void> {
    const now = running.get(key);
    if (now === undefined) {
      const begun = what(key).finally(() => running.delete(key));
      running.set(key, begun);
      return begun;
    }
    const waiting = next.get(key);
    if (waiting !== undefined) return waiting;
    const begin = () => {
      next.delete(key);
      return run(key);
    };
    const following = now.then(begin, begin);
    next.set(key, following);
    return following;
  };
}
