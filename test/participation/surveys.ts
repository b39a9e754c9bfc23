import { randomUUID } from 'node:crypto';
import { definitionOf } from '../../src/content/flows/flowsOf.ts';
import { flowFile } from '../../src/content/schema/flows.ts';
import type { SideEffectDeps } from '../../src/core/engine/sideEffects.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { FlowDefinition } from '../../src/core/model/flow.ts';
import { surveyOf } from '../../src/core/model/participation/survey.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Keys, Sealer } from '../../src/core/ports/sealer.ts';
import { type AnswerTally, createAnswerTally } from '../../src/participation/answerTally.ts';
import { createSurveyDesk, type SurveyDesk } from '../../src/participation/surveyDesk.ts';
import { protect } from '../../src/transparency/figures/protect.ts';

const inAll = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });

/** A survey about a park: how often, and for who goes what they miss; and whether it should close at night. */
export function parkSurvey(changes: Readonly<Record<string, unknown>> = {}): FlowDefinition {
  const file = flowFile.parse({
    flow: 'park',
    title: inAll('The park'),
    about: inAll('the park'),
    survey: {
      intro: inAll('We want to know **how** you use it.'),
      from: '2026-12-01',
      until: '2036-12-10T20:00',
      below: ['padro.alta'],
      ...changes,
    },
    slots: {
      often: {
        type: 'choice',
        title: inAll('How often'),
        options: [
          { id: 'daily', title: inAll('Every day') },
          { id: 'never', title: inAll('Not at all') },
        ],
      },
      missing: {
        type: 'choice',
        title: inAll('Missing'),
        options: [
          { id: 'shade', title: inAll('Shade') },
          { id: 'water', title: inAll('Water') },
        ],
      },
      closed: { type: 'consent', title: inAll('Closed'), optional: true },
    },
    steps: [
      { collect: 'often', ask: inAll('How often do you go?') },
      // biome-ignore lint/suspicious/noThenProperty: so it is written in a flow.
      { if: 'often == "daily"', then: [{ collect: 'missing', ask: inAll('What do you miss?') }] },
      { collect: 'closed', ask: inAll('Should it close at night?') },
    ],
  });
  return definitionOf(file, [file]);
}

/** The surveys of a tenant over a store, as a service has them. */
export function surveysOver(deps: {
  journal: Journal;
  sealer: Sealer;
  keys: Pick<Keys, 'current' | 'destroy'>;
  clock: Clock;
  live: () => readonly FlowDefinition[];
  tenant?: string;
}): {
  tally: AnswerTally;
  desk: SurveyDesk;
  countAnswer: NonNullable<SideEffectDeps['countAnswer']>;
} {
  const { tenant = 'default', journal, sealer, keys, clock } = deps;
  const records = createRecordLog({ journal, sealer, clock, newId: randomUUID });
  const tally = createAnswerTally({ tenant, journal, sealer, keys, records, clock });
  const desk = createSurveyDesk({
    tenant,
    records,
    live: () => deps.live().flatMap((each) => surveyOf(each) ?? []),
    tally,
    protect: (counts) => protect(counts, 5),
    pubsub: { publish() {} },
    clock,
  });
  return {
    tally,
    desk,
    async countAnswer({ survey, once }, commit) {
      const answered = (await sealer.open(commit))?.answered;
      if (answered === undefined) return;
      const { conversation, revision } = commit;
      await tally.count({ survey, ...answered, conversation, revision: once ? null : revision });
    },
  };
}
