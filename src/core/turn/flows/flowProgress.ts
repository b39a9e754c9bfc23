import { changeCase, indexCases } from '../../cases/caseDraft.ts';
import type { FlowProgress, FlowSlot, FlowStep, SlotValue } from '../../model/flow.ts';
import type { Turn } from '../turnDraft.ts';

type Ending = 'completed' | 'cancelled' | 'handed-over' | 'closed' | 'stale' | 'lost';

/** Changes how far the flow under way is. An address that is not filled in any more is confirmed no more. */
export function moveOn(turn: Turn, changes: Partial<FlowProgress>): void {
  const { flow } = turn.state;
  if (flow === null) return;
  const { confirmed, ...now } = { ...flow, ...changes };
  const isConfirmed = confirmed !== undefined && now.filled.includes(confirmed);
  turn.state = { ...turn.state, flow: isConfirmed ? { ...now, confirmed } : now };
}

/** Ends the flow under way. Its values are in no later commit. */
export function endFlow(turn: Turn, how: Ending): void {
  const { flow } = turn.state;
  if (flow === null) return;
  if (how !== 'lost') showCollected(turn);
  turn.events.push({ type: 'flow.ended', flow: flow.flow, how });
  turn.state = { ...turn.state, flow: null };
  turn.slots = {};
  turn.definition = null;
}

/** Keeps what was told of a case apart from the conversation, for its staff, where this turn changed it. */
export function showCollected(turn: Turn): void {
  const { input, slots, state } = turn;
  const { flow: before } = input.state;
  const { flow } = state;
  // A flow that asks for nothing has nothing to show.
  if (flow === null || flow.case === null || turn.definition?.slots.length === 0) return;
  if (slots === input.flow?.slots && flow.case === before?.case && flow.flow === before.flow) return;
  // An address that nobody confirmed is not for staff.
  const filled = Object.fromEntries(Object.entries(slots).filter(([id]) => flow.filled.includes(id)));
  const confirmed = flow.confirmed === undefined ? {} : { confirmed: flow.confirmed };
  turn.collected = { case: flow.case, flow: flow.flow, version: flow.version, slots: filled, ...confirmed };
  const caseState = state.cases.find(({ code }) => code === flow.case);
  if (caseState === undefined) return;
  const others = (caseState.collected ?? []).filter((each) => each.flow !== flow.flow);
  const reference = { flow: flow.flow, revision: input.revision, ...confirmed };
  changeCase(turn, caseState.code, { collected: [...others, reference] });
  indexCases(turn);
}

/** A person who has taken the conversation over asks what is missing: the flow does not go on. */
export function leaveFlowToPeople(turn: Turn): void {
  if (turn.state.takeover !== null) endFlow(turn, 'handed-over');
}

/** Whether nothing has to be asked at a step. */
export function isDone({ state: { flow } }: Turn, step: FlowStep): boolean {
  if (flow === null) return false;
  const id = step.kind === 'collect' ? step.slot : step.id;
  return flow.filled.includes(id) || flow.passed.includes(id);
}

/** Fills a slot. A value that was known before is replaced. */
export function fill(turn: Turn, { id }: FlowSlot, value: SlotValue): void {
  const { flow } = turn.state;
  if (flow === null) return;
  const isNew = !flow.filled.includes(id);
  // What a code confirmed was the value before.
  if (flow.confirmed === id) forget(turn, id);
  turn.slots = { ...turn.slots, [id]: value };
  turn.events.push({ type: isNew ? 'flow.filled' : 'flow.corrected', flow: flow.flow, slot: id });
  // The newest last: "no, at number 14" is about what was said last.
  moveOn(turn, { filled: [...flow.filled.filter((each) => each !== id), id] });
}

/** Fills a slot with an address that its reader confirmed. */
export function fillConfirmed(turn: Turn, slot: FlowSlot, value: SlotValue): void {
  dropPending(turn, slot.id);
  fill(turn, slot, value);
  moveOn(turn, { confirmed: slot.id });
}

/** Leaves a slot open, or takes a question as agreed to. */
export function pass(turn: Turn, id: string): void {
  const { flow } = turn.state;
  if (flow === null) return;
  dropPending(turn, id);
  turn.events.push({ type: 'flow.passed', flow: flow.flow, slot: id });
  moveOn(turn, { passed: [...flow.passed, id] });
}

/** Drops the value of a slot: it is in no later commit. */
export function forget(turn: Turn, id: string): void {
  const { [id]: _, ...others } = turn.slots;
  turn.slots = others;
  const filled = turn.state.flow?.filled ?? [];
  moveOn(turn, { filled: filled.filter((each) => each !== id) });
}

/** The name under which an address is sealed that was not confirmed yet: no slot can have it. */
export const pendingOf = (id: string) => `${id}#`;

/** Drops an address that was not confirmed: it is in no later commit. */
function dropPending(turn: Turn, id: string): void {
  const { [pendingOf(id)]: _, ...others } = turn.slots;
  turn.slots = others;
}
