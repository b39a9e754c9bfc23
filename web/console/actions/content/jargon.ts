import type { Jargon } from '../../../../src/content/readability/views.ts';
import { read } from '../../api.ts';
import { createStore } from '../../observable.ts';

/** Words of officialese, as the content lists them; null: not read yet. */
export const jargonStore = createStore<{ readonly jargon: Jargon | null }>({ jargon: null });

let isAsked = false;

/** Reads the list once; where that fails, hints have no words until the next document is opened. */
export async function readJargon(): Promise<void> {
  if (isAsked || jargonStore.get().jargon !== null) return;
  isAsked = true;
  try {
    jargonStore.set({ jargon: await read<Jargon>('content/jargon', {}) });
  } catch {
    // They are hints: the next document asks again.
  } finally {
    isAsked = false;
  }
}
