import { z } from 'zod';
import { localised } from './common.ts';

const plainer = z.strictObject({
  /** As it is written; `*` at its end stands for any ending. */
  say: z
    .string()
    .trim()
    .regex(/^\p{L}[^*]{2,80}\*?$/u, 'is no word or phrase: write three letters or more, with at most one * at the end'),
  rather: z.string().trim().min(1, 'is empty: write the plain word').max(120),
  source: z
    .url({ protocol: /^https?$/, error: 'is not an address: write the page that says so, or remove the line' })
    .optional(),
});

/** `dialogs/jargon.yaml`: words of officialese with plain words instead, shown to editors as hints. */
export const jargonFile = z.strictObject({
  source: z.string().trim().min(1, 'is empty: say where the list comes from'),
  words: localised(z.array(plainer).max(2_000)),
});
