import { codeOf } from '../core/model/errors.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { sleep } from '../core/util/sleep.ts';
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
  const { surveys, clock, timer, end, log } = deps;
  let news = new AbortController();
  const stops = deps.topics.map((topic) => deps.pubsub.subscribe(topic, () => news.abort()));
  let isDown = false;
  try {
    while (!end.aborted) {
      news = new AbortController();
      let wait = intervalMs;
      try {
        const next = await surveys.look();
        if (next !== null) wait = Math.max(minIntervalMs, Math.min(intervalMs, next - clock()));
        isDown = false;
      } catch (error) {
        if (!isDown) log.error({ code: codeOf(error), error }, 'looking for due surveys failed; it will be retried');
        isDown = true;
      }
      await sleep(wait, timer, end, news.signal);
    }
  } finally {
    for (const stop of stops) stop();
  }
}
