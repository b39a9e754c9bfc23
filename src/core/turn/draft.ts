import type { Draft, DraftResult } from '../cases/draft.ts';
import type { Account } from '../model/account.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationState, LastReply } from '../model/conversation.ts';
import type { Classification } from '../model/kind.ts';
import type { Locale } from '../model/locale.ts';
import type { Inbound, Surface } from '../model/message.ts';
import type { PersonalDataKind } from '../model/personalData.ts';
import type { RedeemedTransfer } from '../model/transferCode.ts';
import type { Understanding } from '../model/understanding.ts';
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
  /** What the message means by itself, determined before the turn and recorded with it. */
  readonly understanding: Understanding;
  readonly translate: Translate;
  /** What a transfer code in this message brings along; null for nothing. */
  readonly transfer: RedeemedTransfer | null;
  /** Returns the code that this turn may give out; the side effect `offer-transfer-code` makes it valid. */
  readonly issueCode: () => string;
  /** Returns the code of the case that this turn may open, as people read it. */
  readonly issueCaseCode: () => CaseCode;
  /** False where the sender has opened too many cases; an emergency opens one all the same. Left out: allowed. */
  readonly mayOpenCase?: boolean;
  /** The private address at which the citizen follows a case. */
  readonly caseLink: (code: CaseCode) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The result of a turn. */
export type TurnResult = DraftResult;

/** One turn while it is being worked out; it exists inside `runTurn` only. */
export interface Turn extends Draft {
  readonly input: TurnInput;
  /** The text as it is judged: without personal identifiers. */
  text: string;
  /** Kinds of identifiers that were removed from it. */
  personalData: readonly PersonalDataKind[];
  /** The kind of the message; null until a step asks for it. */
  classification: Classification | null;
  /** Value of the choice that the person made; null for none. */
  chosen: string | null;
  locale: Locale;
  /**
   * The language of a message that is in none of the bot's languages (null inside: it cannot be determined). Null: it
   * is in one of them.
   */
  foreign: { readonly language: string | null } | null;
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
