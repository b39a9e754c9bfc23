import type { State } from '../state.ts';

/**
 * The picked cases that the list shows: what is seen as picked, and no other, is acted on. What a filter, a search or a colleague
 * has taken out of the list is not among them.
 */
export function pickedInList({ list, picked }: Pick<State, 'list' | 'picked'>): readonly string[] {
  return list.items.flatMap(({ case: { code } }) => (picked?.has(code) === true ? code : []));
}

/** The picked cases with one more, or without it. */
export function withToggled(picked: ReadonlySet<string> | null, code: string): ReadonlySet<string> {
  const others = [...(picked ?? [])].filter((each) => each !== code);
  return new Set(picked?.has(code) === true ? others : [...others, code]);
}
