import { z } from 'zod';
import { isDocumentId } from '../../content/documents/split.ts';
import { locales } from '../../core/model/locale.ts';
import { aspects } from '../../core/model/understanding.ts';
import { wholeNumber } from './validate.ts';

/** The longest text of one language: longer ones than an answer may have, so that they can be saved and shortened. */
const text = z.string().max(20_000);
const short = z.string().max(500);
const perLanguage = <T extends z.ZodType>(value: T) => z.strictObject({ ca: value, es: value, en: value }).partial();
const texts = perLanguage(text);
const questions = perLanguage(z.array(z.string().max(1_000)).max(1_000));
const source = z.strictObject({ url: z.string().max(2_000), name: short });

const aspectFields = z.strictObject({
  answer: texts.optional(),
  source: source.optional(),
  verified: short.optional(),
  hoursOf: short.optional(),
});

/** Fields of an entry, however incomplete: what is wrong with them is told as problems. */
const entryFields = z
  .strictObject({
    department: short.nullable(),
    title: perLanguage(short).nullable(),
    questions: questions.nullable(),
    answer: texts.nullable(),
    plain: texts.nullable(),
    aspects: z.partialRecord(z.enum(aspects), aspectFields).nullable(),
    general: z.array(z.enum(aspects)).max(aspects.length).nullable(),
    exceptions: z
      .array(
        z.strictObject({
          id: short,
          title: perLanguage(short).optional(),
          questions: questions.optional(),
          ...aspectFields.shape,
        }),
      )
      .max(100)
      .nullable(),
    followUps: z.array(short).max(20).nullable(),
    flow: short.nullable(),
    personal: z.boolean().nullable(),
    quickExit: z.boolean().nullable(),
    sensitive: z.boolean().nullable(),
    source: source.nullable(),
    verified: short.nullable(),
    valid: z.strictObject({ from: short, until: short }).partial().nullable(),
  })
  .partial();

export const documentId = z.string().max(200).refine(isDocumentId, 'is not a document: use an id of the list');
const version = z.string().regex(/^[0-9a-f]{64}$/, 'is not a version: use `base` of the document');
const note = z.string().trim().min(1, 'is empty: say what changes and why').max(1_000);
const proposal = z.string().min(1).max(100);

export const readDocument = z.strictObject({ id: documentId });

/** Deepest value of a field: as deep as branches of a flow that somebody can still follow. */
const deepest = 24;

function isShallow(value: unknown, left = deepest): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((each) => isShallow(each, left - 1));
}

/** Fields of a file, whatever they hold: what is wrong with them is told as problems. */
const fileFields = z
  .record(z.string().min(1).max(200), z.unknown())
  .refine((fields) => isShallow(fields), 'is nested too deeply: write fewer branches in each other');

export const saveDraft = z
  .strictObject({
    id: documentId,
    base: version.nullable(),
    onto: version.optional(),
    text: z.string().max(2_000_000).optional(),
    entry: entryFields.optional(),
    fields: fileFields.optional(),
  })
  .refine(
    ({ text, entry, fields }) => [text, entry, fields].filter((each) => each !== undefined).length === 1,
    'send one of text, entry and fields',
  );

export const topic = z.string().regex(/^[a-z0-9-]{1,60}$/, 'is not a topic: use one of the list');
export const entryTitle = perLanguage(z.string().trim().min(1).max(200)).refine(
  ({ ca }) => ca !== undefined,
  'needs the Catalan title: its id is made from it',
);
export const beginEntry = z.strictObject({ topic, title: entryTitle });

export const publishDrafts = z.strictObject({
  note,
  at: z.number().int().min(0).max(8.64e15).optional(),
  documents: z.array(documentId).min(1).max(5_000).optional(),
});

export const acceptDrafts = z.strictObject({
  version: z.string().regex(/^[0-9a-f]{16}$/, 'is not a version: send the one of the check'),
  reason: z.string().trim().min(10, 'is too short: say why it may pass').max(2_000),
});

const entryId = z.string().min(1).max(200);

export const settledClash = z.strictObject({
  wording: z.strictObject({ entry: entryId, locale: z.enum(locales), text: z.string().min(1).max(1_000) }),
  other: entryId,
  action: z.enum(['move', 'remove', 'keep', 'forget']),
});

export const ofProposal = z.strictObject({ proposal });
export const listReleases = z.strictObject({ before: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional() });
export const readRelease = z.strictObject({ number: wholeNumber(1, Number.MAX_SAFE_INTEGER) });
export const revertRelease = z.strictObject({ number: z.number().int().min(1), note });

/** As much as a pinned dialogue may hold. */
export const keepChat = z.strictObject({
  locale: z.enum(locales),
  turns: z
    .array(
      z.union([
        z.strictObject({ ask: z.string().trim().min(1).max(300, 'is too long for a pinned question') }),
        z.strictObject({ choose: z.string().min(1).max(300) }),
      ]),
    )
    .min(1, 'is empty: say something in the chat first')
    .max(20, 'is too long to keep: a dialogue has at most 20 messages'),
});

export const downloadSheet = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  /** Ids of entries; absent: all. */
  entries: z.array(z.string().min(1).max(200)).max(5_000).optional(),
  locale: z.enum(locales).optional(),
});

export const tryProtocolMessage = z.strictObject({
  text: z.string().trim().min(1, 'is empty: write a message').max(4_000),
  locale: z.enum(locales).optional(),
  surface: z.enum(['public', 'private']).optional(),
});

/** Years whose holidays are known. */
export const ofYear = z.strictObject({ year: wholeNumber(2020, 2060) });

export const tryMessage = z
  .strictObject({
    text: z.string().max(4_000).optional(),
    choice: z.string().min(1).max(500).optional(),
    locale: z.enum(locales).optional(),
    conversation: z.string().min(1).max(100).optional(),
  })
  .refine((given) => given.text === undefined || given.choice === undefined, 'send either text or choice');
