import { keepLooking } from '../../core/engine/keepLooking.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import type { KnowledgeStore } from '../knowledgeStore.ts';
import { type ContentLog, contentTopic } from './contentLog.ts';
import { type ContentDesk, releaseName } from './desk.ts';

/**
 * Time between two looks, because signals may be lost, milliseconds: a fraction of the two seconds in which all processes
 * are to use a release. A look reads one commit.
 */
export const lookIntervalMs = 500;
/** Time after which a release that could not be loaded is tried again. */
const retryIntervalMs = 60_000;
/** Longest and shortest time between two looks for releases that are due. */
const dueIntervalMs = 5_000;
const dueMinIntervalMs = 1_000;

interface FollowDeps {
  readonly log: Log;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
}

/** Takes each release into use in this process, until `end` is aborted. Never rejects. */
export async function followReleases(
  deps: FollowDeps & {
    readonly content: Pick<ContentLog, 'newest'>;
    readonly knowledge: Pick<KnowledgeStore, 'sourceName' | 'reload'>;
  },
): Promise<void> {
  const { content, knowledge, clock, log } = deps;
  let failed: { readonly release: number; readonly at: number } | null = null;
  await repeat(deps, lookIntervalMs, async () => {
    const live = (await content.newest())?.live.number ?? null;
    if (live === null || knowledge.sourceName() === releaseName(live)) return lookIntervalMs;
    if (failed?.release === live && clock() - failed.at < retryIntervalMs) return lookIntervalMs;
    await knowledge.reload();
    const isInUse = knowledge.sourceName() === releaseName(live);
    if (!isInUse && failed?.release !== live) {
      log.error({ release: live }, 'a release of the content could not be loaded; the one before it stays in use');
    }
    failed = isInUse ? null : { release: live, at: clock() };
    return lookIntervalMs;
  });
}

/** Publishes what was scheduled, once it is due, until `end` is aborted. For one process of all. Never rejects. */
export async function releaseOnTime(
  deps: FollowDeps & { readonly desk: Pick<ContentDesk, 'releaseDue'> },
): Promise<void> {
  const { desk, clock, log } = deps;
  await repeat(deps, dueIntervalMs, async () => {
    const next = await desk.releaseDue((proposal, error) =>
      log.error({ proposal, code: codeOf(error), error }, 'a scheduled release could not be published'),
    );
    const wait = next === null ? dueIntervalMs : next - clock();
    return Math.max(dueMinIntervalMs, Math.min(dueIntervalMs, wait));
  });
}

/** Looks until the end; a failed look is repeated. */
async function repeat(
  { pubsub, timer, end, log }: FollowDeps,
  afterFailureMs: number,
  look: () => Promise<number>,
): Promise<void> {
  const failed = (error: unknown) => {
    log.error({ code: codeOf(error), error }, 'looking for releases of the content failed; it will be retried');
    return afterFailureMs;
  };
  await keepLooking({ topics: [contentTopic], pubsub, timer, end, look, failed });
}
