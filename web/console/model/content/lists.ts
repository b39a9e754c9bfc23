/** The list with an item at another index. */
export function movedItem<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = list.filter((_, index) => index !== from);
  return from in list ? [...rest.slice(0, to), list[from] as T, ...rest.slice(to)] : list;
}

/** The list with a new item at an index. */
export const insertedItem = <T>(list: readonly T[], at: number, item: T): readonly T[] => [
  ...list.slice(0, at),
  item,
  ...list.slice(at),
];

export const withoutItem = <T>(list: readonly T[], at: number): readonly T[] => list.filter((_, index) => index !== at);

/** A name that is not taken: `regla`, `regla-2`. */
export function freeName(base: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!taken.includes(name)) return name;
  }
}
