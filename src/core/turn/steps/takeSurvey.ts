import { conditionValues, walk } from '../../flows/walk.ts';
import type { FlowDefinition, SlotValues } from '../../model/flow.ts';
import { surveyOf } from '../../model/participation/survey.ts';
import { endSurvey } from '../flows/survey.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/**
 * Takes all answers to a survey at once, as its page sends them. What the conversation is in the middle of stays as it is,
 * and nothing is said where a person handles it: the page says what became of the answers.
 */
export const takeSurvey: Middleware = (turn, next) => {
  const { inbound, knowledge } = turn.input;
  const { survey: sent } = inbound;
  if (sent === undefined) return next();
  const definition = knowledge.flows.all.find(({ id }) => id === sent.id);
  // It was taken back between the form and its turn: without a reply, the page says so.
  if (definition?.survey === undefined) return;
  turn.locale = inbound.localeHint ?? turn.locale;
  const { offered } = turn.state;
  const slots = onTheWay(turn, definition, slotsOf(definition, sent.answers, turn));
  const filled = Object.keys(slots);
  turn.events.push({ type: 'flow.started', flow: definition.id, version: definition.version, slots: filled });
  endSurvey(turn, definition, slots);
  turn.events.push({ type: 'flow.ended', flow: definition.id, how: 'completed' });
  // A number that is typed next still means the choices of before.
  turn.state = { ...turn.state, offered };
  if (turn.state.takeover !== null) turn.outbound.splice(0);
};

function slotsOf(definition: FlowDefinition, answers: Readonly<Record<string, string>>, { locale }: Turn): SlotValues {
  const known = surveyOf(definition)?.questions ?? [];
  const values = known.flatMap(({ id, options }) => {
    const option = options.find((each) => each.id === answers[id]);
    return option === undefined ? [] : [[id, { text: option.title[locale], value: option.id }] as const];
  });
  return Object.fromEntries(values);
}

/** Only the answers to questions that would have been put, given the others. */
function onTheWay(turn: Turn, definition: FlowDefinition, slots: SlotValues): SlotValues {
  const put = new Set<string>();
  walk(definition, definition.first, {
    isDone: (step) => {
      if (step.kind === 'collect') put.add(step.slot);
      return true;
    },
    holds: (condition) =>
      turn.input.knowledge.flows.holds(
        condition,
        conditionValues(definition, Object.fromEntries(Object.entries(slots).filter(([id]) => put.has(id))), {
          openCases: 0,
          caseOpened: 'no',
          caseShown: 'no',
        }),
      ),
    say: () => {},
    perform: () => true,
  });
  return Object.fromEntries(Object.entries(slots).filter(([id]) => put.has(id)));
}
