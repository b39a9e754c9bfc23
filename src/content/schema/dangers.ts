import { z } from 'zod';
import { answer, localised, title } from './common.ts';

const id = z.string().regex(/^[a-z][a-z-]*$/, 'is not a name: write lower-case letters and hyphens, as in cold-heat');

/** A text in Catalan, Spanish and English, and in any number of other languages. */
const said = z.object({ ca: answer, es: answer, en: answer }).catchall(answer);

const help = z.strictObject({
  id,
  /** The number to call first. */
  number: z.string().regex(/^\d[\d ]+$/, 'is not a telephone number: write its digits between quotes, as in "112"'),
  /** Whether the reader may have to leave at once, unseen: see `quickExit` of the FAQ. */
  quickExit: z.boolean().default(false),
  /** The id of the entry about it: what is asked after the alarm is asked about that. */
  entry: z.string().optional(),
  /** The immediate answer. */
  alarm: said,
  /** One line before an ordinary reply. */
  line: said,
});

const danger = z.strictObject({
  id,
  /** One of `help`. */
  help: id,
  /** Its label for staff. */
  title: localised(title),
  /** Patterns that show it beyond doubt, in all languages together. */
  patterns: z.array(z.string().trim().min(1, 'is empty: write words to look for, or remove the line')).default([]),
  /** Patterns that cancel an overlapping match. */
  unless: z.array(z.string().trim().min(1, 'is empty: write words to look for, or remove the line')).default([]),
});

/** `dialogs/dangers.yaml`: dangers to life, and whom to call. */
export const dangersFile = z.strictObject({
  help: z.array(help).min(1, 'is empty: write whom to call'),
  dangers: z.array(danger).min(1, 'is empty: write at least one danger'),
});

export type DangersFile = z.infer<typeof dangersFile>;

/** One line of `dialogs/dangers/examples.tsv`. */
interface DangerExample {
  /** BCP 47. */
  readonly language: string;
  /** An id of `dangers.yaml`. */
  readonly danger: string;
  readonly text: string;
}

/** One line of `dialogs/dangers/lookalikes.tsv`, whose words resemble a danger, or of `ordinary.tsv`: harmless. */
export type HarmlessExample = Omit<DangerExample, 'danger'>;

/** Everything in `dialogs/` about dangers. */
export interface DangersContent extends DangersFile {
  readonly examples: readonly DangerExample[];
  readonly lookalikes: readonly HarmlessExample[];
  readonly ordinary: readonly HarmlessExample[];
}
