import type { Kind } from '../../core/model/kind.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { Action, Trait } from '../../core/model/protocol.ts';
import type { TrialReply } from './views.ts';

/** A deadline as the protocol counts it for one message. */
export interface TrialDue {
  /** Its name in the protocol. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As citizens read it: "dimarts 24 de novembre, a les 12:00". */
  readonly until: Localised;
  readonly binding: 'law' | 'guide' | 'own';
}

/** What the drafts make of one message, by the protocol. */
export interface ProtocolTrial {
  readonly kind: Kind;
  /** How sure the kind is that was seen, 0 to 1; where that is too little, `kind` is a question. */
  readonly confidence: number;
  readonly traits: readonly Trait[];
  /** The service that the assistant answers with on its own; null: none. */
  readonly answered: { readonly id: string; readonly title: Localised | null } | null;
  /** Whether the rule was applied; else it is the one for what the assistant cannot answer. */
  readonly isApplied: boolean;
  readonly rule: string;
  readonly actions: readonly Action[];
  /** Who answers for it. */
  readonly department: string;
  readonly opensCase: boolean;
  readonly first: TrialDue | null;
  readonly resolution: TrialDue | null;
  readonly tone: string;
  readonly cites: readonly string[];
  /** Whether somebody attends now; else when the next day begins. */
  readonly open: boolean;
  readonly opensAt: Localised;
  /** Whether the draft of the protocol or the calendar cannot be used, so that the last good one decided. */
  readonly isOfLastGood: boolean;
  readonly replies: readonly TrialReply[];
}

/** What a changed protocol would have made of the cases of the last 30 days that one rule opened. */
export interface RuleReplay {
  readonly rule: string;
  readonly cases: number;
  /** Those that would be otherwise in anything below. */
  readonly changed: number;
  /** By the rule that would apply instead. */
  readonly rules: readonly { readonly rule: string; readonly cases: number }[];
  /** By who would answer, before and after. */
  readonly departments: readonly { readonly from: string; readonly to: string; readonly cases: number }[];
  readonly first: DeadlineShift;
  readonly resolution: DeadlineShift;
  /** Those that a person would no longer have to handle. */
  readonly unopened: number;
}

/** How many cases would be due at another time; `more`: they would have a deadline, `fewer`: they would have none. */
export interface DeadlineShift {
  readonly earlier: number;
  readonly later: number;
  readonly more: number;
  readonly fewer: number;
}

export interface ProtocolReplay {
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly cases: number;
  /** Whether there are more, which were not looked at. */
  readonly isPartial: boolean;
  readonly changed: number;
  readonly isOfLastGood: boolean;
  /** Those with the most changes first. */
  readonly rules: readonly RuleReplay[];
}

/** A day on which nobody works, or that is worked although it is a holiday. */
export interface CalendarDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Where it is from: known to the program for the country or the region, or written by the council. */
  readonly from: 'country' | 'region' | 'also' | 'local' | 'except';
  /** What the program finds it by, as `easter -2`, and calls it; null: it was written by the council. */
  readonly rule: string | null;
  readonly name: string | null;
}

/** The days of a year that the drafts of the calendar make free. */
export interface CalendarYear {
  readonly year: number;
  readonly days: readonly CalendarDay[];
  /** How many of the town's two holidays are still to be written. */
  readonly localMissing: number;
  /** What the program knows holidays from, with its version. */
  readonly library: string;
}

/** What somebody typed or pressed in a trial chat, in order. */
export interface KeptChat {
  readonly locale: Locale;
  readonly turns: readonly ({ readonly ask: string } | { readonly choose: string })[];
}

/** What a turn of the kept chat must come to. */
export interface KeptTurn {
  readonly ask?: string;
  readonly choose?: string;
  readonly expect?: string;
  readonly aspect?: string;
  readonly offered?: boolean;
  readonly asks?: string;
  readonly opensCase?: boolean;
}

export interface KeptTest {
  readonly turns: readonly KeptTurn[];
}
