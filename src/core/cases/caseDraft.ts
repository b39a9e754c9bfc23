import type { CaseCode, CaseState } from '../model/case.ts';
import type { ConversationState } from '../model/conversation.ts';
import type { Event, Notification, SideEffect } from '../model/event.ts';
import type { Outbound } from '../model/message.ts';
import { dueOf } from './deadlines.ts';

/** A change to a conversation while it is worked out: by a message, a staff command, or time. */
export interface Draft<E extends Event = Event> {
  state: ConversationState;
  readonly events: E[];
  readonly outbound: Outbound[];
  readonly sideEffects: SideEffect[];
}

/** What to record of a draft. Without events and with the same state there is nothing to record. */
export type DraftResult<E extends Event = Event> = { readonly [K in keyof Draft]: Readonly<Draft<E>[K]> };

export function newDraft<E extends Event>(state: ConversationState): Draft<E> {
  return { state, events: [], outbound: [], sideEffects: [] };
}

export function resultOf<E extends Event>({ state, events, outbound, sideEffects }: Draft<E>): DraftResult<E> {
  return { state, events, outbound, sideEffects };
}

export function changeCase(draft: Pick<Draft, 'state'>, code: CaseCode, changes: Partial<CaseState>): void {
  const cases = draft.state.cases.map((each) => (each.code === code ? { ...each, ...changes } : each));
  draft.state = { ...draft.state, cases };
}

/** Signals that case lists must be refreshed; repeating it adds nothing. */
export function indexCases({ sideEffects }: Pick<Draft, 'sideEffects'>): void {
  if (!sideEffects.some(({ type }) => type === 'index-cases')) sideEffects.push({ type: 'index-cases' });
}

/** Requests a notification of staff about a case, with its nearest deadline. */
export function notify(
  { sideEffects }: Pick<Draft, 'sideEffects'>,
  caseState: CaseState,
  { reason, agents, roles, insteadOf }: Pick<Notification, 'reason' | 'agents' | 'roles' | 'insteadOf'>,
): void {
  const { code, department } = caseState;
  const dueAt = dueOf(caseState);
  const known = { reason, case: code, department, agents, roles, dueAt };
  sideEffects.push({ type: 'notify', notification: insteadOf === undefined ? known : { ...known, insteadOf } });
}
