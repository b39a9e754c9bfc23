import type { Locale } from '../../../core/model/locale.ts';
import type { FiguresStrings } from './strings.ts';

/** What the page needs besides the figures. */
export interface FiguresView {
  readonly strings: FiguresStrings;
  readonly locale: Locale;
  readonly days: number;
  /** Lengths that may be chosen. */
  readonly lengths: readonly number[];
  readonly path: string;
  /** Title and topic of an entry that is live; null: it is none, such as small talk, or it is gone. */
  readonly entry: (id: string) => { readonly title: string; readonly topic: string } | null;
  readonly aspect: (name: string) => string;
}
