import type { Known, RecordLog } from '../core/journal/recordLog.ts';
import {
  type EndedSurvey,
  type Survey,
  type SurveyResults,
  type SurveyState,
  type SurveysRecord,
  type SurveyTally,
  surveyStage,
} from '../core/model/participation/survey.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { AnswerTally } from './answerTally.ts';
import { decideSurveys, graceMs, type SurveyStep, severedAfterMs } from './decideSurveys.ts';
import { surveysStream, surveysTopic } from './surveyStreams.ts';

interface SurveyDeskDeps {
  readonly tenant: string;
  readonly records: RecordLog;
  /** The surveys of the live content. */
  readonly live: () => readonly Survey[];
  readonly tally: AnswerTally;
  /** What may be published of counts that divide the same answers. */
  readonly protect: (counts: ReadonlyMap<string, number>) => {
    readonly total: number | null;
    readonly cells: Readonly<Record<string, number>>;
    readonly others: number;
  };
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

/** The surveys of a tenant, and what becomes of them. */
export interface SurveyDesk {
  /** Opens, closes and forgets what is due. The time of the next one; null: none is known. */
  look(): Promise<number | null>;
  /** Those that take answers now, that which ends next first. */
  open(): readonly Survey[];
  /** Those that are over, with their results, the newest first. */
  ended(): Promise<readonly EndedSurvey[]>;
}

export function createSurveyDesk(deps: SurveyDeskDeps): SurveyDesk {
  const { tenant, records, tally, clock } = deps;
  const stream = surveysStream(tenant);
  /** The texts of surveys that are over, by the revision that kept them. */
  const texts = new Map<number, readonly Survey[]>();

  async function take(step: SurveyStep, kept: readonly Survey[]): Promise<void> {
    const taken: Known<SurveysRecord> | null = await records.append<SurveysRecord>(
      stream,
      JSON.stringify(kept),
      (before, revision) => decideSurveys(before, step, { now: clock(), revision }),
    );
    if (taken !== null) deps.pubsub.publish(surveysTopic);
  }

  const items = async () => (await records.newest<SurveysRecord>(stream))?.state.items ?? [];

  async function textOf({ id, textRevision }: SurveyState): Promise<Survey | null> {
    let kept = texts.get(textRevision);
    if (kept === undefined) {
      const [commit] = await records.page(stream, textRevision - 1, 1);
      kept = commit === undefined ? [] : (JSON.parse((await records.payloadOf(commit)) || '[]') as readonly Survey[]);
      texts.set(textRevision, kept);
    }
    return kept.find((each) => each.id === id) ?? null;
  }

  /**
   * Publishes what was counted of a survey that is over. Later again, if so many came since that the difference tells nothing
   * of one of them.
   */
  async function close(item: SurveyState): Promise<void> {
    const { id, counted } = item;
    const late = (await tally.answers(id)) - (counted ?? 0);
    if (counted !== null && (late === 0 || deps.protect(new Map([['late', late]])).total === null)) return;
    const sums = await tally.sums(id);
    const survey = deps.live().find((each) => each.id === id) ?? (await textOf(item));
    await take(
      { type: 'close', id, counted: sums.answers, results: resultsOf(sums, survey, deps.protect) },
      survey === null ? [] : [survey],
    );
  }

  return {
    async look() {
      const now = clock();
      const live = deps.live();
      await take({ type: 'open', live }, live);
      for (const item of await items()) {
        const { id, until, closedAt, isSevered } = item;
        if (isSevered || now < until + graceMs) continue;
        await close(item);
        if (closedAt === null || now < closedAt + severedAfterMs) continue;
        await tally.sever(id);
        await take({ type: 'sever', id }, []);
      }
      const next = [
        ...live.flatMap(({ terms }) => terms.from ?? []),
        ...(await items()).flatMap(({ until, closedAt }) =>
          closedAt === null ? [until + graceMs] : [closedAt + severedAfterMs],
        ),
      ].filter((at) => at > now);
      return next.length === 0 ? null : Math.min(...next);
    },

    open() {
      const now = clock();
      const all = deps.live().filter(({ terms }) => surveyStage(terms, now) === 'open');
      return [...all].sort((a, b) => a.terms.until - b.terms.until);
    },

    async ended() {
      const over = (await items()).filter(({ results }) => results !== null);
      const read = await Promise.all(
        over.map(async (item): Promise<EndedSurvey[]> => {
          const survey = await textOf(item);
          const { closedAt, results } = item;
          return survey === null || closedAt === null || results === null ? [] : [{ survey, closedAt, results }];
        }),
      );
      return read.flat().sort((a, b) => b.closedAt - a.closedAt);
    },
  };
}

/**
 * What may be published of the sums: each question divides all answers. One that was put only after certain answers to others
 * divides their cells too, so that it is shown only where all of those are. `survey` null: its texts are gone.
 */
function resultsOf(
  { answers, counts }: SurveyTally,
  survey: Pick<Survey, 'questions'> | null,
  protect: SurveyDeskDeps['protect'],
): SurveyResults {
  const shown = Object.entries(counts).map(([id, given]) => {
    const { cells, others } = protect(new Map(Object.entries(given)));
    return [id, { cells, others }] as const;
  });
  const isUnconditional = (id: string) => survey?.questions.find((each) => each.id === id)?.isConditional === false;
  const questions = shown.map(([id, result]) => {
    const reveals = !isUnconditional(id) && shown.some(([other, { others }]) => other !== id && others > 0);
    return [id, reveals ? { cells: {}, others: answers } : result] as const;
  });
  return { total: protect(new Map([['all', answers]])).total, questions: Object.fromEntries(questions) };
}
