import {
  type Survey,
  type SurveyEvent,
  type SurveyResults,
  type SurveyState,
  type SurveysRecord,
  surveyStage,
} from '../core/model/participation/survey.ts';

/** How long after its end a survey is closed: answers that were given in time are still being counted. */
export const graceMs = 60_000;

/** How long after its end late answers are still counted, and then whose they are is forgotten. */
export const severedAfterMs = 7 * 86_400_000;

/** A step of the record of surveys. */
export type SurveyStep =
  /** Opens what is to be open. */
  | { readonly type: 'open'; readonly live: readonly Survey[] }
  /** Publishes the results of one that is over, or that got late answers. */
  | { readonly type: 'close'; readonly id: string; readonly counted: number; readonly results: SurveyResults }
  | { readonly type: 'sever'; readonly id: string };

interface Decided {
  readonly events: readonly SurveyEvent[];
  readonly state: SurveysRecord;
}

const nothing: SurveysRecord = { record: 'surveys', shape: 1, items: [] };

/** Decides what the record of surveys makes of a step, a pure function; null when the step says nothing new. */
export function decideSurveys(
  given: SurveysRecord | null,
  step: SurveyStep,
  { now, revision }: { readonly now: number; readonly revision: number },
): Decided | null {
  const record = given ?? nothing;
  if (step.type === 'open') return open(record, step.live, { now, revision });
  const item = record.items.find(({ id }) => id === step.id);
  if (item === undefined) return null;
  if (step.type === 'sever') {
    if (item.isSevered) return null;
    return change(record, { ...item, isSevered: true }, { type: 'survey.severed', survey: item.id });
  }
  const { counted, results } = step;
  if (item.isSevered || item.counted === counted) return null;
  const closed = { ...item, closedAt: item.closedAt ?? now, counted, results, textRevision: revision };
  return change(record, closed, { type: 'survey.closed', survey: item.id, results });
}

/** What opens, and what is open until another time than was remembered. A survey that was closed opens again until it is severed. */
function open(
  record: SurveysRecord,
  live: readonly Survey[],
  { now, revision }: { readonly now: number; readonly revision: number },
): Decided | null {
  const events: SurveyEvent[] = [];
  const items = new Map(record.items.map((item) => [item.id, item]));
  for (const { id, terms } of live) {
    const before = items.get(id);
    const { until, once } = terms;
    const opens = surveyStage(terms, now) === 'open' && (before === undefined || before.closedAt !== null);
    if (before === undefined ? opens : opens && !before.isSevered) {
      events.push({ type: 'survey.opened', survey: id, until, once });
      items.set(id, {
        id,
        openedAt: before?.openedAt ?? now,
        until,
        closedAt: null,
        counted: null,
        results: null,
        isSevered: false,
        textRevision: revision,
      });
    } else if (before !== undefined && before.closedAt === null && before.until !== until)
      items.set(id, { ...before, until });
  }
  const state = { ...record, items: [...items.values()] };
  return events.length === 0 && JSON.stringify(state) === JSON.stringify(record) ? null : { events, state };
}

function change(record: SurveysRecord, item: SurveyState, event: SurveyEvent): Decided {
  const items = record.items.map((each) => (each.id === item.id ? item : each));
  return { events: [event], state: { ...record, items } };
}
