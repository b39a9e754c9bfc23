import type { Locale } from '../../core/model/locale.ts';

/** An entry as the retriever sees it: what people type when they want it, in any of the languages. */
export interface TrainingEntry {
  readonly id: string;
  readonly variants: readonly { readonly locale: Locale; readonly text: string }[];
}
