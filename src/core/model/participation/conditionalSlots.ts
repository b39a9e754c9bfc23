import { type FlowDefinition, type FlowStep, stepOf } from '../flow.ts';

/** The questions of a flow that are put on some of its ways only: all others are put to everybody. */
export function conditionalSlots(definition: FlowDefinition): ReadonlySet<string> {
  const always = alwaysAsked(definition, stepOf(definition, definition.first), new Map());
  const asked = definition.steps.flatMap((step) => (step.kind === 'collect' ? [step.slot] : []));
  return new Set(asked.filter((slot) => !always.has(slot)));
}

/** What is asked on every way from a step on. Ways join again, so that each step is checked once. */
function alwaysAsked(
  definition: FlowDefinition,
  step: FlowStep | undefined,
  known: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  if (step === undefined) return new Set();
  const before = known.get(step.id);
  if (before !== undefined) return before;
  const after = alwaysAsked(definition, stepOf(definition, step.next), known);
  let found = after;
  if (step.kind === 'collect') found = new Set([...after, step.slot]);
  if (step.kind === 'if') {
    const then = alwaysAsked(definition, stepOf(definition, step.then), known);
    found = new Set([...then].filter((slot) => after.has(slot)));
  }
  known.set(step.id, found);
  return found;
}
