import type { Locale } from '../../model/locale.ts';

/** A text as a machine translated it. */
export interface MachineTranslated {
  readonly text: string;
  /** The language that it was taken for, as ISO 639 writes it; null: it does not say. */
  readonly from: string | null;
}

/** Longest text that is translated, in characters. */
export const longestTranslated = 4_000;

/** Translates texts by a machine elsewhere: they leave the house. */
export interface MachineTranslation {
  /** @throws {CodedError} `input.too-large`, or `translation.failed` when it does not answer in time, or not with a text */
  translate(text: string, to: Locale): Promise<MachineTranslated>;
}
