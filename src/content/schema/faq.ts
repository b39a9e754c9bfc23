import { z } from 'zod';
import { answer, day, departmentId, entryId, followUps, localised, title, variants, webAddress } from './common.ts';

const faqEntry = z.strictObject({
  id: entryId,
  department: departmentId,
  title: localised(title),
  questions: localised(variants(8)),
  answer: localised(answer),
  followUps,
  /** Whether the answer depends on the person's own case: in public places the rest is said in private. */
  personal: z.boolean().default(false),
  /** Whether the person who asks may be watched: the web chat then shows a button to leave at once. */
  quickExit: z.boolean().default(false),
  source: z.strictObject({ url: webAddress, name: z.string().trim().min(1, 'is empty: name the page') }),
  verified: day,
  valid: z
    .strictObject({ from: day, until: day.optional() })
    .refine(({ from, until }) => until === undefined || from <= until, 'ends before it begins: fix `from` or `until`'),
});

/** One `dialogs/faq/<topic>.yaml`. */
export const faqFile = z.strictObject({
  topic: z.string().regex(/^[a-z0-9-]+$/, 'is not a topic: write it in lower case, as the file is called'),
  entries: z.array(faqEntry).min(1, 'has no entries: add one, or remove the file'),
});

export type FaqFile = z.infer<typeof faqFile>;
export type FaqEntry = z.infer<typeof faqEntry>;
