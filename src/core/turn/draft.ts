import type { Draft, DraftResult } from '../cases/draft.ts';
import type { Account } from '../model/account.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { DangerReading } from '../model/danger.ts';
import type { Classification } from '../model/kind.ts';
import type { Locale } from '../model/locale.ts';
import type { Inbound, Surface } from '../model/message.ts';
import type { PersonalDataKind } from '../model/personalData.ts';
import type { RedeemedTransfer } from '../model/transferCode.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Translate } from '../ports/translate.ts';

/** What a turn may look at: nothing else, so that any past turn can be run again. */
export interface TurnInput {
  readonly state: ConversationState;
  /** Whether this is the first turn of the conversation. */
  readonly first: boolean;
  readonly inbound: Inbound;
  /** Of the commit that this turn makes. */
  readonly revision: number;
  readonly account: Account;
  readonly surface: Surface;
  /** Pseudonym of who wrote in a public place; null where nobody knows, and in private ones. */
  readonly person: string | null;
  readonly knowledge: Knowledge;
  /** What the message says of danger: worked out before the turn, and recorded with it. */
  readonly danger: DangerReading;
  readonly translate: Translate;
  /** What the person brought along with this message from another place; null for nothing. */
  readonly transfer: RedeemedTransfer | null;
  /** The code that this turn may give out, to be made good by the side effect `offer-transfer-code`. */
  readonly issueCode: () => string;
  /** The code of the case that this turn may open, as people read it. */
  readonly issueCaseCode: () => CaseCode;
  /** False where the sender has opened too many cases; an emergency opens one all the same. Left out: it may. */
  readonly mayOpenCase?: boolean;
  /** Where the citizen follows a case: an address that nobody else knows. */
  readonly caseLink: (code: CaseCode) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a turn decided. */
export type TurnResult = DraftResult;

/** One turn while it is being worked out; it lives inside `runTurn` only. */
export interface Turn extends Draft {
  readonly input: TurnInput;
  /** The text as it is judged: identifiers of people taken out. */
  text: string;
  /** Identifiers that were taken out of it. */
  personalData: readonly PersonalDataKind[];
  /** What kind of message it is; null as long as nobody has asked. */
  classification: Classification | null;
  /** Value of the choice that the person made; null for none. */
  chosen: string | null;
  locale: Locale;
  /** The language of the message where it is none of the bot's, null inside: it can't be told; null: it is one of them. */
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
