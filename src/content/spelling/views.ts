import type { Locale } from '../../core/model/locale.ts';

/** A text in one language. */
export interface SpeltText {
  readonly locale: Locale;
  readonly text: string;
}

/** A word of a document that no dictionary knows, in the lines from `from` to `to` (UTF-16 units of the text). */
export interface DocumentWord {
  readonly locale: Locale;
  readonly word: string;
  /** 1 for the first. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}
