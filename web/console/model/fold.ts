/** A text normalised for search: without accents and capitals. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** Whether a text contains all words of a search. */
export function finds(text: string, search: string): boolean {
  const folded = foldForSearch(text);
  return foldForSearch(search)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
