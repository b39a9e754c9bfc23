/** Which old item each wanted item comes from, and which old ones stay where they are. */
interface Alignment {
  /** For each wanted item the index of its old one; null: it is new. */
  readonly from: readonly (number | null)[];
  readonly staying: ReadonlySet<number>;
}

/**
 * Aligns two lists: items of the same key that keep their order stay, others of the same key have moved, and of those
 * between two that stay one takes the place of another where they are alike.
 */
export function alignLists(old: readonly unknown[], wanted: readonly unknown[]): Alignment {
  const [before, after] = [old.map(keyOf), wanted.map(keyOf)];
  const from: (number | null)[] = wanted.map(() => null);
  const staying = new Set<number>();
  for (const [one, other] of common(before, after)) {
    from[other] = one;
    staying.add(one);
  }
  const used = new Set(staying);
  const take = (index: number, one: number) => {
    from[index] = one;
    used.add(one);
  };
  after.forEach((key, index) => {
    const moved = from[index] === null ? before.findIndex((each, at) => each === key && !used.has(at)) : -1;
    if (moved >= 0) take(index, moved);
  });
  let last = -1;
  wanted.forEach((value, index) => {
    const own = from[index] ?? null;
    if (own !== null) {
      if (staying.has(own)) last = own;
      return;
    }
    for (let at = last + 1; at < old.length && !staying.has(at); at++) {
      if (used.has(at) || !isAlike(old[at], value)) continue;
      take(index, at);
      staying.add(at);
      last = at;
      return;
    }
  });
  return { from, staying };
}

/** What an item is recognised by: its id, or all of it. */
function keyOf(value: unknown): string {
  const id = isRecord(value) && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? `id ${id}` : JSON.stringify(value);
}

/** Whether one item may be the other one, changed: both have the same first key. */
function isAlike(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return typeof one === typeof other;
  return Object.keys(one)[0] === Object.keys(other)[0];
}

/** The longest common subsequence, as pairs of indices. */
function common(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  const width = other.length + 1;
  // Row after row: the length of the longest one from there on.
  const longest = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const [right = 0, below = 0, next = 0] = [
        longest[i * width + j + 1],
        longest[(i + 1) * width + j],
        longest[(i + 1) * width + j + 1],
      ];
      longest[i * width + j] = one[i] === other[j] ? next + 1 : Math.max(right, below);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
