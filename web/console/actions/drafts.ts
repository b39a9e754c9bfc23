/** Drafts by case: they survive a reload of the page, but not the tab, because they may be personal. */
const keyOf = (code: string, mode: string) => `finestreta.draft.${mode}.${code}`;

export function draftOf(code: string, mode: 'reply' | 'note'): string {
  return sessionStorage.getItem(keyOf(code, mode)) ?? '';
}

export function keepDraft(code: string, mode: 'reply' | 'note', text: string): void {
  if (text === '') sessionStorage.removeItem(keyOf(code, mode));
  else sessionStorage.setItem(keyOf(code, mode), text);
}
