import { state } from '../../state.ts';

/** What is written and not saved yet: it survives a lost connection, a reload and a new sign-in. */
export interface Unsaved {
  /** The version that was edited, and its text or fields as they were. */
  readonly base: string | null;
  readonly from: unknown;
  readonly written: unknown;
  readonly mode: 'fields' | 'text';
}

const keyOf = (document: string): string => `finestreta.content.${state.get().me?.id ?? ''}.${document}`;

export function keepUnsaved(document: string, kept: Unsaved): void {
  try {
    localStorage.setItem(keyOf(document), JSON.stringify(kept));
  } catch {
    // The browser has no space left for it: what is written is still on the page.
  }
}

export function unsavedOf(document: string): Unsaved | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(document)) ?? 'null') as Unsaved | null;
  } catch {
    return null;
  }
}

export const forgetUnsaved = (document: string): void => localStorage.removeItem(keyOf(document));
