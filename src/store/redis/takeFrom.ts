/** Takes up to `most` members out of a set, the earliest first. */
export function takeFrom<T>(set: Set<T>, most: number): readonly T[] {
  const taken: T[] = [];
  for (const member of set) {
    if (taken.length === most) break;
    set.delete(member);
    taken.push(member);
  }
  return taken;
}
