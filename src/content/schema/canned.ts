import { z } from 'zod';
import { answer, localised, title } from './common.ts';

/** `dialogs/canned.yaml`: replies that the team often sends, with `{{code}}` and other values of the case. */
export const cannedFile = z.strictObject({
  replies: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'is not an id: write lower-case letters, digits and hyphens'),
      title: localised(title),
      text: localised(answer),
    }),
  ),
});

export type CannedFile = z.infer<typeof cannedFile>;
