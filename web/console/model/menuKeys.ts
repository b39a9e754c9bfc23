/** Where a key leads among the items of a menu, by the ARIA guide: arrows, Home, End and first letters; null: nowhere. */
export function movedTo(key: string, at: number, found: readonly HTMLElement[]): number | null {
  const { length } = found;
  if (length === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % length;
  if (key === 'ArrowUp') return (Math.max(at, 0) + length - 1) % length;
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  if (key.length > 1 || key === ' ') return null;
  const letter = key.toLowerCase();
  const order = found.map((_, index) => (at + 1 + index) % length);
  return order.find((index) => found[index]?.textContent?.trim().toLowerCase().startsWith(letter)) ?? null;
}
