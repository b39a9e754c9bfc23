import { z } from 'zod';
import { caseCloseReasons } from '../../core/model/case.ts';
import { kinds } from '../../core/model/kind.ts';
import type { RetentionPolicy } from '../../core/model/rights/retention.ts';
import { answer, localised } from './common.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'is not a name: write lower-case letters, digits and hyphens');
const line = z.string().trim().min(1, 'is empty: write it or remove the line').max(500, 'is too long');

/** Longest time: nothing of a chat is for an archive. */
const amount = z.int('is not a whole number: write one').min(1, 'must be at least 1');

const rule = {
  id,
  keep: z.discriminatedUnion(
    'unit',
    [
      z.strictObject({ unit: z.literal('calendar-days'), amount: amount.max(3_660, 'is more than ten years') }),
      z.strictObject({ unit: z.literal('months'), amount: amount.max(120, 'is more than ten years') }),
    ],
    { error: 'has an unknown unit: write calendar-days or months' },
  ),
  binding: z.enum(['law', 'guide', 'own'], { error: 'is not known: write law, guide or own' }),
  cites: z.array(line).min(1, 'is empty: say where this comes from, or `own` for a decision of the council'),
  say: localised(answer),
};

const some = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .min(1, 'is empty: write some, or remove the line')
    .optional()
    .transform((given) => given ?? null);

/** `dialogs/retention.yaml`: how long what people write is kept. */
export const retentionFile: z.ZodType<RetentionPolicy> = z.strictObject({
  conversation: z.strictObject(rule),
  cases: z
    .array(
      z.strictObject({
        ...rule,
        kinds: some(z.enum(kinds, { error: `is not a known kind: write one of ${kinds.join(', ')}` })),
        outcomes: some(
          z.enum(caseCloseReasons, { error: `is not a known outcome: write one of ${caseCloseReasons.join(', ')}` }),
        ),
      }),
    )
    .min(1, 'is empty: write at least one rule, for all cases'),
});
