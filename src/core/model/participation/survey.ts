import type { FlowDefinition } from '../flow.ts';
import type { Localised } from '../locale.ts';
import { conditionalSlots } from './conditionalSlots.ts';
import type { SurveyTerms } from './surveyTerms.ts';

export type { SurveyTerms } from './surveyTerms.ts';

/** What a survey asks; each answer is the id of one of its options. */
export interface SurveyQuestion {
  readonly id: string;
  readonly title: Localised;
  readonly ask: Localised;
  readonly optional: boolean;
  /** Whether it is put only after certain answers to others. */
  readonly isConditional: boolean;
  readonly options: readonly { readonly id: string; readonly title: Localised }[];
}

/** A survey as people read it. */
export interface Survey {
  /** The id of its flow. */
  readonly id: string;
  readonly version: string;
  readonly title: Localised;
  readonly terms: SurveyTerms;
  readonly questions: readonly SurveyQuestion[];
}

/** The option that was chosen, by question. Questions that stayed open are left out. */
export type SurveyAnswers = Readonly<Record<string, string>>;

/** Where a survey stands at a time. */
export function surveyStage({ from, until }: SurveyTerms, now: number): 'before' | 'open' | 'over' {
  if (from !== null && now < from) return 'before';
  return now < until ? 'open' : 'over';
}

/** The survey that a flow is; null: it is none. */
export function surveyOf(definition: FlowDefinition): Survey | null {
  const { id, version, title, survey: terms } = definition;
  if (terms === undefined) return null;
  const conditional = conditionalSlots(definition);
  const questions = definition.slots.flatMap((slot): SurveyQuestion[] => {
    const step = definition.steps.find((each) => each.kind === 'collect' && each.slot === slot.id);
    if (step?.kind !== 'collect') return [];
    const options = slot.type === 'consent' ? yesAndNo : slot.options;
    return [
      {
        id: slot.id,
        title: slot.title,
        ask: step.ask,
        optional: slot.optional,
        isConditional: conditional.has(slot.id),
        options: options.map(({ id: option, title: name }) => ({ id: option, title: name })),
      },
    ];
  });
  return { id, version, title, terms, questions };
}

const yesAndNo = [
  { id: 'yes', title: { ca: 'Sí', es: 'Sí', en: 'Yes' } },
  { id: 'no', title: { ca: 'No', es: 'No', en: 'No' } },
] as const;

/** What is remembered of a survey. */
export interface SurveyState {
  readonly id: string;
  readonly openedAt: number;
  /** As seen last. */
  readonly until: number;
  /** Null: it takes answers. */
  readonly closedAt: number | null;
  /** How many answers were counted when its results were published; null: they were not. */
  readonly counted: number | null;
  readonly results: SurveyResults | null;
  /** Whether the key is destroyed under which answers were told apart: nobody can join one to a conversation any more. */
  readonly isSevered: boolean;
  /** The revision of this record with which its texts were kept. */
  readonly textRevision: number;
}

/** The state of the record of surveys, one a tenant. */
export interface SurveysRecord {
  readonly record: 'surveys';
  readonly shape: 1;
  readonly items: readonly SurveyState[];
}

/** How often each option was chosen, by question; `-`: the question stayed open. */
type SurveyCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * The state of the record of the answers to one survey: how many they are. Each answer is one commit, in which it is sealed:
 * with sums in the state, what was answered would be the difference of two commits.
 */
export interface SurveyTallyRecord {
  readonly record: 'survey-tally';
  readonly shape: 1;
  readonly survey: string;
  readonly answers: number;
}

/** The sums of the answers to one survey. */
export interface SurveyTally {
  readonly answers: number;
  readonly counts: SurveyCounts;
}

/** What is published of a survey, with small cells protected. */
export interface SurveyResults {
  /** How many answered; null: so few that it is not said. */
  readonly total: number | null;
  readonly questions: Readonly<Record<string, QuestionResults>>;
}

interface QuestionResults {
  readonly cells: Readonly<Record<string, number>>;
  /** Answers in cells that are not shown. Of what was put to some only, all of them where that would tell a hidden cell. */
  readonly others: number;
}

/** A survey that has ended, with its texts as they were. */
export interface EndedSurvey {
  readonly survey: Survey;
  readonly closedAt: number;
  readonly results: SurveyResults;
}

/** What happened to a survey. No person causes it: its time comes, or somebody answers. */
export type SurveyEvent =
  | { readonly type: 'survey.opened'; readonly survey: string; readonly until: number; readonly once: boolean }
  /** Somebody answered. Who is not known, and what is sealed. */
  | { readonly type: 'survey.answered'; readonly survey: string }
  /** It takes no more answers, and its results are published; again where enough came late. */
  | { readonly type: 'survey.closed'; readonly survey: string; readonly results: SurveyResults }
  /** The key was destroyed under which its answers were told apart. */
  | { readonly type: 'survey.severed'; readonly survey: string };

/** The sums with one more answer. */
export function withAnswer(tally: SurveyTally, questions: readonly string[], answers: SurveyAnswers): SurveyTally {
  const counts = { ...tally.counts };
  for (const question of new Set([...questions, ...Object.keys(counts)])) {
    const chosen = answers[question] ?? '-';
    const before = counts[question] ?? (tally.answers === 0 ? {} : { '-': tally.answers });
    counts[question] = { ...before, [chosen]: (before[chosen] ?? 0) + 1 };
  }
  return { answers: tally.answers + 1, counts };
}

export const emptyTally: SurveyTally = { answers: 0, counts: {} };
