import { type FlowAction, type FlowDefinition, type FlowStep, type SlotValues, stepOf } from '../model/flow.ts';
import type { Localised } from '../model/locale.ts';

/** What a walk through the steps needs of its surroundings. */
interface WalkHandlers {
  /** Whether nothing has to be asked at this step: its slot is filled or was passed, its question agreed to. */
  readonly isDone: (step: FlowStep) => boolean;
  readonly holds: (condition: string) => boolean;
  readonly say: (text: Localised) => void;
  /** Has something done. False: the flow ends with it. */
  readonly perform: (action: FlowAction) => boolean;
}

/** Goes through the steps from one on, up to a question. Null: the flow ended. Steps only lead forward. */
export function walk(definition: FlowDefinition, from: string | null, handlers: WalkHandlers): FlowStep | null {
  let step = stepOf(definition, from);
  while (step !== undefined) {
    switch (step.kind) {
      case 'collect':
      case 'confirm':
        if (!handlers.isDone(step)) return step;
        step = stepOf(definition, step.next);
        break;
      case 'if':
        step = stepOf(definition, handlers.holds(step.when) ? step.then : step.next);
        break;
      case 'say':
        handlers.say(step.text);
        step = stepOf(definition, step.next);
        break;
      case 'do':
        if (!handlers.perform(step.action)) return null;
        step = stepOf(definition, step.next);
        break;
    }
  }
  return null;
}

/** The values that conditions compare, by name: an open slot is empty. */
export function conditionValues(
  definition: FlowDefinition,
  slots: SlotValues,
  facts: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  return {
    ...Object.fromEntries(definition.slots.map(({ id }) => [id, slots[id]?.value ?? ''])),
    ...facts,
  };
}
