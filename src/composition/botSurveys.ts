import type { Content } from '../content/content.ts';
import { contentTopic } from '../content/desk/contentLog.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { SideEffectDeps } from '../core/engine/sideEffects.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import { type Survey, surveyOf } from '../core/model/participation/survey.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Keys, Sealer } from '../core/ports/sealer.ts';
import { createAnswerTally } from '../participation/answerTally.ts';
import { followSurveys } from '../participation/followSurveys.ts';
import { createSurveyDesk, type SurveyDesk } from '../participation/surveyDesk.ts';
import { protect } from '../transparency/figures/protect.ts';
import { defaultFigures } from '../transparency/log/logPolicy.ts';

/** The surveys of the bot, and the work that one process of all does for them. */
export interface BotSurveys extends SurveyDesk {
  /** Does what is due, until the end. For one process of all. */
  follow(end: AbortSignal): Promise<void>;
}

export function openBotSurveys(deps: {
  tenant: string;
  journal: Journal;
  sealer: Sealer;
  keys: Pick<Keys, 'current' | 'destroy'>;
  noteErased: (keyIds: readonly string[]) => Promise<void>;
  records: RecordLog;
  knowledge: Pick<KnowledgeStore, 'content' | 'current'>;
  pubsub: PubSub;
  clock: Clock;
  timer: Timer;
  log: Log;
}): { readonly surveys: BotSurveys; readonly countAnswer: NonNullable<SideEffectDeps['countAnswer']> } {
  const { tenant, journal, sealer, keys, noteErased, records, knowledge, pubsub, clock, timer, log } = deps;
  const tally = createAnswerTally({ tenant, journal, sealer, keys, noteErased, records, clock });
  let known: { readonly content: Content; readonly live: readonly Survey[] } | null = null;
  const surveys = createSurveyDesk({
    tenant,
    records,
    live() {
      const content = knowledge.content();
      if (known?.content !== content)
        known = { content, live: knowledge.current().flows.all.flatMap((each) => surveyOf(each) ?? []) };
      return known.live;
    },
    tally,
    protect: (counts) => protect(counts, defaultFigures.smallestCell),
    pubsub,
    clock,
  });
  return {
    surveys: {
      ...surveys,
      follow: (end) => followSurveys({ surveys, topics: [contentTopic], pubsub, clock, timer, end, log }),
    },
    async countAnswer({ survey, once }, commit) {
      const answered = (await sealer.open(commit))?.answered;
      // Erased before it was counted: then it does not count.
      if (answered === undefined) return;
      const { conversation, revision } = commit;
      await tally.count({ survey, ...answered, conversation, revision: once ? null : revision });
    },
  };
}
