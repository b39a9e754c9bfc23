import { z } from 'zod';
import { kinds } from '../../core/model/kind.ts';
import { localised, title, variants } from './common.ts';

const pattern = z.string().trim().min(1, 'is empty: write words to look for, or remove the line');

const rule = z.strictObject({
  /** `kind.name`, as in `emergency.fire`. */
  id: z
    .string()
    .regex(/^[a-z-]+\.[a-z0-9-]+$/, 'is not a rule id: write kind.name in lower case, as in emergency.fire'),
  /** Patterns any of which makes it fire, in all languages together: people mix them. */
  patterns: z.array(pattern).default([]),
  /** Patterns that cancel an overlapping match. */
  unless: z.array(pattern).default([]),
  /** Identifiers that make it fire. */
  identifiers: z.array(z.enum(['dni', 'iban', 'card', 'phone', 'email'])).default([]),
});

/** One `dialogs/kinds/<kind>.yaml`: rules and examples of a kind of message. */
export const kindFile = z.strictObject({
  kind: z.enum(kinds, { error: `is not a known kind: write one of ${kinds.join(', ')}` }),
  /** Its label for staff. */
  title: localised(title),
  /** Messages of this kind, as people really type them. */
  examples: localised(variants(10)),
  /** FAQ topics whose questions are of this kind too: some of each entry are training data. */
  topics: z.array(z.string()).default([]),
  /** Patterns that indicate the kind without deciding: the examples teach how much each counts. */
  cues: z.array(pattern).default([]),
  rules: z.array(rule).default([]),
});

export type KindFile = z.infer<typeof kindFile>;
