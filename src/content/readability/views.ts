import type { Localised } from '../../core/model/locale.ts';

/** Words of officialese in one language: `say` may end in `*` for any ending, `rather` are plain words instead. */
export interface PlainerWords {
  readonly say: string;
  readonly rather: string;
}

/** All words of officialese that the content lists. */
export type Jargon = Localised<readonly PlainerWords[]>;

/** What makes a text hard to read. It is a hint: the editor may know better. */
export type ReadabilityHint =
  /** A sentence with so many words; `start` are its first ones. */
  | { readonly kind: 'sentence'; readonly words: number; readonly start: string }
  | { readonly kind: 'paragraph'; readonly words: number; readonly start: string }
  | { readonly kind: 'jargon'; readonly said: string; readonly rather: string }
  /** Something is done by somebody: say who does it. */
  | { readonly kind: 'passive'; readonly said: string };
