import type { AgentId } from '../../core/model/agent.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Expectation, QuestionSource } from './gateQuestion.ts';
import type { QuestionOutcome } from './outcome.ts';
import type { ChangeVerdict } from './verdict.ts';

/** A question under an entry. */
export interface Wording {
  readonly entry: string;
  readonly locale: Locale;
  readonly text: string;
}

/** A question that stands under one entry and comes close to another. */
export interface Clash {
  readonly wording: Wording;
  /** The entry that the bot would take it for. */
  readonly other: string;
  /** The question of that entry which is nearest to it. */
  readonly near: Wording | null;
  /** How sure the bot would be of the other entry if the question did not stand where it does; 0 to 1. */
  readonly confidence: number;
  /** Questions of the other entry that are no longer answered at once. */
  readonly falls: readonly Wording[];
  /** How often something was asked that the other entry answered, and this one now answers or offers. */
  readonly taken: number;
  /**
   * What to do with the question: `move` it to the other entry, `remove` it, or `keep` it, because each is told from the
   * other.
   */
  readonly advice: 'move' | 'remove' | 'keep';
}

/** What is done with a question that comes close to another service; `forget` takes `keep` back. */
export type ClashAction = 'move' | 'remove' | 'keep' | 'forget';

/** A clash with which something is done. */
export type SettledClash = Pick<Clash, 'wording' | 'other'>;

export interface ClashBody extends SettledClash {
  readonly action: ClashAction;
}

/** What is not wrong, and still deserves a look before it is published. */
export type Finding =
  /** `until` is over, or nearly: the answer is no longer given, or soon will not be. */
  | { readonly kind: 'expired' | 'expires'; readonly entry: string; readonly until: string }
  /** Nobody has looked at it for more than a year. */
  | { readonly kind: 'unverified'; readonly entry: string; readonly part: string | null; readonly verified: string }
  /** A language has no text, or says the same as another one. */
  | { readonly kind: 'untranslated'; readonly entry: string; readonly part: string | null; readonly locale: Locale }
  /** A language has so few different questions that the bot will often miss the entry. */
  | { readonly kind: 'few-questions'; readonly entry: string; readonly locale: Locale; readonly questions: number }
  /** A page to which it leads is gone. */
  | { readonly kind: 'dead-link'; readonly entry: string; readonly url: string }
  /** A pinned question is no longer asked, or must find something else than before. */
  | { readonly kind: 'unpinned'; readonly entry: string | null; readonly text: string };

/** What a change of content does to one question, as it may be shown to staff. */
export interface QuestionChange {
  readonly verdict: ChangeVerdict;
  /** A pinned question that was right and is wrong now. */
  readonly blocking: boolean;
  readonly source: QuestionSource;
  readonly locale: Locale;
  /** Identifiers are named, not quoted; the turns of a dialogue have arrows between them. */
  readonly text: string;
  readonly times: number;
  /** The turn of a dialogue that decided, counted from 0. */
  readonly turn: number;
  /** What must come of that turn; null: nobody has said. */
  readonly expect: Expectation | null;
  readonly before: QuestionOutcome;
  readonly after: QuestionOutcome;
}

/** Somebody let content pass although pinned questions fall. */
export interface ShownAcceptance {
  readonly by: AgentId;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
}

/** What the drafts would change for those who ask. */
export interface ReleaseReport {
  /** Questions, and how often they were asked. */
  readonly questions: number;
  readonly times: number;
  readonly counts: Readonly<Record<ChangeVerdict, number>>;
  /** Questions that were compared by their words alone, for want of time. */
  readonly byWords: number;
  /** Fatal problems of the drafts: what has one was checked in its last good version. */
  readonly problems: number;
  /** Pinned questions among them, and those that are wrong now. */
  readonly pinned: number;
  readonly failing: readonly QuestionChange[];
  /** Evaluation questions that ship among them, and those left out because their service does not exist. */
  readonly shipped: { readonly questions: number; readonly left: number };
  /** Different questions of people, messages that cannot be read any more, and questions left out. */
  readonly past: { readonly questions: number; readonly unreadable: number; readonly left: number };
  /** The gravest first; the first 200. */
  readonly changes: readonly QuestionChange[];
  readonly clashes: readonly Clash[];
  readonly findings: readonly Finding[];
  /** Links that were looked at, and those of which nobody knows whether they work; null: links are not looked at. */
  readonly links: { readonly checked: number; readonly unchecked: number } | null;
}

/** What is being done: learning from the drafts, reading what people asked, asking both contents. */
export type CheckPhase = 'learning' | 'reading' | 'comparing';

/** The newest check of the drafts. */
export type ReleaseCheck =
  | { readonly state: 'none' }
  | ({ readonly by: AgentId; readonly at: number } & (
      | { readonly state: 'running'; readonly phase: CheckPhase; readonly done: number; readonly questions: number }
      /** `code`: of the error. */
      | { readonly state: 'failed'; readonly code: string }
      | {
          readonly state: 'done';
          /** Version of the content that was checked, which `accept` names. */
          readonly version: string;
          /** Whether the drafts and the live content are still those that were checked. */
          readonly current: boolean;
          readonly report: ReleaseReport;
          /** Those who let it pass, although pinned questions fall. */
          readonly accepted: readonly ShownAcceptance[];
        }
    ));
