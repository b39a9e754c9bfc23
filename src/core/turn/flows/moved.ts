import { type FlowDefinition, type FlowStep, type MovedFlow, stepOf } from '../../model/flow.ts';
import type { RedeemedTransfer } from '../../model/records.ts';
import { isPublic } from '../replies/private.ts';
import type { Turn } from '../turnDraft.ts';
import { endFlow } from './flowProgress.ts';

/*
 * A flow follows its person to another channel. Its case stays in the conversation that opened it, where staff answer: what
 * is said of it here is taken in there, once this turn is recorded.
 */

/**
 * Goes on with the flow that a transfer brought along. Returns its open question; null: it brought none, or it cannot go
 * on here.
 */
export function takeAlong(
  turn: Turn,
  transfer: RedeemedTransfer,
): { readonly definition: FlowDefinition; readonly step: FlowStep } | null {
  const { flow } = transfer;
  const step = flow === null ? undefined : stepOf(flow.definition, flow.progress.step);
  if (flow === null || step === undefined || isPublic(turn)) return null;
  endFlow(turn, 'closed');
  const { progress, definition, slots } = flow;
  const { code, home } = caseOf(turn, flow, transfer);
  const { home: _, ...others } = progress;
  turn.definition = definition;
  turn.slots = slots;
  turn.events.push({ type: 'flow.resumed', flow: definition.id });
  turn.state = {
    ...turn.state,
    flow: { ...others, case: code, aside: null, asked: 0, ...(home === null ? {} : { home }) },
  };
  turn.sideEffects.push({
    type: 'leave-flow',
    conversation: transfer.from,
    flow: definition.id,
    until: progress.askedAt,
  });
  return { definition, step };
}

/** The case of the flow, and the conversation that has it; null: this one has it, or there is none. */
function caseOf(turn: Turn, { progress, definition }: MovedFlow, { from, state }: RedeemedTransfer) {
  const closes = definition.steps.some((each) => each.kind === 'do' && each.action.name === 'withdraw-case');
  const open = state.cases.findLast(({ status }) => status !== 'closed')?.code ?? null;
  const code = progress.case ?? (closes ? open : null);
  const isHere = turn.state.cases.some((each) => each.code === code);
  return { code, home: code === null || isHere ? null : (progress.home ?? from) };
}

/** Has what is said in a flow taken in by its case, where that is in another conversation. False: it is in this one. */
export function addAtHome(turn: Turn, change: { readonly isUrgent?: true; readonly isSettled?: true }): boolean {
  const { flow } = turn.state;
  if (flow === null || flow.home === undefined || flow.case === null) return false;
  const at = turn.sideEffects.findIndex(({ type }) => type === 'add-to-case');
  const known = turn.sideEffects[at];
  const before = known?.type === 'add-to-case' ? known : { isUrgent: false, isSettled: false };
  const addition = {
    type: 'add-to-case',
    conversation: flow.home,
    case: flow.case,
    isUrgent: change.isUrgent ?? before.isUrgent,
    isSettled: change.isSettled ?? before.isSettled,
  } as const;
  if (at < 0) turn.sideEffects.push(addition);
  else turn.sideEffects[at] = addition;
  return true;
}
