import { z } from 'zod';
import { aspects } from '../../core/model/understanding.ts';
import { answer, day, departmentId, entryId, followUps, localised, title, variants, webAddress } from './common.ts';

const source = z.strictObject({ url: webAddress, name: z.string().trim().min(1, 'is empty: name the page') });

const aspectAnswer = z.strictObject({
  /** It must make sense alone: readers see no other text of the entry. */
  answer: localised(answer),
  /** Where it differs from the entry's. */
  source: source.optional(),
  verified: day.optional(),
});

const aspect = z.strictObject({
  ...aspectAnswer.shape,
  /** Of `hours`: the department whose hours in `calendar.yaml` they are, so that a question about a day is answered by those. */
  hoursOf: departmentId.optional(),
});

const exception = z.strictObject({
  /** Name within the entry, as in `no-contract`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'is not a name: write lower-case letters and hyphens, as in no-contract'),
  title: localised(title),
  /** How people ask for it, with or without naming the service. */
  questions: localised(variants(2)),
  ...aspectAnswer.shape,
});

const faqEntry = z.strictObject({
  id: entryId,
  department: departmentId,
  title: localised(title),
  questions: localised(variants(8)),
  answer: localised(answer),
  /** The same in plainer and fewer words, for people who ask for that. */
  plain: localised(answer).optional(),
  /** Answers to questions about one side of the service: what the council has no fact for is left out. */
  aspects: z.partialRecord(z.enum(aspects), aspect).default({}),
  /** Aspects for which it is the general answer, where no service is spoken of: hours of the office, appointments. */
  general: z.array(z.enum(aspects)).default([]),
  /** Special cases with names of their own. */
  exceptions: z.array(exception).default([]),
  followUps,
  /** A flow that it offers to begin. */
  flow: z.string().optional(),
  /** Whether the answer depends on the person's own case: in public places the rest is said in private. */
  personal: z.boolean().default(false),
  /** Whether the person who asks may be watched: the web chat then shows a button to leave at once. */
  quickExit: z.boolean().default(false),
  /** Whether it would hurt or amuse anybody who did not ask for it: it is then never offered on a guess. */
  sensitive: z.boolean().default(false),
  source,
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
