import { z } from 'zod';
import { flowActionNames, publishableFields, slotTypes } from '../../core/model/flow.ts';
import { kinds } from '../../core/model/kind.ts';
import { moves } from '../../core/model/understanding.ts';
import { announcementMoment } from './announcements.ts';
import { answer, departmentId, entryId, localised, title, variants } from './common.ts';

const name = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9]*$/,
    'is not a name: write letters and digits, beginning with a small letter, as in streetName',
  );

const flowId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'is not a name: write lower-case letters and hyphens, as in street-incident');

const words = z.array(z.string().trim().min(1, 'is empty: write words, or remove the line'));

const option = z.strictObject({
  id: name,
  title: localised(title),
  /** Other words for it. */
  words: localised(words).optional(),
  /** What the service must be able to do, or else it is not offered. */
  needs: z.literal('mail').optional(),
});

const slot = z.strictObject({
  type: z.enum(slotTypes, { error: `is not a kind of answer: write one of ${slotTypes.join(', ')}` }),
  title: localised(title),
  optional: z.boolean().default(false),
  /** Why it is needed, for who would rather not say it. */
  why: localised(answer).optional(),
  /** `alerts`, `neighbourhoods`: those of dialogs/subscriptions.yaml. */
  options: z
    .union([z.enum(['alerts', 'neighbourhoods']), z.array(option).min(2, 'has one option: write at least two')])
    .optional(),
  /** `message`: what began the flow is the answer. */
  from: z.literal('message').optional(),
  /** `code`: an address counts once its reader confirmed it. */
  confirm: z.literal('code').optional(),
});

const id = flowId.optional();

const collect = z.strictObject({ id, collect: name, ask: localised(answer) });
const say = z.strictObject({ id, say: localised(answer) });
const confirm = z.strictObject({ id, confirm: localised(answer) });
const act = z.strictObject({
  id,
  do: z.enum(flowActionNames, {
    error: `is not something that can be done: write one of ${flowActionNames.join(', ')}`,
  }),
  kind: z.enum(kinds, { error: `is not a kind of message: write one of ${kinds.join(', ')}` }).optional(),
  /** Whose it is, whatever it is about. */
  department: departmentId.optional(),
  /** Whose it is where the message does not say. */
  fallback: departmentId.optional(),
  entry: entryId.optional(),
  exception: flowId.optional(),
  slot: name.optional(),
});
const call = z.strictObject({ id, call: flowId });

export type StepFile =
  | z.infer<typeof collect>
  | z.infer<typeof say>
  | z.infer<typeof confirm>
  | z.infer<typeof act>
  | z.infer<typeof call>
  | { readonly id?: string | undefined; if: string; then: StepFile[]; else?: StepFile[] | undefined };

const branch = z.strictObject({
  id,
  if: z.string().trim().min(1, 'is empty: write a condition, as in danger == "yes"'),
  // biome-ignore lint/suspicious/noThenProperty: a schema is awaited by nobody.
  then: z.array(z.lazy(() => step)).min(1, 'is empty: write at least one step'),
  else: z.array(z.lazy(() => step)).optional(),
});

const stepSchemas = { collect, say, confirm, do: act, call, if: branch } as const;

/** An issue as a schema reports it; those of a schema within it are the same, with their own path. */
type RawIssue = z.core.$ZodRawIssue;

/** A step is told by its key, so that a fault in it is told where it is. */
const step: z.ZodType<StepFile> = z.unknown().transform((written, context): StepFile => {
  const keys = typeof written === 'object' && written !== null ? Object.keys(written) : [];
  const key = keys.find((each): each is keyof typeof stepSchemas => each in stepSchemas);
  if (key === undefined) {
    const message = 'is not a step: write one of collect, say, confirm, do, call, if';
    context.issues.push({ code: 'custom', message, input: written });
    return z.NEVER;
  }
  const parsed = stepSchemas[key].safeParse(written, { reportInput: true });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: issue.input } as RawIssue);
  return z.NEVER;
});

/** One `dialogs/flows/<id>.yaml`: a matter that takes several messages. */
export const flowFile = z.strictObject({
  flow: flowId,
  title: localised(title),
  /** As it follows "you were telling us about". */
  about: localised(z.string().trim().min(2, 'is empty: write what follows "you were telling us about"')),
  start: z
    .strictObject({
      /** Kinds of messages that begin it. */
      kinds: z
        .array(z.enum(kinds, { error: `is not a kind of message: write one of ${kinds.join(', ')}` }))
        .default([]),
      moves: z.array(z.enum(moves, { error: `is not a move: write one of ${moves.join(', ')}` })).default([]),
      /** Begins where the person says that a matter is settled (`settled` in flow-words.yaml), and a case is open. */
      settled: z.boolean().default(false),
      /** Begins where somebody says that they want what an entry is about that names this flow. */
      wished: z.boolean().optional(),
      /** Begins where somebody asks to be called, once a case is open for that. */
      callback: z.boolean().optional(),
      /** Wordings of its own, learnt as those of an entry. */
      questions: localised(variants(4)).optional(),
    })
    .default({ kinds: [], moves: [], settled: false }),
  /** Other programs may go through it in one message (docs/open311.md). Absent: they may not. */
  open311: z
    .strictObject({
      /** What may be reported, in one sentence. */
      description: localised(answer),
      group: localised(title).optional(),
      /** What is public of each request at once. Absent: nothing; staff decide on each. */
      public: z
        .array(
          z.enum(publishableFields, {
            error: `is not a part of a request: write one of ${publishableFields.join(', ')}`,
          }),
        )
        .optional(),
    })
    .optional(),
  /** Its answers are counted and its results published. Absent: it is no survey. */
  survey: z
    .strictObject({
      /** What it is for, and what will be done with it. */
      intro: localised(answer),
      /** Absent: as soon as it is released. */
      from: announcementMoment.optional(),
      until: announcementMoment,
      /** Whether one answer of each person counts. */
      once: z.boolean().default(true),
      /** Answers below which it is offered while it is open. */
      below: z.array(entryId).max(10, 'are too many: name at most 10').default([]),
    })
    .refine(({ from, until }) => from === undefined || from.slice(0, until.length) <= until, {
      path: ['until'],
      error: 'comes before `from`: fix one of them',
    })
    .optional(),
  slots: z.record(name, slot).default({}),
  steps: z.array(step).min(1, 'is empty: write at least one step'),
});

/** `dialogs/flow-words.yaml`: words by which people steer any flow. */
export const flowWordsFile = z.strictObject({
  cancel: localised(words),
  skip: localised(words),
  correct: localised(words),
  settled: localised(words),
  yes: localised(words),
  no: localised(words),
  /** Beginnings of a message that adds to what was told, whatever was asked: "I forgot to say". */
  add: localised(words).optional(),
  /** Parts of a message that says that somebody keeps something to themselves: "I'd rather not say". */
  decline: localised(words).optional(),
  /** Parts of a message that shrinks from doing something, below an answer about danger: "I don't want to report him". */
  refuse: localised(words).optional(),
  /** The same where it is the whole message: "I can't". */
  unable: localised(words).optional(),
  /** Beginnings of a message that says that nothing more comes, with nothing but thanks or a greeting after it. */
  done: localised(words).optional(),
  /** Beginnings of a message that turns to something else: "by the way". */
  besides: localised(words).optional(),
});

/** `dialogs/streets.yaml`: the streets and squares of the town, as the council imports them. */
export const streetsFile = z.strictObject({
  /** Where the list comes from. */
  source: z.string().trim().min(1, 'is empty: say where the list comes from'),
  streets: z.array(
    z.strictObject({
      name: z.string().trim().min(2, 'is empty: write the official name, with its kind'),
      others: z.array(z.string().trim().min(2, 'is empty: write a name, or remove the line')).default([]),
      /** Where the name is from, if not where the list is. */
      source: z.string().trim().min(1, 'is empty: say where the name is from, or remove the line').optional(),
    }),
  ),
});

export type FlowFile = z.infer<typeof flowFile>;
export type FlowWordsFile = z.infer<typeof flowWordsFile>;
export type StreetsFile = z.infer<typeof streetsFile>;
