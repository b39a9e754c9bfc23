import { z } from 'zod';
import type { AccountDefinition } from '../core/model/accountRecord.ts';
import { type Locale, locales } from '../core/model/locale.ts';
import { attentionHours, timesMissing } from './hours.ts';
import { secretReference } from './secrets.ts';

/** Longest public description, characters: the limit of the strictest platform's profile. */
const maxDescriptionLength = 160;

const line = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, `is empty: write ${what}`)
    .max(most, `is too long: write at most ${most} characters`)
    .refine((text) => !/[\r\n]/.test(text), 'must be a single line');

const freeText = (what: string) =>
  z.string().trim().min(10, `says too little: write ${what}`).max(2_000, 'is too long: write at most 2,000 characters');

const person = line('the name of a person', 120);

const name = (what: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, `is not a valid ${what}: lower-case letters, digits and hyphens, at most 40`);

const unique = (list: readonly unknown[]) => new Set(list).size === list.length;

const pace = z.strictObject({
  burst: z.int().min(1, 'must be at least 1').max(1_000_000, 'is too large'),
  perMinute: z.int().min(1, 'must be at least 1').max(1_000_000, 'is too large'),
});

/** Why an account is wanted: the request form, in the order of the guide's questions. */
const requestForm = z.strictObject({
  objectives: freeText('what the account is for'),
  audience: freeText('for whom it is'),
  content: freeText('what it will publish and answer, and who prepares it'),
  /** The officer responsible for the request. */
  signedBy: person,
});

/** The file of an account: what it is, who is behind it, and why it is wanted. */
export const accountFile = z
  .strictObject({
    id: name('id'),
    channel: name('channel'),
    name: line('what people know it by', 60),
    area: line('the area, project or facility that it speaks for', 120),
    department: name('department id'),
    owner: person,
    administrators: z
      .array(person)
      .min(2, 'has too few names: an account needs at least two administrators, so that one is always there')
      .refine(
        (list) => unique(list.map((each) => each.toLowerCase())),
        'names somebody twice: name two different people',
      ),
    languages: z
      .array(z.enum(locales, { error: `is not a language of the bot: write ${locales.join(', ')}` }))
      .min(1, 'is empty: write at least one language, the one that greets first')
      .refine(unique, 'names a language twice')
      // Says in its type that there is one.
      .transform(([first, ...others]): readonly [Locale, ...Locale[]] => (first ? [first, ...others] : z.NEVER)),
    hours: attentionHours,
    topics: z
      .array(z.string())
      .min(1, 'is empty: name the topics, or omit it to answer all')
      .refine(unique, 'names a topic twice')
      .optional(),
    description: line('what the profile says, with the attention hours', 1_000).refine(
      (text) => [...text].length <= maxDescriptionLength,
      `is too long for a profile: write at most ${maxDescriptionLength} characters`,
    ),
    main: z.boolean().default(false),
    url: z.url({ protocol: /^https$/, error: 'is no web address: write it whole, with https://' }).optional(),
    pace: pace.optional(),
    secrets: z.record(z.string(), secretReference).default({}),
    settings: z.record(z.string(), z.unknown()).default({}),
    request: requestForm.optional(),
  })
  .superRefine(({ description, hours }, context) => {
    const missing = timesMissing(description, hours);
    if (missing.length === 0) return;
    const message = `does not give the attention hours: write ${missing.join(', ')} in it, so that people know when they are answered`;
    context.addIssue({ code: 'custom', path: ['description'], message });
  });

type AccountFile = z.infer<typeof accountFile>;

/** Who is behind an account: personal data. */
export interface AccountPeople {
  readonly owner: string;
  readonly administrators: readonly string[];
}

/** Why an account is wanted and who signed for it: free text, which may name people. */
export type RequestForm = z.infer<typeof requestForm>;

/** The parts of a file: public data, the people behind it, and the request form, if there is one. */
export function splitAccountFile(file: AccountFile): {
  definition: AccountDefinition;
  people: AccountPeople;
  form: RequestForm | null;
} {
  const { owner, administrators, request, topics, url, pace, ...rest } = file;
  return {
    definition: {
      ...rest,
      topics: topics ?? null,
      url: url ?? null,
      pace: pace ?? null,
    },
    people: { owner, administrators },
    form: request ?? null,
  };
}
