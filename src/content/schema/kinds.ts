import { z } from 'zod';
import { kinds } from '../../core/model/kind.ts';
import { localised, title, variants } from './common.ts';

const pattern = z.string().trim().min(1, 'is empty: write words to look for, or remove the line');

const rule = z.strictObject({
  /** `kind.name`, as in `emergency.fire`. */
  id: z
    .string()
    .regex(/^[a-z-]+\.[a-z0-9-]+$/, 'is not a rule id: write kind.name in lower case, as in emergency.fire'),
  /** Words any of which make it fire, all languages side by side: people mix them. */
  patterns: z.array(pattern).default([]),
  /** Words that take a match back where they overlap it. */
  unless: z.array(pattern).default([]),
  /** Identifiers that make it fire. */
  identifiers: z.array(z.enum(['dni', 'iban', 'card', 'phone', 'email'])).default([]),
});

/** One `dialogs/kinds/<kind>.yaml`: what a kind of message looks like. */
export const kindFile = z.strictObject({
  kind: z.enum(kinds, { error: `is no kind: write one of ${kinds.join(', ')}` }),
  /** How staff see it called. */
  title: localised(title),
  /** Messages of this kind, as people really type them. */
  examples: localised(variants(10)),
  /** Topics of the FAQ whose questions are of this kind too: some of each entry are learnt from. */
  topics: z.array(z.string()).default([]),
  /** Patterns that speak for the kind without deciding: how much each kind's count, the examples teach. */
  cues: z.array(pattern).default([]),
  rules: z.array(rule).default([]),
});

export type KindFile = z.infer<typeof kindFile>;
