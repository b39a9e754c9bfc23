import type { Locale } from '../locale.ts';
import type { CallingCode } from './mobileNumber.ts';

/** The ways by which the citizen of a case may be told of answers at an address of theirs. */
export const contactWays = ['email', 'phone'] as const;
export type ContactWay = (typeof contactWays)[number];

/** Where the citizen of a case wants to be told, and the language to speak there; `phone` as in E.164: `+34600000000`. */
export type ContactAddress = { readonly locale: Locale } & ({ readonly email: string } | { readonly phone: string });

/** That a citizen wants to be told at an address. */
export interface ContactUpdates {
  /** Revision of the commit that seals the address. */
  readonly revision: number;
  /** Whether its owner has confirmed it. */
  readonly confirmed: boolean;
  /** The code that confirms it: when it was sent, milliseconds since 1970, and how often a wrong one was written. Absent: a link does. */
  readonly code?: { readonly sentAt: number; readonly wrong: number };
}

/** Where the citizen of a case wants to be told when staff answer. Absent, null: not there. */
export interface ContactChoice {
  readonly emailUpdates?: ContactUpdates | null;
  readonly phoneUpdates?: ContactUpdates | null;
}

const fields = { email: 'emailUpdates', phone: 'phoneUpdates' } as const;

/** What is wanted by one way; null: nothing. */
export function updatesBy(choice: ContactChoice, way: ContactWay): ContactUpdates | null {
  return choice[fields[way]] ?? null;
}

/** The change of a case by which its citizen wants this by one way from now on; null: nothing. */
export function updatesChanged(way: ContactWay, updates: ContactUpdates | null): ContactChoice {
  return { [fields[way]]: updates };
}

/** The way whose address the commit of a revision seals; null: none, or no more. */
export function wayAt(choice: ContactChoice, revision: number): ContactWay | null {
  return contactWays.find((way) => updatesBy(choice, way)?.revision === revision) ?? null;
}

/** The ways by which the citizen is told. */
export function confirmedWays(choice: ContactChoice): readonly ContactWay[] {
  return contactWays.filter((way) => updatesBy(choice, way)?.confirmed === true);
}

/** The ways by which the service can reach people. */
export function waysOf(account: {
  readonly mails?: boolean;
  readonly textsTo?: readonly CallingCode[];
}): readonly ContactWay[] {
  return [...(account.mails === true ? ['email' as const] : []), ...(account.textsTo ? ['phone' as const] : [])];
}

/** The way of an address. */
export function wayOf(address: ContactAddress): ContactWay {
  return 'email' in address ? 'email' : 'phone';
}

/** An address as people read it. */
export function addressText(address: ContactAddress): string {
  return 'email' in address ? address.email : address.phone;
}

/** Milliseconds for which a code that was sent may be written. */
export const contactCodeLifeMs = 15 * 60_000;

/** How often a wrong code may be written. */
export const maxWrongCodes = 3;
