import { z } from 'zod';
import type { CaseState } from '../core/model/case.ts';
import { kinds } from '../core/model/kind.ts';
import { dayIn, isDay } from '../core/util/dates.ts';

/** What of a case a ticket system may be told. Its kind, place in the town and words are little without each other. */
const sharedFields = ['description', 'place', 'photos', 'answers', 'contact'] as const;

export type SharedField = (typeof sharedFields)[number];

/** Which cases go where, as the council decided. */
export interface TicketRule {
  /** Empty: all. */
  readonly departments: readonly string[];
  readonly kinds: readonly string[];
  /** Flows in which the matter was told, or services of Open311 by which it was filed; empty: any way. */
  readonly flows: readonly string[];
  /** The code of the service there. */
  readonly service: string;
  /** Attributes of that service, by the slot that holds the value. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A ticket system of the city that speaks Open311 GeoReport v2, with its key, which must never be logged, stored or shown. */
export interface TicketSystem {
  readonly id: string;
  /** As staff know it. */
  readonly name: string;
  /** Where its interface is, without a trailing slash: `…/open311/v2`. */
  readonly url: string;
  /** Empty: it has only one. */
  readonly jurisdiction: string;
  readonly key: string;
  readonly format: 'json' | 'xml';
  /** The day in the town from which cases are sent, `YYYY-MM-DD`: older ones are not. */
  readonly since: string;
  readonly send: readonly TicketRule[];
  readonly share: readonly SharedField[];
  /** Minutes without a word from the person before a case is sent, so that all is in it. */
  readonly waitMinutes: number;
  readonly pollMinutes: number;
  /** Cases that are sent in a minute. */
  readonly perMinute: number;
  /** What follows where a ticket is closed: staff are told, or the case is answered with its note and closed. */
  readonly whenClosed: 'notify-staff' | 'resolve';
  /**
   * What to do where an answer was lost, so that no second ticket is made: ask a person; look for the case among what the
   * system lists; or send it again within minutes, because the system knows a repeated request by its `Idempotency-Key`.
   */
  readonly lostAnswer: 'ask' | 'search' | 'repeat';
  /** Whether it takes what people say of a case later (`servicerequestupdates`); `none`: staff pass it on. */
  readonly updates: 'none' | 'send';
  /** Where staff see a ticket, with `{number}` in it; null: nowhere. */
  readonly link: string | null;
}

const oneOrMore = (values: z.ZodType<string>) =>
  z.array(values).min(1, 'is empty: name some, or remove the line').max(50);
const code = z.string().min(1, 'is empty').max(100);

/**
 * The schema of the file of ticket systems.
 * @param allowed.loopback whether addresses of this machine may be called without encryption
 */
export const ticketsFile = (secret: z.ZodType<string>, allowed: { readonly loopback: boolean }) =>
  z.strictObject({
    systems: z
      .array(
        z.strictObject({
          id: z
            .string()
            .regex(
              /^[a-z0-9][a-z0-9-]{0,39}$/,
              'is not a valid name: use at most 40 lower-case letters, digits and hyphens',
            ),
          name: z.string().min(1, 'is empty').max(60),
          url: z
            .string()
            .refine((url) => mayCall(url, allowed), 'is not a valid address: write it in full, with https://')
            .transform((url) => url.replace(/\/+$/, '')),
          jurisdiction: z.string().max(100).default(''),
          key: secret,
          format: z.enum(['json', 'xml']).default('json'),
          since: z.string().refine(isDay, 'is not a day: write the one from which cases are sent, as in 2026-12-01'),
          send: z
            .array(
              z.strictObject({
                departments: oneOrMore(code).default([]),
                kinds: oneOrMore(z.enum(kinds)).default([]),
                flows: oneOrMore(code).default([]),
                service: code,
                attributes: z.record(code, code).default({}),
              }),
            )
            .min(1, 'is empty: say which cases are sent')
            .max(200),
          share: z.array(z.enum(sharedFields)).default(['description', 'place', 'photos']),
          waitMinutes: z.number().min(0).max(1_440).default(5),
          pollMinutes: z.number().min(0.01).max(1_440).default(5),
          perMinute: z.int().min(1).max(600).default(30),
          whenClosed: z.enum(['notify-staff', 'resolve']).default('notify-staff'),
          lostAnswer: z.enum(['ask', 'search', 'repeat']).default('ask'),
          updates: z.enum(['none', 'send']).default('none'),
          link: z
            .string()
            .refine(
              (link) => link.includes('{number}') && mayCall(link, allowed),
              'is not an address with {number} in it',
            )
            .nullable()
            .default(null),
        }),
      )
      .max(20, 'are too many: at most 20')
      .refine((systems) => new Set(systems.map(({ id }) => id)).size === systems.length, 'use the same id twice'),
  });

/** The first rule that a case meets; null: it is not for this system. */
export function ticketRuleFor(
  { send, since }: TicketSystem,
  { department, kind, filed, collected = [], openedAt }: CaseState,
  timeZone: string,
): TicketRule | null {
  if (dayIn(timeZone, openedAt) < since) return null;
  const flows = [...(filed === undefined ? [] : [filed.service]), ...collected.map(({ flow }) => flow)];
  const meets = (wanted: readonly string[], some: readonly string[]) =>
    wanted.length === 0 || some.some((each) => wanted.includes(each));
  return (
    send.find(
      (rule) => meets(rule.departments, [department]) && meets(rule.kinds, [kind]) && meets(rule.flows, flows),
    ) ?? null
  );
}

/** Where staff see a ticket; null: nowhere, or it has no number. */
export function linkTo({ link }: TicketSystem, number: string | null): string | null {
  return link === null || number === null ? null : link.replaceAll('{number}', encodeURIComponent(number));
}

/** Whether an address may be called: encrypted, and without a login, which would be shown. */
function mayCall(url: string, { loopback }: { readonly loopback: boolean }): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname);
  return parsed.protocol === 'https:' || (loopback && isHere && parsed.protocol === 'http:');
}
