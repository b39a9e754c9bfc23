import { z } from 'zod';
import { locales } from '../../core/model/locale.ts';
import { aspects } from '../../core/model/understanding.ts';
import { entryId } from './common.ts';

/** Where a question must find no answer. */
export const noAnswer = 'none';

const text = z
  .string()
  .trim()
  .min(1, 'is empty: write what people ask')
  .max(300, 'is too long for a question: 300 characters at most');

const expected = {
  /** The entry that must answer, `smalltalk.` and `flow.` included; `none`: nothing may be answered or offered. */
  expect: z
    .string()
    .refine(
      (id) => id === noAnswer || entryId.safeParse(id).success,
      'is neither an entry nor none: write its id, as in padro.alta, or none where nothing may be answered',
    ),
  /** The side of it that must be answered; absent: any. */
  aspect: z.enum([...aspects, 'exceptions']).optional(),
  /** Whether it is enough that the entry is among the choices. */
  offered: z.boolean().default(false),
};

const locale = z.enum(locales, 'is not a language: write ca, es or en');

/** `dialogs/tests.yaml`: questions that the council wants answered so, whatever else changes. */
export const testsFile = z.strictObject({
  questions: z.array(z.strictObject({ ask: text, locale, ...expected })).default([]),
  dialogues: z
    .array(
      z.strictObject({
        locale,
        turns: z
          .array(
            z
              .strictObject({
                ask: text.optional(),
                /** The value of a button that is pressed instead: `slot:what/hall`. */
                choose: z.string().min(1, 'is empty: write the value of a button, or `ask`').max(300).optional(),
                ...expected,
                expect: expected.expect.optional(),
                /** What a flow must ask for next: the name of what it collects. */
                asks: z.string().min(1, 'is empty: write the name of a slot, or remove the line').max(60).optional(),
                /** Whether a case must be opened, or must not. */
                opensCase: z.boolean().optional(),
              })
              .refine(({ ask, choose }) => (ask === undefined) !== (choose === undefined), {
                error: 'says nothing: write `ask`, what people type, or `choose`, what they press',
              }),
          )
          .min(2, 'is no dialogue: write at least two turns, or put it under `questions`')
          .max(20, 'is too long: write at most 20 turns'),
      }),
    )
    .default([]),
});

/** `dialogs/evaluation.yaml`: questions that show what a change does; none of them stops a release. */
export const evaluationFile = z.strictObject({
  questions: z.array(z.strictObject({ ask: text, locale, expect: expected.expect })).default([]),
});

export type EvaluationFile = z.infer<typeof evaluationFile>;

export type TestsFile = z.infer<typeof testsFile>;
