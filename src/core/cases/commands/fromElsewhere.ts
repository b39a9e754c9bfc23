import type { CollectedReference } from '../../model/case.ts';
import type { ConversationState } from '../../model/conversation.ts';
import type { Event } from '../../model/event.ts';
import type { CaseAddition, Collected, LeftFlow } from '../../model/flow.ts';
import { changeCase, type DraftResult, indexCases, newDraft, notify, resultOf } from '../caseDraft.ts';

/** A flow of which more was told elsewhere. */
type CollectedFlow = Pick<CollectedReference, 'flow' | 'confirmed'>;

/**
 * Takes in what the citizen said of a case elsewhere. Nothing is answered here: that is done where they wrote. `flow`: the
 * one of which more was told, and the address that a code confirmed in it; null: of none.
 */
export function takeInAddition(
  state: ConversationState,
  { case: code, isUrgent, isSettled }: CaseAddition,
  { now, revision, flow }: { readonly now: number; readonly revision: number; readonly flow: CollectedFlow | null },
): DraftResult {
  const draft = newDraft<Event>(state);
  const found = state.cases.find((each) => each.code === code);
  if (found === undefined) return resultOf(draft);
  draft.events.push({ type: 'case.added', case: code, by: null });
  changeCase(draft, code, { citizenAt: now });
  if (flow !== null) {
    const others = (found.collected ?? []).filter((each) => each.flow !== flow.flow);
    changeCase(draft, code, { collected: [...others, { ...flow, revision }] });
  }
  if (found.status === 'snoozed') {
    changeCase(draft, code, { status: 'open', snoozedUntil: null });
    draft.events.push({ type: 'case.unsnoozed', case: code, by: null });
  }
  const isRaised = isUrgent && found.priority !== 'urgent' && found.priority !== 'high';
  if (isRaised) {
    changeCase(draft, code, { priority: 'high' });
    draft.events.push({ type: 'case.prioritised', case: code, by: null, priority: 'high' });
    notify(draft, found, { reason: 'alert', agents: [], roles: ['agent'] });
  }
  // Staff who handle it, or who thought it closed, hear of it.
  const agent = state.takeover?.case === code ? state.takeover.by : found.assignee;
  if (agent !== null || found.status === 'closed')
    notify(draft, found, {
      reason: 'citizen-wrote',
      agents: agent === null ? [] : [agent],
      roles: agent === null ? ['agent'] : [],
    });
  if (isSettled && found.status !== 'closed') {
    const closed = { at: now, by: null, reason: 'resolved' as const };
    changeCase(draft, code, { status: 'closed', closed, escalations: [], snoozedUntil: null });
    draft.events.push({ type: 'case.closed', case: code, by: null, reason: 'resolved' });
  }
  indexCases(draft);
  return resultOf(draft);
}

/** The flow of which more was told. */
export function collectedFlow({ flow, confirmed }: Collected): CollectedFlow {
  return { flow, ...(confirmed === undefined ? {} : { confirmed }) };
}

/** Ends the flow under way that its person moved to another conversation; another one, or a later one, goes on. */
export function leaveFlow(state: ConversationState, { flow, until }: LeftFlow): DraftResult {
  const draft = newDraft<Event>(state);
  if (state.flow?.flow !== flow || state.flow.askedAt > until) return resultOf(draft);
  draft.state = { ...state, flow: null };
  draft.events.push({ type: 'flow.ended', flow, how: 'moved' });
  return resultOf(draft);
}
