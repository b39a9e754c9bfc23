import { conditionValues, walk } from '../../flows/walk.ts';
import type { FlowDefinition, SlotValues } from '../../model/flow.ts';
import type { Turn } from '../turnDraft.ts';
import { perform } from './actions.ts';
import { endFlow } from './flowProgress.ts';
import { flowFacts } from './proceed.ts';

/**
 * Goes through a whole flow at once, with the answers that came with it. Nothing is asked, and the flow's own texts are
 * left out: they are for somebody who is in the conversation.
 */
export function fileFlow(turn: Turn, definition: FlowDefinition, slots: SlotValues): void {
  const { knowledge, now } = turn.input;
  const filled = Object.keys(slots);
  turn.definition = definition;
  turn.slots = slots;
  turn.events.push({ type: 'flow.started', flow: definition.id, version: definition.version, slots: filled });
  turn.state = {
    ...turn.state,
    flow: {
      flow: definition.id,
      version: definition.version,
      step: definition.first ?? '',
      filled,
      passed: [],
      asked: 0,
      askedAt: now,
      case: null,
      aside: null,
    },
  };
  walk(definition, definition.first, {
    isDone: () => true,
    holds: (condition) => knowledge.flows.holds(condition, conditionValues(definition, turn.slots, flowFacts(turn))),
    say: () => {},
    perform: (action) => perform(turn, action, null),
  });
  endFlow(turn, 'completed');
}
