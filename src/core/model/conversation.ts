import type { AgentId } from './agent.ts';
import type { Reminder, Subscription } from './announcements/subscription.ts';
import type { CaseCode, CaseState } from './case.ts';
import type { FlowProgress } from './flow.ts';
import type { Locale } from './locale.ts';
import type { Aspect } from './understanding.ts';

/** A service that was spoken of. */
export interface Focus {
  readonly entry: string;
  /** The side of it that was asked about last; null: the whole. */
  readonly aspect: Aspect | 'exceptions' | null;
  /** Which special case, where one was given. */
  readonly exception?: string;
  /** The side that was plainly asked for, where something else was told. Absent: none. */
  readonly asked?: Aspect;
  /** Whether its whole answer was given in this conversation. Absent: no. */
  readonly isWholeGiven?: true;
  /** How likely another service was meant when the conversation turned to this one, in hundredths. Absent: hardly. */
  readonly doubt?: number;
}

/** What the bot did in its last reply, as far as the next message may refer to it. */
export type LastReply =
  /** It answered; `others` are the next best readings of the question, shown or not. */
  | { readonly did: 'answered'; readonly others: readonly string[] }
  /** It asked which was meant. */
  | { readonly did: 'clarified'; readonly others: readonly string[] }
  /** It said the last answer in plainer words. */
  | { readonly did: 'simplified' }
  /** It could not answer, said so, and offered a person; `others` as above, left out: there are none. */
  | { readonly did: 'left-unanswered'; readonly others?: readonly string[] }
  /** It passed a matter to staff, or added to one. */
  | { readonly did: 'passed-on' }
  /** It said whom to call in a danger; `whom` names the help. `again`: and once more since, to who went on about it. */
  | { readonly did: 'warned'; readonly whom: string; readonly again?: true }
  | { readonly did: 'chatted' };

/** What a conversation is about: ids and decisions only. */
export interface DialogueState {
  /** Services spoken of, the latest first. */
  readonly focus: readonly Focus[];
  readonly last: LastReply | null;
}

/** An answer of the bot that its reader may still rate, and whether they have. */
export interface RateableAnswer {
  readonly entry: string;
  /** Revision of the commit with the answer. */
  readonly revision: number;
  readonly rated: 'useful' | 'not-useful' | null;
}

export const newDialogue: DialogueState = { focus: [], last: null };

/** Derived from account and platform conversation (HMAC), so that every process computes the same id. */
export type ConversationId = string;

/**
 * What the bot remembers of a conversation between turns. Ids and decisions only, never text, names or platform ids, so
 * that it may be stored unencrypted in the journal and replayed.
 */
export interface ConversationState {
  /** Schema version of this record; a reader of a later version upgrades it. */
  readonly shape: 1;
  /** Milliseconds since 1970 of the first turn. */
  readonly startedAt: number;
  /** Language of the conversation, and whether the person asked for it. */
  readonly language: { readonly locale: Locale; readonly explicit: boolean } | null;
  /** Whether the person has been informed that this is an automatic assistant. */
  readonly introduced: boolean;
  /** Choice values on offer, in the order shown, so that "2" picks the second. */
  readonly offered: readonly string[];
  /** Questions in a row that the bot could not answer. */
  readonly unansweredInARow: number;
  /**
   * Leaky bucket: unprocessed messages, when that was counted (milliseconds since 1970), and whether the person was
   * asked to pause.
   */
  readonly pace: { readonly backlog: number; readonly at: number; readonly warned: boolean };
  /** Requests that were escalated, oldest first: all open cases, and the newest closed ones. */
  readonly cases: readonly CaseState[];
  /**
   * The person who has taken the conversation over, since when and in which case; null: the bot answers. During a
   * takeover the bot is silent.
   */
  readonly takeover: { readonly by: AgentId; readonly since: number; readonly case: CaseCode } | null;
  /** The case whose citizen was asked for a rating; null: none. */
  readonly askedToRate: CaseCode | null;
  /** The case for which the last reply asked where its citizen wants to be told of answers. Absent: none. */
  readonly askedAddress?: CaseCode | null;
  /** How many codes were asked for, for telephone numbers, since then (milliseconds since 1970). Absent: none. */
  readonly phoneCodes?: { readonly since: number; readonly count: number };
  /** Number of confirmed breaches of the conditions by the person. */
  readonly breaches: number;
  /** Value of the button pressed last, and when (milliseconds since 1970); null: something else came last. */
  readonly pressed: { readonly value: string; readonly at: number } | null;
  /** What the conversation is about. */
  readonly dialogue: DialogueState;
  /** The flow under way; null: none. Its values are sealed with the newest commit. */
  readonly flow: FlowProgress | null;
  /** The person asked that what they wrote is only kept, and not used. Absent: it may be used. */
  readonly restricted?: { readonly by: AgentId | null; readonly since: number } | null;
  /** Revisions of the commits that seal what staff noted about the person, oldest first. Absent: nothing. */
  readonly contactNotes?: readonly number[];
  /** The newest answers, the latest first, an entry once. Absent: none. */
  readonly answers?: readonly RateableAnswer[];
  /** Surveys that were answered here and take one answer, the newest last: their ids alone. Absent: none. */
  readonly surveys?: readonly string[];
  /** The person's subscription. Absent: none. */
  readonly subscription?: Subscription | null;
  /** Id of the conversation of an address at which they asked to be told by e-mail. Absent: none. */
  readonly subscribedAt?: ConversationId | null;
  /** Days of their own on which they want to be reminded of something. Absent: none. */
  readonly reminders?: readonly Reminder[];
  /** The album to which the last message belonged; null: none. */
  readonly album: string | null;
}

/** A state with the current fields, also when it was stored by an older version. */
export function upToDate(state: ConversationState): ConversationState {
  return { ...later, ...state };
}

const later = {
  cases: [],
  takeover: null,
  askedToRate: null,
  breaches: 0,
  pressed: null,
  dialogue: newDialogue,
  flow: null,
  album: null,
} as const;

export function newConversation(now: number): ConversationState {
  return {
    shape: 1,
    startedAt: now,
    language: null,
    introduced: false,
    offered: [],
    unansweredInARow: 0,
    pace: { backlog: 0, at: now, warned: false },
    ...later,
  };
}

/** The state with one of its cases replaced. */
export function withCase(state: ConversationState, caseState: CaseState): ConversationState {
  return { ...state, cases: state.cases.map((each) => (each.code === caseState.code ? caseState : each)) };
}
