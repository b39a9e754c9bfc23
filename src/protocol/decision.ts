import type { AttentionHours } from '../core/accountRecord.ts';
import type { Surface } from '../core/adapter.ts';
import type { Kind } from '../core/kind.ts';
import type { Action, Deadline, evidence, Role, Trait } from './protocol.ts';

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
  readonly silence: string;
  /** In order of time. */
  readonly told: readonly Told[];
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
export interface Told {
  readonly at: number;
  /** Part of the time that has passed then. */
  readonly fraction: number;
  readonly of: 'first' | 'resolution' | 'arrival';
  readonly roles: readonly Role[];
}
