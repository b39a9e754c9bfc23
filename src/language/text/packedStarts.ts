/** The binary logarithm of how many starts share a base: 16. */
const baseBits = 4;

/**
 * Where each of many short lists begins in what holds them all: two bytes a list, half of what a whole number takes.
 * Layout: list `i` begins at `bases[i >> 4] + offsets[i]`; it ends where list `i + 1` begins.
 */
export interface PackedStarts {
  readonly bases: Uint32Array<ArrayBuffer>;
  /** One element more than there are lists; four bytes each where sixteen lists have more than 65,535 elements. */
  readonly offsets: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/** Packs starts: ascending, one more than there are lists. */
export function packStarts(starts: Uint32Array): PackedStarts {
  const bases = new Uint32Array(Math.ceil(starts.length / (1 << baseBits)));
  for (let i = 0; i < bases.length; i++) bases[i] = starts[i << baseBits] as number;
  const offsets = starts.map((start, i) => start - (bases[i >> baseBits] as number));
  const isShort = offsets.every((offset) => offset <= 0xffff);
  return { bases, offsets: isShort ? Uint16Array.from(offsets) : new Uint32Array(offsets) };
}

/** Where a list begins. */
export function startOfList({ bases, offsets }: PackedStarts, list: number): number {
  return (bases[list >> baseBits] as number) + (offsets[list] as number);
}
