import type { Draft, DraftResult } from '../cases/caseDraft.ts';
import type { Account } from '../model/account.ts';
import type { CaseCode, CaseState } from '../model/case.ts';
import type { SealedContent, TurnCircumstances } from '../model/commit.ts';
import type { ConversationId, ConversationState, LastReply } from '../model/conversation.ts';
import type { Collected, FlowDefinition, OpenFlow, SlotValues } from '../model/flow.ts';
import type { Classification, Kind } from '../model/kind.ts';
import type { Locale } from '../model/locale.ts';
import type { PersonalDataKind } from '../model/maskPersonalData.ts';
import type { Inbound, Surface } from '../model/message.ts';
import type { Trait } from '../model/protocol.ts';
import type { RedeemedTransfer } from '../model/records.ts';
import type { Move, Ranked, Understanding } from '../model/understanding.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Translate } from '../ports/translate.ts';

/** The whole input of a turn. Nothing else is read, so that any past turn can be run again. */
export interface TurnInput {
  readonly state: ConversationState;
  /** Whether this is the first turn of the conversation. */
  readonly first: boolean;
  readonly inbound: Inbound;
  /** Revision of the commit that this turn makes. */
  readonly revision: number;
  readonly account: Account;
  readonly surface: Surface;
  /** Pseudonym of the sender in a public conversation; null where unknown, and in private ones. */
  readonly person: string | null;
  readonly knowledge: Knowledge;
  /** What the message means on its own, determined before the turn and recorded with it. */
  readonly understanding: Understanding;
  readonly translate: Translate;
  /** The flow under way in the version with which it began, and its values; absent: none, or it cannot be read. */
  readonly flow?: OpenFlow | null;
  /** The case whose code and key the message contains, from whichever conversation; absent: none. */
  readonly keyedCase?: CaseState | null;
  /** What a transfer code in this message brings along; null for nothing. */
  readonly transfer: RedeemedTransfer | null;
  /** Returns the code that this turn may give out; the side effect `offer-transfer-code` makes it valid. */
  readonly issueCode: () => string;
  /** Returns the code by which the address is confirmed that a revision seals, six digits; absent: none can be. */
  readonly confirmationAt?: (revision: number) => string;
  /** Returns the code of the case that this turn may open, as people read it. */
  readonly issueCaseCode: () => CaseCode;
  /** How many cases go before those of which this was counted; absent: it was not. */
  readonly ahead?: TurnCircumstances['ahead'];
  /** False where the sender has opened too many cases; an emergency opens one all the same. Absent: allowed. */
  readonly mayOpenCase?: boolean;
  /** The private address at which the citizen follows a case. */
  readonly caseLink: (code: CaseCode) => string;
  /** The private address at which the person sees, saves and erases what is kept of this conversation; absent: none. */
  readonly dataLink?: () => string;
  /** The private address at which the person proves the answers of this conversation; absent: there is no public log. */
  readonly receiptLink?: () => string;
  /** The public address of a survey; absent: there is no page. */
  readonly surveyLink?: (id: string) => string;
  /** The conversation of an address at which somebody is told by e-mail; absent: nobody is. */
  readonly subscriberAt?: (email: string) => ConversationId;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The result of a turn. `slots`: all values of the flow under way, to be sealed; empty where there is none. `collected`:
 * what was told of a case, to be sealed as well; null: this turn changed nothing of it.
 */
export type TurnResult = DraftResult & {
  readonly slots: SlotValues;
  readonly collected: Collected | null;
  /** Waiting cases of which the replies would say how many go before, if that was known; absent: none. */
  readonly inLine?: readonly CaseState[];
  /** Where the citizen of a case wants to be told of answers, to be sealed too; absent: nothing was said of it. */
  readonly updatesTo?: SealedContent['updatesTo'];
  /** The answers to a survey that are to be counted, to be sealed too; absent: there are none. */
  readonly answered?: SealedContent['answered'];
  /** Where somebody wants to be told of announcements, to be sealed too; absent: nothing was said of it. */
  readonly subscriber?: SealedContent['subscriber'];
};

/** The input of one decision of the protocol. */
export interface ProtocolRequest {
  readonly kind: Kind;
  /** Id of the department responsible for the request; null where that is not known. */
  readonly department: string | null;
  /** Traits known so far; that a rule fired and that the author repeats breaches is added to them. */
  readonly traits: readonly Trait[];
  /** Text before the reply; null: none. */
  readonly lead: string | null;
  /** Choices offered with it. */
  readonly offered: readonly string[];
  /** Address of a page with the facts; null where none is known. */
  readonly url: string | null;
  /** Whether everything has already been said. */
  readonly isSaid: boolean;
}

/** A flow that this turn is to begin, with what the protocol is to be asked about the message. */
export interface WantedFlow {
  readonly definition: FlowDefinition;
  readonly request: ProtocolRequest | null;
  /** The case that it is about from the start; absent: none is. */
  readonly case?: CaseCode;
  /** Whether somebody asks to be called: by telephone is what they choose. */
  readonly isCallback?: true;
  /** Whether nobody asked for it by name. */
  readonly isOffered?: true;
  /** What was spoken of when it was asked for: its message need not say it. Absent: the message does. */
  readonly subject?: string;
}

/** One turn while it is being worked out; it exists inside `runTurn` only. */
export interface Turn extends Draft {
  readonly input: TurnInput;
  /** The text as it is judged: without personal identifiers. */
  text: string;
  /** Kinds of identifiers that were removed from it. */
  personalData: readonly PersonalDataKind[];
  /** The kind of the message; null until a step asks for it. */
  classification: Classification | null;
  /** Which services the message may be about here, the likeliest first; absent: that was not weighed. */
  subjects?: readonly Ranked[];
  /** Value of the choice that the person made; null for none. */
  chosen: string | null;
  locale: Locale;
  /**
   * The language of a message that is in none of the bot's languages (null inside: it cannot be determined). Null: it
   * is in one of them.
   */
  foreign: { readonly language: string | null } | null;
  /** The flow under way, as it began; null: none. */
  definition: FlowDefinition | null;
  slots: SlotValues;
  /** What was told of a case until now; null: this turn changed nothing of it. */
  collected: Collected | null;
  /** Where the citizen of a case wants to be told of answers; absent: nothing was said of it. */
  updatesTo?: SealedContent['updatesTo'];
  /** The answers to a survey that are to be counted; absent: there are none. */
  answered?: SealedContent['answered'];
  /** Where they want to be told of announcements; likewise. */
  subscriber?: SealedContent['subscriber'];
  /** Waiting cases of which a reply would say how many go before, if that was known. */
  readonly inLine: CaseState[];
  /** The flow that a step wants to begin; `runFlow` begins it. */
  wanted: WantedFlow | null;
}

/** One step of a turn: it does its part, and calls `next` unless the turn ends with it. */
export type Middleware = (turn: Turn, next: () => void) => void;

/** Runs middleware in order, each deciding whether the next one runs. */
export function compose(steps: readonly Middleware[]): (turn: Turn) => void {
  return (turn) => {
    const run = (index: number): void => {
      let isCalled = false;
      steps[index]?.(turn, () => {
        if (isCalled) throw new Error('a step of a turn called next() twice');
        isCalled = true;
        run(index + 1);
      });
    };
    run(0);
  };
}

/** Records what the bot did in this turn, for the next message. */
export function remember(turn: Turn, last: LastReply): void {
  turn.state = { ...turn.state, dialogue: { ...turn.state.dialogue, last } };
}

/** Has a flow begun at the end of this turn. */
export function wantFlow(turn: Turn, definition: FlowDefinition, request: ProtocolRequest | null): void {
  turn.wanted = { definition, request };
}

/** The flow that a kind of message, or what it does, begins; null: none. None is begun where others read along. */
export function flowFor({ input }: Turn, by: { readonly kind: Kind } | { readonly move: Move }): FlowDefinition | null {
  if (input.surface === 'public') return null;
  const isBegun = ({ start }: FlowDefinition) =>
    'kind' in by ? start.kinds.includes(by.kind) : start.moves.includes(by.move);
  return input.knowledge.flows.all.find(isBegun) ?? null;
}
