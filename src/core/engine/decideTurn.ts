import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import { showCode, toCode } from '../journal/transferCode.ts';
import { mailAccount, mailConversation } from '../model/announcements/subscription.ts';
import type { CaseCode, CaseState } from '../model/case.ts';
import type { OutboxTask, SealedContent, TurnCircumstances } from '../model/commit.ts';
import { type ConversationId, type ConversationState, newConversation } from '../model/conversation.ts';
import type { Event, SideEffect } from '../model/event.ts';
import type { Collected, OpenFlow, SlotValues } from '../model/flow.ts';
import type { Inbound, Rendered } from '../model/message.ts';
import type { RedeemedTransfer } from '../model/records.ts';
import type { Understanding } from '../model/understanding.ts';
import { outboxTasks } from '../outbox/outboxTasks.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Translate } from '../ports/translate.ts';
import { render } from '../render/render.ts';
import type { TurnInput, TurnResult } from '../turn/turnDraft.ts';

export interface TurnDeps {
  readonly sealer: Pick<Sealer, 'inboundKey' | 'conversationId'>;
  readonly channelTransfers: Pick<ChannelTransfers, 'codeOf'>;
  readonly translate: Translate;
  /** The address where a citizen follows a case. */
  readonly caseLink: (code: CaseCode) => string;
  /** The address where a person sees what is kept of a conversation, from a time on; absent: there is no page. */
  readonly dataLink?: (conversation: ConversationId, now: number) => string;
  /** Likewise where they prove the answers; absent: there is no public log. */
  readonly receiptLink?: (conversation: ConversationId, now: number) => string;
  /** The public address of a survey; absent: there is no page. */
  readonly surveyLink?: (id: string) => string;
}

/** What differs from turn to turn. */
export interface GivenTurn {
  readonly conversation: ConversationId;
  /** Null before the first turn. */
  readonly state: ConversationState | null;
  readonly revision: number;
  readonly inbound: Inbound;
  readonly understanding: Understanding;
  readonly knowledge: Knowledge;
  readonly circumstances: TurnCircumstances;
  readonly transfer: RedeemedTransfer | null;
  /** The flow under way; null: none, or it cannot be read. */
  readonly flow: OpenFlow | null;
  readonly now: number;
}

/** All that a message causes. */
export interface DecidedTurn {
  readonly events: readonly Event[];
  readonly state: ConversationState;
  readonly outbound: readonly Rendered[];
  readonly outbox: readonly OutboxTask[];
  readonly sideEffects: readonly SideEffect[];
  /** The values of the flow that is under way then; null: none is. */
  readonly slots: SlotValues | null;
  /** What was told of a case until now; null: the message changed nothing of it. */
  readonly collected: Collected | null;
  /** Waiting cases of which the replies would say how many go before, if that was known; absent: none. */
  readonly inLine?: readonly CaseState[];
  /** Where the citizen of a case wants to be told of answers; absent: nothing was said of it. */
  readonly updatesTo?: SealedContent['updatesTo'];
  /** The answers to a survey that are to be counted; absent: there are none. */
  readonly answered?: SealedContent['answered'];
  /** Where somebody wants to be told of announcements; likewise. */
  readonly subscriber?: SealedContent['subscriber'];
}

/** Decides what a message causes, when it comes and whenever it is replayed. `run` is the turn. */
export function decideTurn(deps: TurnDeps, given: GivenTurn, run: (input: TurnInput) => TurnResult): DecidedTurn {
  const { conversation, state, revision, inbound, understanding, knowledge, circumstances, transfer, flow, now } =
    given;
  const { account, surface, person, mayOpenCase, keyedCase, ahead } = circumstances;
  const { translate, caseLink, dataLink, receiptLink, surveyLink, sealer, channelTransfers } = deps;
  const result = run({
    state: state ?? newConversation(now),
    first: state === null,
    inbound,
    revision,
    account,
    surface,
    person,
    knowledge,
    understanding,
    translate,
    transfer,
    flow,
    keyedCase,
    issueCode: () => channelTransfers.codeOf(conversation, revision),
    confirmationAt: (at) => confirmationOf(sealer, conversation, at),
    issueCaseCode: () => caseCodeOf(sealer, conversation, revision),
    caseLink,
    ...(dataLink === undefined ? {} : { dataLink: () => dataLink(conversation, now) }),
    ...(receiptLink === undefined ? {} : { receiptLink: () => receiptLink(conversation, now) }),
    ...(surveyLink === undefined ? {} : { surveyLink }),
    subscriberAt: (email) => sealer.conversationId(account.tenant, mailAccount, mailConversation(email)),
    mayOpenCase,
    ...(ahead === undefined ? {} : { ahead }),
    now,
  });
  const outbound = result.outbound.flatMap((message) => render(message, account.capabilities, translate));
  const slots = result.state.flow === null ? null : result.slots;
  return { ...result, slots, outbound, outbox: outboxTasks(account, outbound, result.sideEffects) };
}

/** The code that confirms an address given in a turn: six digits that only this installation can derive, always the same. */
export function confirmationOf(sealer: Pick<Sealer, 'inboundKey'>, conversation: string, revision: number): string {
  const key = sealer.inboundKey(conversation, `confirmation ${revision}`);
  // As with the code of a case: the key is text of which every character counts.
  const number = [...key].reduce((sum, character) => (sum * 131 + character.charCodeAt(0)) % 1_000_000_007, 7);
  return String(number % 1_000_000).padStart(6, '0');
}

/** The code of the case that a turn opens. Running the turn again gives the same code. */
export function caseCodeOf(sealer: Pick<Sealer, 'inboundKey'>, conversation: string, revision: number): CaseCode {
  return showCode(toCode(sealer.inboundKey(conversation, `case ${revision}`)));
}
