import type { AttentionHours } from './accountRecord.ts';
import type { Kind } from './kind.ts';
import type { Locale } from './locale.ts';
import type { Surface } from './message.ts';

/** What can be done with a message, in the order in which an officer would think of it. */
export const actions = [
  'answer',
  'acknowledge',
  'point-elsewhere',
  'move-to-private',
  'forward',
  'do-not-engage',
  'propose-removal',
  'propose-warning',
  'propose-block',
  'alert',
] as const;

export type Action = (typeof actions)[number];

/** Actions against what somebody wrote, or against them: evidence is kept before any of them. */
export const sanctions: readonly Action[] = ['propose-removal', 'propose-warning', 'propose-block'];

/** What is kept before a sanction, beside the message itself. */
export const evidence = ['text', 'time', 'reason', 'rule'] as const;

/** What may be known of a message beyond its kind. */
export const traits = [
  /** It is about somebody's own affairs, which are not for a public place. */
  'private-matter',
  /** Nobody can answer at once: it must be looked into. */
  'needs-research',
  /** Written to deceive, or again after a correction: a person judged so. */
  'deliberate',
  /** Its author has broken the conditions before, as often as `repeatedAfter` says. */
  'repeated',
  'fraud',
  /** It infringes somebody's rights, as those of an author. */
  'infringement',
  /** The team says that it cannot manage this by itself. */
  'conflict',
  /** A named rule of the classification fired: more than a guess. */
  'evidence',
  /** Another administration is competent for it. */
  'other-body',
  /** About barriers of a website or an app. */
  'accessibility',
  /** To the officer for data protection. */
  'data-protection',
  /** It asks for an administrative procedure, which begins with an entry in the register. */
  'procedure',
] as const;

export type Trait = (typeof traits)[number];

/** Who is told, from the nearest on. */
export const roles = ['agent', 'supervisor', 'area-head', 'communication-office'] as const;

export type Role = (typeof roles)[number];

/** How long something may take. */
export type Duration =
  | { readonly unit: 'at-once' }
  | { readonly unit: 'working-hours'; readonly amount: number }
  | {
      readonly unit: 'working-days';
      readonly amount: number;
      /** Whether what arrives outside hours counts from its arrival, or from the next opening. */
      readonly start: 'arrival' | 'opening';
    }
  | { readonly unit: 'calendar-days' | 'months'; readonly amount: number };

/** A term with what binds to it. */
export interface Deadline {
  readonly duration: Duration;
  readonly binding: 'law' | 'guide' | 'own';
  readonly cites: readonly string[];
  /** By what part of itself it may be extended; null: it may not. */
  readonly extension: number | null;
}

/** What the protocol looks at. */
export interface Circumstances {
  readonly kind: Kind;
  readonly traits: readonly Trait[];
  readonly surface: Surface;
  readonly account: {
    readonly id: string;
    /** Department that answers for it, and when people attend it; null where nothing is written down. */
    readonly department: string | null;
    readonly hours: AttentionHours | null;
  };
  /** Department whose matter it is, an id; null where that is not known. */
  readonly department: string | null;
  /** When it arrived, milliseconds since 1970. */
  readonly at: number;
}

/** What is to be done with one message, with what says so. */
export interface Decision {
  readonly rule: string;
  /** Version of the protocol. */
  readonly protocol: string;
  readonly cites: readonly string[];
  readonly actions: readonly Action[];
  /** Department that answers: the one to which it is forwarded, or whose matter it is. */
  readonly department: string;
  readonly confirmation: 'person' | 'none';
  /** The condition for taking part that was broken; null: none. */
  readonly breaks: string | null;
  /** What is kept before a sanction; empty where there is none. */
  readonly evidence: typeof evidence | readonly [];
  readonly tone: string;
  /** Key of the reply's text in the protocol; null: the answer has no fixed words, or there is none. */
  readonly reply: string | null;
  readonly first: Due | null;
  readonly resolution: Due | null;
  readonly administrativeSilence: string;
  /** In order of time. */
  readonly escalations: readonly Escalation[];
  /** Whether somebody attends at that moment, and from when on. */
  readonly open: boolean;
  readonly opensAt: number;
  /** On a day on which nobody works, how often somebody looks at the channels; else null. */
  readonly checks: number | null;
}

/** A deadline with its moment. */
export interface Due extends Deadline {
  /** Its name in the protocol. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The latest, if it is extended; null where it cannot be. */
  readonly extendedAt: number | null;
}

/** Who is told at which moment, unless somebody has dealt with it by then. */
export interface Escalation {
  readonly at: number;
  /** Part of the time that has passed then. */
  readonly fraction: number;
  readonly of: 'first' | 'resolution' | 'arrival';
  readonly roles: readonly Role[];
}

/** The council's protocol as a turn asks it: immutable, held in memory, answered synchronously. */
export interface CompiledProtocol {
  /** Names protocol, calendar and holidays: whatever is decided by them names it. */
  readonly version: string;
  /** Confirmed breaches from which on an author counts as one who repeats them. */
  readonly repeatedAfter: number;
  /**
   * What is to be done with a message.
   * @throws {CodedError} `content.invalid` when no rule applies, which a checked protocol excludes
   */
  decide(circumstances: Circumstances): Decision;
  /** What a reply says; null when there is none of this name, or when it needs a value that is not given. */
  reply(key: string, locale: Locale, values: Readonly<Record<string, string>>): string | null;
  /** What silence means, where the law says; null where it says nothing, and neither do we. */
  administrativeSilence(name: string, locale: Locale): string | null;
  /** How the answer is to be written, a condition for taking part: in words, by their names. */
  tone(name: string, locale: Locale): string;
  condition(name: string, locale: Locale): string;
  /** What people call a department, by itself. */
  department(id: string, locale: Locale): string;
  /** The same within a sentence, with its article: "l'Oficina d'atenció ciutadana". */
  theDepartment(id: string, locale: Locale): string;
  /** An instant by the clocks of the city within a sentence, as in "el dimarts 24 de novembre del 2026, a les 12:00". */
  moment(at: number, locale: Locale): string;
  /** The same without its year, for one that is near. */
  soon(at: number, locale: Locale): string;
  /** The day of an instant by itself. */
  day(at: number, locale: Locale): string;
  /** A deadline as people are told it: the moment, or the last day of what ends with a day. */
  until(at: number, locale: Locale): string;
}
