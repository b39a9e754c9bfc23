import type { AttentionHours, Weekday } from '../core/model/accountRecord.ts';
import type { Kind } from '../core/model/kind.ts';
import type { Localised } from '../core/model/locale.ts';
import type { Action, Deadline, Role, Trait } from '../core/model/protocol.ts';
import type { WorkCalendar } from './time/index.ts';

export {
  type Action,
  actions,
  type Deadline,
  type Duration,
  evidence,
  type Role,
  roles,
  sanctions,
  type Trait,
  traits,
} from '../core/model/protocol.ts';

/** Whom to notify when which fraction of the time has passed: 0 at once, 1 at the deadline, above 1 when overdue. */
interface EscalationStep {
  readonly at: number;
  readonly notify: readonly Role[];
}

/** When a rule applies; null fields match anything. */
export interface Condition {
  readonly kinds: readonly Kind[] | null;
  readonly surface: 'public' | 'private' | null;
  /** Ids of accounts. */
  readonly accounts: readonly string[] | null;
  readonly hours: 'open' | 'closed' | null;
  /** All of them must be present. */
  readonly traits: readonly Trait[];
}

/** What happens to the messages that match a condition. Names refer to the entries of the protocol. */
export interface Rule {
  readonly id: string;
  readonly when: Condition;
  readonly do: readonly Action[];
  /** Department to which it is forwarded: an id, or `responsible` for the one in charge of it; null: none. */
  readonly to: string | null;
  /** Who decides on sanctions; `none` only where a rule with evidence fired. */
  readonly confirmation: 'person' | 'none';
  /** Which condition for taking part a message like this breaks. */
  readonly breaks: string | null;
  readonly tone: string;
  readonly reply: string | null;
  /** Deadline of the first response, and of the resolution; null: none. */
  readonly first: string | null;
  readonly resolution: string | null;
  readonly administrativeSilence: string;
  readonly escalationPolicy: string;
  readonly cites: readonly string[];
}

/** Text for people, with its sources. */
export interface Cited {
  readonly say: Localised;
  readonly cites: readonly string[];
}

/** The meaning of administrative silence, and its source: citizens learn of it only where it is the law. */
interface AdministrativeSilence extends Cited {
  readonly binding: Deadline['binding'];
}

/** `dialogs/protocol.yaml` */
export interface ProtocolFile {
  /** Sources by the name with which each citation begins. */
  readonly sources: Readonly<Record<string, string>>;
  /** Conditions for taking part. */
  readonly conditions: Readonly<Record<string, Cited>>;
  readonly tones: Readonly<Record<string, Cited>>;
  readonly deadlines: Readonly<Record<string, Deadline>>;
  readonly administrativeSilence: Readonly<Record<string, AdministrativeSilence>>;
  readonly escalationPolicies: Readonly<Record<string, readonly EscalationStep[]>>;
  /** How often the channels are checked, at least, on days without attention hours. */
  readonly freeDays: { readonly checks: number; readonly cites: readonly string[] };
  /** Number of confirmed breaches from which an author has the trait `repeated`. */
  readonly repeatedAfter: number;
  readonly replies: Readonly<Record<string, Localised>>;
  /** Words by which a message shows a trait; only a person can assign traits that are not listed. */
  readonly traits: Readonly<Partial<Record<Trait, readonly string[]>>>;
  /** The first one that applies counts. */
  readonly rules: readonly Rule[];
}

/** `dialogs/calendar.yaml` */
export interface CalendarFile {
  readonly timeZone: string;
  readonly workingDays: readonly Weekday[];
  readonly holidays: {
    readonly country: string;
    readonly region: string;
    /** Additional free days, and days worked despite a holiday, `YYYY-MM-DD`. */
    readonly also: readonly string[];
    readonly except: readonly string[];
  };
  /** The town's two local holidays, by year; fewer where they are not known yet. */
  readonly local: Readonly<Record<string, readonly string[]>>;
  /** Attention hours by department, and the department whose hours apply to those without. */
  readonly hours: Readonly<Record<string, AttentionHours>>;
  readonly hoursOf: string;
}

/** Everything that decides what happens to a message: immutable, one object for each version. */
export interface Protocol extends ProtocolFile {
  /** Hash of protocol and calendar, recorded with every decision. */
  readonly version: string;
  readonly calendar: WorkCalendar;
  /** The town's local holidays by year, as far as they are known. */
  readonly local: CalendarFile['local'];
  /** Attention hours of a department. */
  hours(department: string): AttentionHours;
  /** Department that answers when no other does. */
  readonly fallback: string;
}
