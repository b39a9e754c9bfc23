import type { FlowDefinition, SlotValues } from '../../model/flow.ts';
import { type Survey, surveyOf, surveyStage } from '../../model/participation/survey.ts';
import { sayText } from '../replies/say.ts';
import type { Turn } from '../turnDraft.ts';

/** How many surveys a conversation remembers that it answered. */
const remembered = 50;

/** Says why a survey takes no answer now, where it takes none. Flows that are no survey begin as ever. */
export function refuseSurvey(turn: Turn, definition: FlowDefinition): boolean {
  const survey = surveyOf(definition);
  const phrase = survey === null ? null : refusal(turn, survey);
  if (survey === null || phrase === null) return false;
  sayText(turn, withLink(turn, survey, turn.input.translate(phrase, turn.locale, titleOf(turn, survey))), []);
  return true;
}

function refusal({ input, state }: Turn, { id, terms }: Survey) {
  const stage = surveyStage(terms, input.now);
  if (stage !== 'open') return stage === 'before' ? ('survey.before' as const) : ('survey.over' as const);
  return terms.once && isAnswered(state.surveys, id) ? ('survey.answered' as const) : null;
}

const isAnswered = (all: readonly string[] | undefined, id: string) => all?.includes(id) === true;

/**
 * Has the answers to a survey counted that was gone through; other flows just end. The event says nothing of it, and
 * the state only that it was answered: the answers are sealed with the commit, for the side effect that counts them.
 */
export function endSurvey(turn: Turn, definition: FlowDefinition, slots: SlotValues): void {
  const survey = surveyOf(definition);
  if (survey === null || refuseSurvey(turn, definition)) return;
  const answers = survey.questions.flatMap(({ id, options }) => {
    const value = slots[id]?.value;
    return options.some((option) => option.id === value) && value !== undefined ? [[id, value] as const] : [];
  });
  if (answers.length === 0) return sayText(turn, turn.input.translate('survey.empty', turn.locale, {}), []);
  const { once } = survey.terms;
  turn.answered = { questions: survey.questions.map(({ id }) => id), answers: Object.fromEntries(answers) };
  turn.sideEffects.push({ type: 'count-answer', survey: survey.id, once });
  if (once) {
    const others = (turn.state.surveys ?? []).filter((each) => each !== survey.id);
    turn.state = { ...turn.state, surveys: [...others, survey.id].slice(-remembered) };
  }
  const thanks = turn.input.translate('survey.thanks', turn.locale, titleOf(turn, survey));
  sayText(turn, withLink(turn, survey, thanks), []);
}

/** The surveys that are offered below an answer now, and that this conversation may still answer. */
export function surveysBelow(turn: Turn, entry: string): readonly string[] {
  return turn.input.knowledge.flows.all.flatMap((definition) => {
    const survey = surveyOf(definition);
    const isOffered = survey?.terms.offeredBy.includes(entry) === true && refusal(turn, survey) === null;
    return isOffered ? [`start:${definition.id}`] : [];
  });
}

const titleOf = ({ locale }: Turn, { title }: Survey) => ({ title: title[locale] });

/** With where its results will be, on a separate line, where there is such a page. */
function withLink({ input, locale }: Turn, { id }: Survey, text: string): string {
  if (input.surveyLink === undefined) return text;
  return `${text}\n\n${input.translate('survey.link', locale, { url: input.surveyLink(id) })}`;
}
