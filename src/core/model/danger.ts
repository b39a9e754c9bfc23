import type { FiredRule } from './kind.ts';

/**
 * How dangerous a message seems. `alarm`: the reply first says whom to call, and staff are alerted. `possible`: the
 * ordinary reply begins with one line that names the number.
 */
export type DangerLevel = 'none' | 'possible' | 'alarm';

/** One text by language (BCP 47); the bot's own languages are always there. */
export type TextByLanguage = Readonly<Record<string, string>>;

/** Where to get immediate help, and how the bot says so. */
export interface DangerHelp {
  /** Telephone number that is named first, as in `112`. */
  readonly number: string;
  /** Said for an alarm. Light Markdown. */
  readonly alarm: TextByLanguage;
  /** Whether the reader may have to leave at once, unseen. */
  readonly quickExit?: boolean;
  /** The one line before an ordinary reply. Light Markdown. */
  readonly line: TextByLanguage;
  /** The id of the entry about it; absent: none. */
  readonly entry?: string;
}

/** What a text indicates about danger. It is a guess with evidence; the turn and the protocol decide what follows. */
export interface DangerReading {
  readonly level: DangerLevel;
  /** Which danger, an id of `dialogs/dangers.yaml`, as in `fire`; null for none. */
  readonly danger: string | null;
  /** Calibrated probability that somebody is in danger now, 0 to 1. */
  readonly probability: number;
  /** The rule that fired; null for none. */
  readonly rule: FiredRule | null;
  /** Whether the meaning of the sentence was weighed as well as its words. */
  readonly voice: 'words' | 'meaning';
  /** Whom to call, an id of `help` in `dialogs/dangers.yaml`; null where the level is `none`. */
  readonly whom: string | null;
  /** What that id stands for; null where the level is `none`. */
  readonly help: DangerHelp | null;
}

export const noDanger: DangerReading = {
  level: 'none',
  danger: null,
  probability: 0,
  rule: null,
  voice: 'words',
  whom: null,
  help: null,
};
