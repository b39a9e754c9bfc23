import type { Locale } from '../../core/model/locale.ts';

/** An entry for the retriever: what people type when they want it, in any of the languages. */
export interface TrainingEntry {
  readonly id: string;
  readonly variants: readonly { readonly locale: Locale; readonly text: string }[];
}
