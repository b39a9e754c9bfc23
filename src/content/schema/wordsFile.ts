import { z } from 'zod';

/** `dialogs/words.yaml`: words that the council writes and no dictionary knows. They are right in every language. */
export const wordsFile = z.strictObject({
  words: z
    .array(
      z
        .string()
        .trim()
        .regex(/^\p{L}[\p{L}\p{M}·'’-]*$/u, 'is not one word: write letters only, without spaces')
        .max(60, 'is too long: write one word'),
    )
    .max(5_000, 'has too many words: 5,000 at most'),
});
