import { z } from 'zod';
import { kinds } from '../../core/model/kind.ts';
import {
  actions,
  type Deadline,
  type Duration,
  type ProtocolFile,
  type Rule,
  roles,
  traits,
} from '../../protocol/protocol.ts';
import { answer, localised } from './common.ts';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'is not a name: write lower-case letters, digits and hyphens, as in full-answer');

const replyName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/, 'is not a name: write letters and digits, as in receipt');

const line = z.string().trim().min(1, 'is empty: write it or remove the line').max(500, 'is too long');

const cites = z.array(line).min(1, 'is empty: say where this comes from, or `own` for a decision of the council');

const cited = z.strictObject({ say: localised(answer), cites });

const oneOf = <const T extends readonly [string, ...string[]]>(names: T, what: string) =>
  z.enum(names, { error: `is not a known ${what}: write one of ${names.join(', ')}` });

const administrativeSilence = z.strictObject({
  say: localised(answer),
  /** Citizens learn of administrative silence only where it is `law`. */
  binding: oneOf(['law', 'guide', 'own'], 'binding').default('own'),
  cites,
});

const amount = z.int('is not a whole number: write one').min(1, 'must be at least 1').max(1_000, 'is too large');

const bound = {
  binding: oneOf(['law', 'guide', 'own'], 'binding'),
  cites,
  extension: z.number().positive('must be above 0').max(2, 'must be at most 2').optional(),
};

const deadline = z
  .discriminatedUnion(
    'unit',
    [
      z.strictObject({ unit: z.literal('at-once'), ...bound }),
      z.strictObject({ unit: z.literal('working-hours'), amount, ...bound }),
      z.strictObject({
        unit: z.literal('working-days'),
        amount,
        start: oneOf(['arrival', 'opening'], 'start'),
        ...bound,
      }),
      z.strictObject({ unit: z.literal(['calendar-days', 'months']), amount, ...bound }),
    ],
    { error: 'has an unknown unit: write one of at-once, working-hours, working-days, calendar-days, months' },
  )
  .transform(({ binding, cites, extension, ...duration }): Deadline => {
    return { duration: duration as Duration, binding, cites, extension: extension ?? null };
  });

const some = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1, 'is empty: write some, or remove the line').optional();

const condition = z
  .strictObject({
    kinds: some(oneOf(kinds, 'kind')),
    surface: oneOf(['public', 'private'], 'surface').optional(),
    accounts: some(line),
    hours: oneOf(['open', 'closed'], 'state of the hours').optional(),
    traits: z.array(oneOf(traits, 'trait')).default([]),
  })
  .transform(({ kinds, surface, accounts, hours, traits }) => ({
    kinds: kinds ?? null,
    surface: surface ?? null,
    accounts: accounts ?? null,
    hours: hours ?? null,
    traits,
  }));

const rule = z
  .strictObject({
    id: name,
    when: condition,
    do: z.array(oneOf(actions, 'action')).min(1, 'is empty: write at least one action'),
    to: name.optional(),
    confirmation: oneOf(['person', 'none'], 'way to confirm').default('person'),
    breaks: name.optional(),
    tone: name,
    reply: replyName.optional(),
    first: name.optional(),
    resolution: name.optional(),
    administrativeSilence: name,
    escalationPolicy: name,
    cites,
  })
  .transform(({ to, breaks, reply, first, resolution, ...rest }): Rule => {
    return {
      ...rest,
      to: to ?? null,
      breaks: breaks ?? null,
      reply: reply ?? null,
      first: first ?? null,
      resolution: resolution ?? null,
    };
  });

const escalation = z.strictObject({
  at: z
    .number('is not a fraction of the time: write a number, as in 0.5')
    .min(0, 'must not be below 0')
    .max(10, 'is too late'),
  notify: z.array(oneOf(roles, 'role')).min(1, 'is empty: write whom to notify'),
});

/** `dialogs/protocol.yaml`: what happens to each kind of message, by when, and on what grounds. */
export const protocolFile: z.ZodType<ProtocolFile> = z.strictObject({
  sources: z.record(line, line),
  conditions: z.record(name, cited),
  tones: z.record(name, cited),
  deadlines: z.record(name, deadline),
  administrativeSilence: z.record(name, administrativeSilence),
  escalationPolicies: z.record(name, z.array(escalation)),
  freeDays: z.strictObject({ checks: amount, cites }),
  repeatedAfter: amount,
  replies: z.record(replyName, localised(answer)),
  traits: z.partialRecord(oneOf(traits, 'trait'), z.array(line)).default({}),
  rules: z.array(rule).min(1, 'is empty: write at least one rule'),
});
