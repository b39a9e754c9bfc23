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

/** Who is told when which part of the time has passed: 0 at once, 1 at its end, more when it is overdue. */
export interface EscalationStep {
  readonly at: number;
  readonly notify: readonly Role[];
}

/** When a rule applies; what is null does not matter. */
export interface Condition {
  readonly kinds: readonly Kind[] | null;
  readonly surface: 'public' | 'private' | null;
  /** Ids of accounts. */
  readonly accounts: readonly string[] | null;
  readonly hours: 'open' | 'closed' | null;
  /** All of them hold. */
  readonly traits: readonly Trait[];
}

/** What happens to the messages that meet a condition. Names stand for the entries of the protocol. */
export interface Rule {
  readonly id: string;
  readonly when: Condition;
  readonly do: readonly Action[];
  /** Department to which it is forwarded: an id, or `responsible` for the one whose matter it is; null: none. */
  readonly to: string | null;
  /** Who decides on sanctions; `none` only where a rule with evidence fired. */
  readonly confirmation: 'person' | 'none';
  /** Which condition for taking part a message like this breaks. */
  readonly breaks: string | null;
  readonly tone: string;
  readonly reply: string | null;
  /** By when somebody hears from us, and by when the matter is done; null: nothing is due. */
  readonly first: string | null;
  readonly resolution: string | null;
  readonly administrativeSilence: string;
  readonly escalationPolicy: string;
  readonly cites: readonly string[];
}

/** Words for people, with what says so. */
export interface Cited {
  readonly say: Localised;
  readonly cites: readonly string[];
}

/** What it means when nobody answers, and what says so: only where it is the law are citizens told. */
export interface AdministrativeSilence extends Cited {
  readonly binding: Deadline['binding'];
}

/** `dialogs/protocol.yaml` */
export interface ProtocolFile {
  /** What is cited, by the name with which each citation begins. */
  readonly sources: Readonly<Record<string, string>>;
  /** Conditions for taking part. */
  readonly conditions: Readonly<Record<string, Cited>>;
  readonly tones: Readonly<Record<string, Cited>>;
  readonly deadlines: Readonly<Record<string, Deadline>>;
  readonly administrativeSilence: Readonly<Record<string, AdministrativeSilence>>;
  readonly escalationPolicies: Readonly<Record<string, readonly EscalationStep[]>>;
  /** How often, at least, somebody looks at the channels on days on which nobody attends. */
  readonly freeDays: { readonly checks: number; readonly cites: readonly string[] };
  /** Confirmed breaches from which on an author has the trait `repeated`. */
  readonly repeatedAfter: number;
  readonly replies: Readonly<Record<string, Localised>>;
  /** Words by which a message shows a trait; traits that are not there only a person can give. */
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
    /** Days that are free besides, and days that are worked all the same, `YYYY-MM-DD`. */
    readonly also: readonly string[];
    readonly except: readonly string[];
  };
  /** The town's own two days, by year; fewer where they are not known yet. */
  readonly local: Readonly<Record<string, readonly string[]>>;
  /** Attention hours by department, and whose count where a department has none. */
  readonly hours: Readonly<Record<string, AttentionHours>>;
  readonly hoursOf: string;
}

/** Everything that decides what happens to a message: immutable, one object for each version. */
export interface Protocol extends ProtocolFile {
  /** Hash of protocol and calendar, named by whatever was decided by them. */
  readonly version: string;
  readonly calendar: WorkCalendar;
  /** The town's own days, by year, as far as they are known. */
  readonly local: CalendarFile['local'];
  /** Attention hours of a department. */
  hours(department: string): AttentionHours;
  /** Department that answers for what nobody else does. */
  readonly fallback: string;
}
