import { type Filter, noFilters } from '../state.ts';

const all: Filter = { queue: 'all', status: 'any', order: 'due', ...noFilters };

/** All cases, narrowed: the address of the list that shows them. */
export function addressOf(narrowed: Partial<Filter>): string {
  return `/console?${new URLSearchParams(Object.entries({ queue: 'all', status: 'any', ...narrowed }))}`;
}

/** The filter that an address names; null: it names none. What nobody knows is left out: the server refuses the rest. */
export function filterIn(search: string): Filter | null {
  const given = new URLSearchParams(search);
  const known = (Object.keys(all) as (keyof Filter)[]).filter((name) => given.has(name));
  if (known.length === 0) return null;
  return { ...all, ...Object.fromEntries(known.map((name) => [name, given.get(name) ?? ''])) };
}
