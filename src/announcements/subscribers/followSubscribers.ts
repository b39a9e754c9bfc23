import { subscriptionsTopic } from '../../core/model/announcements/subscription.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import { sleep } from '../../core/util/sleep.ts';
import { announcementsTopic } from '../announcementStreams.ts';
import type { TellSubscribers } from './tellSubscribers.ts';

/** Longest time between two looks, milliseconds: signals may be lost. */
const intervalMs = 5_000;

/** Tells those who asked for it, until `end` is aborted. For one process of all. Never rejects. */
export async function followSubscribers(deps: {
  readonly tell: TellSubscribers;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
  readonly log: Log;
}): Promise<void> {
  const { tell, clock, timer, end, log } = deps;
  let news = new AbortController();
  const stops = [announcementsTopic, subscriptionsTopic].map((topic) =>
    deps.pubsub.subscribe(topic, () => news.abort()),
  );
  let isOpen = false;
  let isDown = false;
  try {
    while (!end.aborted) {
      news = new AbortController();
      let wait = intervalMs;
      try {
        if (!isOpen) await tell.open(end);
        isOpen = true;
        const next = await tell.look();
        if (next !== null) wait = Math.max(0, Math.min(intervalMs, next - clock()));
        isDown = false;
      } catch (error) {
        if (!isDown) log.error({ code: codeOf(error), error }, 'writing to subscribers failed; it will be tried again');
        isDown = true;
      }
      await sleep(wait, timer, end, news.signal);
    }
  } finally {
    for (const stop of stops) stop();
  }
}
