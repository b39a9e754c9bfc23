import { z } from 'zod';

/** `2026-11-24` */
export const day = z.iso.date({ error: 'is not a day: write it as YYYY-MM-DD, as in 2026-11-24' });

/** `topic.slug` in lower case: the id of an entry everywhere. */
export const entryId = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'is not an id: write topic.name in lower case, as in padro.alta');

export const departmentId = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'is not a department id: use one of dialogs/departments.yaml');

export const webAddress = z.url({ protocol: /^https$/, error: 'is not a web address: write it whole, with https://' });

/** Text in every language; Catalan first, as everywhere. */
export function localised<T extends z.ZodType>(text: T) {
  return z.strictObject({ ca: text, es: text, en: text });
}

export const title = z
  .string()
  .trim()
  .min(2, 'is empty: write 2 to 6 words that are clear without context')
  .max(40, 'is too long for a button: write at most 40 characters');

/** Light Markdown of an answer: what every channel can show or degrade. */
export const answer = z
  .string()
  .trim()
  .min(1, 'is empty: write the answer')
  .max(3_000, 'is too long to read in a chat: write at most 3,000 characters, and link to the page that says more')
  .refine(
    (text) => !/<\/?[a-z!][^>]*>/i.test(text),
    'holds HTML: use **bold**, "- " lists and [words](https://…) only',
  );

/** One way to ask. */
export const question = z
  .string()
  .trim()
  .min(1, 'is empty: write a question or remove the line')
  .max(300, 'is too long for a question: 300 characters at most');

/** Question variants of one language. */
export function variants(least: number) {
  return z.array(question).min(least, `has too few questions: write at least ${least}, as people really type them`);
}

/** Entries that a person may want next. */
export const followUps = z.array(entryId).max(3, 'offers too much: name at most 3 entries').default([]);
