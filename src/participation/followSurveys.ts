import { keepLooking } from '../core/engine/keepLooking.ts';
import { codeOf } from '../core/model/errors.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { SurveyDesk } from './surveyDesk.ts';

/** Longest and shortest time between two looks, milliseconds: signals may be lost. */
const intervalMs = 30_000;
const minIntervalMs = 250;

/** Opens and closes surveys at their time, until `end` is aborted. For one process of all. Never rejects. */
export async function followSurveys(deps: {
  readonly surveys: Pick<SurveyDesk, 'look'>;
  /** Topics that may mean something to do: the content. */
  readonly topics: readonly string[];
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
  readonly log: Log;
}): Promise<void> {
  const { surveys, clock, log } = deps;
  await keepLooking({
    ...deps,
    look: async () => {
      const next = await surveys.look();
      return next === null ? intervalMs : Math.max(minIntervalMs, Math.min(intervalMs, next - clock()));
    },
    failed: (error, again) => {
      if (!again) log.error({ code: codeOf(error), error }, 'looking for due surveys failed; it will be retried');
      return intervalMs;
    },
  });
}
