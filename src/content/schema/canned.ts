import { z } from 'zod';
import { kinds } from '../../core/model/kind.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { answer, departmentId, entryId, localised, title } from './common.ts';

/** One list of what a canned reply is suggested for. */
function someOf<T extends z.ZodType>(each: T) {
  return z.array(each).min(1, 'is empty: name one, or leave the line out').max(20, 'is too long: name at most 20');
}

const words = z
  .string()
  .trim()
  .max(60, 'is too long: write one or a few words')
  .refine((text) => plainWords(text) !== '', 'has no letter or digit: write a word that people use');

/** `dialogs/canned.yaml`: replies that the team often sends, with `{{code}}` and other values of the case. */
export const cannedFile = z.strictObject({
  replies: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not an id: write lower-case letters, digits and hyphens'),
      title: localised(title),
      text: localised(answer),
      suggestFor: z
        .strictObject({
          kinds: someOf(z.enum(kinds)).optional(),
          departments: someOf(departmentId).optional(),
          entries: someOf(entryId).optional(),
          words: someOf(words).optional(),
        })
        .optional(),
    }),
  ),
});

export type CannedFile = z.infer<typeof cannedFile>;
