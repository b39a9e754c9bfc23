import type { AttentionHours } from './accountRecord.ts';
import type { Kind } from './kind.ts';
import type { Locale } from './locale.ts';
import type { Surface } from './message.ts';

/** What can be done with a message, in the order in which an officer would consider it. */
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

/** Actions against a message or its author: evidence is kept before any of them. */
export const sanctions: readonly Action[] = ['propose-removal', 'propose-warning', 'propose-block'];

/** The evidence kept before a sanction, in addition to the message itself. */
export const evidence = ['text', 'time', 'reason', 'rule'] as const;

/** What may be known of a message in addition to its kind. */
export const traits = [
  /** It is about somebody's own affairs, which do not belong in public. */
  'private-topic',
  /** It cannot be answered at once and needs research. */
  'needs-research',
  /** Written to deceive, or repeated after a correction, in the judgement of a person. */
  'deliberate',
  /** Its author has broken the conditions at least `repeatedAfter` times before. */
  'repeated',
  'fraud',
  /** It infringes somebody's rights, such as an author's. */
  'infringement',
  /** The team says that it cannot handle this alone. */
  'conflict',
  /** A named rule of the classification fired, so it is more than a guess. */
  'evidence',
  /** Another administration is responsible for it. */
  'other-body',
  /** About barriers of a website or an app. */
  'accessibility',
  /** To the officer for data protection. */
  'data-protection',
  /** It asks for an administrative procedure, which begins with an entry in the register. */
  'procedure',
] as const;

export type Trait = (typeof traits)[number];

/** Who is notified, in escalation order. */
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

/** A deadline, with its legal basis. */
export interface Deadline {
  readonly duration: Duration;
  readonly binding: 'law' | 'guide' | 'own';
  readonly cites: readonly string[];
  /** Fraction by which it may be extended; null: not at all. */
  readonly extension: number | null;
}

/** The input of the protocol. */
export interface Circumstances {
  readonly kind: Kind;
  readonly traits: readonly Trait[];
  readonly surface: Surface;
  readonly account: {
    readonly id: string;
    /** Department responsible for it, and its opening hours; null where nothing is recorded. */
    readonly department: string | null;
    readonly hours: AttentionHours | null;
  };
  /** Id of the department responsible for the request; null where that is not known. */
  readonly department: string | null;
  /** When it arrived, milliseconds since 1970. */
  readonly at: number;
}

/** What to do with one message, and which rule says so. */
export interface Decision {
  readonly rule: string;
  /** Version of the protocol. */
  readonly protocol: string;
  readonly cites: readonly string[];
  readonly actions: readonly Action[];
  /** Department that answers: the one to which it is forwarded, or the one responsible. */
  readonly department: string;
  readonly confirmation: 'person' | 'none';
  /** The condition for taking part that was broken; null: none. */
  readonly breaks: string | null;
  /** The evidence to keep before a sanction; empty where there is none. */
  readonly evidence: typeof evidence | readonly [];
  readonly tone: string;
  /** Key of the reply's text in the protocol; null: the answer has no fixed text, or there is none. */
  readonly reply: string | null;
  readonly first: Due | null;
  readonly resolution: Due | null;
  readonly administrativeSilence: string;
  /** In order of time. */
  readonly escalations: readonly Escalation[];
  /** Whether people attend at that time, and from when on. */
  readonly open: boolean;
  readonly opensAt: number;
  /** On a non-working day, how often somebody checks the channels; else null. */
  readonly checks: number | null;
}

/** A deadline with its due time. */
export interface Due extends Deadline {
  /** Its name in the protocol. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The latest due time, if it is extended; null where it cannot be. */
  readonly extendedAt: number | null;
}

/** Who is notified when, unless somebody has dealt with it before. */
export interface Escalation {
  readonly at: number;
  /** Fraction of the time that has passed by then. */
  readonly fraction: number;
  readonly of: 'first' | 'resolution' | 'arrival';
  readonly roles: readonly Role[];
}

/** When a department is open on a day. */
export interface DayOpening {
  /** By weekday and season, in order, local time, `H:MM`; none: it is closed on such days. */
  readonly periods: readonly { readonly from: string; readonly until: string }[];
  /** Whether the day is a holiday, so that nobody is there whatever the weekday. */
  readonly isHoliday: boolean;
}

/** The council's protocol as a turn uses it: immutable, in memory, synchronous. */
export interface CompiledProtocol {
  /** Version of protocol, calendar and holidays together; every decision records it. */
  readonly version: string;
  /** Number of confirmed breaches from which an author counts as repeating them. */
  readonly repeatedAfter: number;
  /**
   * Decides what to do with a message.
   * @throws {CodedError} `content.invalid` when no rule applies, which a checked protocol excludes
   */
  decide(circumstances: Circumstances): Decision;
  /** The text of a reply; null when there is none of this name, or when it needs a value that is not given. */
  reply(key: string, locale: Locale, values: Readonly<Record<string, string>>): string | null;
  /** What the law makes of no answer; null where the law says nothing. */
  administrativeSilence(name: string, locale: Locale): string | null;
  /** Where a deadline of this name is from: titles of laws and guides, for citizens; empty for a decision of the council's own. */
  citesOf(deadline: string): readonly string[];
  /** Instructions for how to write the answer. */
  tone(name: string, locale: Locale): string;
  condition(name: string, locale: Locale): string;
  /** The name of a department, on its own. */
  department(id: string, locale: Locale): string;
  /** The same in a sentence, with its article: "l'Oficina d'atenció ciutadana". */
  theDepartment(id: string, locale: Locale): string;
  /** A time in the city's time zone, for use in a sentence, as in "el dimarts 24 de novembre del 2026, a les 12:00". */
  moment(at: number, locale: Locale): string;
  /** The same without the year, for a near date. */
  soon(at: number, locale: Locale): string;
  /** When something opens, in a sentence: "avui a les 16:30", "el dimarts 24 de novembre, a les 9:00". */
  opening(at: number, now: number, locale: Locale): string;
  /** The time of a day, as in "13:30". */
  clock(at: number, locale: Locale): string;
  /** Whether people attend an account at a time; `until`: then they stop, or begin again. */
  attention(account: Circumstances['account'], at: number): { readonly open: boolean; readonly until: number };
  /** When a department is open on a day, `YYYY-MM-DD`. */
  openingOn(department: string, day: string): DayOpening;
  /** Minutes of attention between two times, by the same hours; not negative. */
  workingMinutes(account: Circumstances['account'], from: number, until: number): number;
  /** The day of a time, on its own. */
  day(at: number, locale: Locale): string;
  /** The day of a time in the city's time zone, as `2026-11-24`. */
  date(at: number): string;
  /**
   * A deadline as citizens read it: the time, or the last day of a deadline that ends with a day. With `now`, that of today and of
   * tomorrow says so as well.
   */
  until(at: number, locale: Locale, now?: number): string;
}
