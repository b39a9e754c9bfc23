import { finds, foldForSearch } from './fold.ts';

interface Labelled {
  readonly label: string;
  readonly hint: string;
}

/**
 * The options that match a search, best first: those whose label begins with it, those with a word that does, those with
 * it anywhere in the label, and last those that match only by what is shown after the label. Else the order stays.
 */
export function rankOptions<T extends Labelled>(options: readonly T[], search: string): readonly T[] {
  const wanted = foldForSearch(search.trim());
  if (wanted === '') return options;
  return options
    .map((option) => ({ option, rank: rankOf(option, wanted) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ option }) => option);
}

/** 0 for the best; null: it does not match. */
function rankOf({ label, hint }: Labelled, wanted: string): number | null {
  const folded = foldForSearch(label);
  if (folded.startsWith(wanted)) return 0;
  if (folded.includes(` ${wanted}`)) return 1;
  if (finds(label, wanted)) return 2;
  return finds(`${label} ${hint}`, wanted) ? 3 : null;
}
