import { z } from 'zod';
import { caseCloseReasons, casePriorities, sanctionKinds, suggestionOutcomes } from '../../core/model/case.ts';
import { mostCasesAtOnce, type StaffCommand } from '../../core/model/staffCommand.ts';
import { caseCode, name } from './validate.ts';

/** Maximum length of a text from staff: longer answers would be split on the way, and belong in a file. */
const text = z.string().trim().min(1, 'is empty: write something').max(8_000, 'must have at most 8,000 characters');
const maybeText = z.string().trim().max(8_000, 'must have at most 8,000 characters');
const reason = z.string().trim().max(1_000, 'must have at most 1,000 characters');

/** What anybody may read. */
const publicText = z
  .string()
  .trim()
  .min(1, 'is empty: write something')
  .max(4_000, 'must have at most 4,000 characters');

const fileRef = z.strictObject({
  id: name,
  name: z.string().max(200),
  type: z.string().max(100),
  size: z.int().min(0),
});

/** What is written for colleagues beside a command; empty: nothing. */
const briefly = z
  .string()
  .trim()
  .max(1_000, 'must have at most 1,000 characters')
  .transform((given) => (given === '' ? undefined : given))
  .optional();

const ids = z.array(name).max(20);
const snoozing = z.strictObject({ kind: z.literal('snooze'), until: z.int().min(0) });
const closing = z.strictObject({ kind: z.literal('close'), reason: z.enum(caseCloseReasons) });
const assigning = z.strictObject({
  kind: z.literal('assign'),
  to: z
    .union([
      z.strictObject({ agent: name, ifAway: z.literal('keep').optional() }),
      z.strictObject({ department: name }),
    ])
    .nullable(),
  comment: briefly,
});
const prioritising = z.strictObject({ kind: z.literal('set-priority'), priority: z.enum(casePriorities) });
const labelling = z.strictObject({ kind: z.literal('label'), add: ids, remove: ids });

/** Each command as the console sends it. */
const command = z.union([
  z.strictObject({ kind: z.literal('take'), answer: briefly }),
  z.strictObject({ kind: z.literal('reply'), text: maybeText, files: z.array(fileRef).max(10) }),
  z.strictObject({ kind: z.literal('give-entry'), entry: name }),
  z.strictObject({ kind: z.literal('note'), text, mentions: z.array(name).max(20) }),
  z.strictObject({
    kind: z.literal('contact-note'),
    text: z.string().trim().min(1, 'is empty: write something').max(1_000),
  }),
  z.strictObject({ kind: z.literal('remove-contact-note'), note: z.int().min(1) }),
  assigning,
  prioritising,
  labelling,
  snoozing,
  z.strictObject({
    kind: z.literal('propose'),
    sanction: z.enum(sanctionKinds),
    breaks: name.nullable(),
    evidence: z.int().min(1),
    reason,
  }),
  z.strictObject({ kind: z.literal('decide'), proposal: name, accept: z.boolean(), reason }),
  // The server finds out which cases it opens.
  z
    .strictObject({ kind: z.literal('break-glass'), reason })
    .transform((given) => ({ ...given, cases: [] as readonly string[] })),
  z.strictObject({ kind: z.literal('hold'), reason }),
  z.strictObject({ kind: z.literal('lift-hold'), reason }),
  z.strictObject({ kind: z.literal('publish'), text: publicText, place: z.boolean(), media: z.boolean() }),
  z.strictObject({ kind: z.literal('publish-note'), text: publicText }),
  z.strictObject({ kind: z.literal('weigh'), outcome: z.enum(suggestionOutcomes), text: z.string().max(4_000) }),
  z.strictObject({ kind: z.literal('unpublish'), note: z.int().min(1).nullable() }),
  z.strictObject({ kind: z.literal('hand-back') }),
  closing,
  z.strictObject({ kind: z.literal('reopen') }),
  z.strictObject({ kind: z.literal('merge'), into: caseCode }),
  z.strictObject({ kind: z.literal('send-ticket') }),
  z.strictObject({ kind: z.literal('settle-ticket'), number: z.string().trim().min(1).max(100) }),
]);

/** Chosen by the console, so that a repeated request runs once. */
const requestId = z.string().min(8, 'must have at least 8 characters').max(100);
/** Commands that may follow another in one request. */
const mostFollowing = 5;

/** The body of a command request. */
export const postedCommand = z.strictObject({
  id: requestId,
  /** Newest revision that the agent had seen; null: it does not matter. */
  seen: z.int().min(0).nullable(),
  command: command as z.ZodType<StaffCommand>,
  /** What follows if that succeeds, in order: a reply may close the case or put it off, a macro does several things. */
  followedBy: z
    .array(command as z.ZodType<StaffCommand>)
    .max(mostFollowing)
    .default([]),
});

/** What is written for one person is not for many. */
const commandForMany = z.union([assigning, prioritising, labelling, snoozing, closing]) as z.ZodType<StaffCommand>;

/** The body of a request that has the same done in many cases. */
export const postedToMany = z.strictObject({
  id: requestId,
  cases: z.array(caseCode).min(1).max(mostCasesAtOnce),
  command: commandForMany,
  followedBy: z.array(commandForMany).max(mostFollowing).default([]),
});
