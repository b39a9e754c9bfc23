import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import { codeOf } from '../model/errors.ts';
import type { CaseIndex } from '../ports/caseIndex.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import { casesTopic, type PubSub } from '../ports/pubsub.ts';
import { abortOnce, sleep } from '../util/sleep.ts';

/** Maximum time between two passes, because signals may be lost. */
const maxWaitMs = 30_000;
/** Minimum time between two passes: many changes at once cause one pass. */
const minWaitMs = 1_000;
/** Maximum number of cases per pass. */
const passLimit = 500;

interface CaseWatchDeps {
  readonly tenant: string;
  readonly index: Pick<CaseIndex, 'due'>;
  readonly tick: (tenant: string, conversation: ConversationId) => Promise<{ readonly duplicate: boolean }>;
  /** Indexes a conversation's cases as its newest commit left them. */
  readonly refresh: (conversation: ConversationId) => Promise<void>;
  readonly assign: (tenant: string) => Promise<void>;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
  readonly log: Log;
}

/** Acts on deadlines and snoozes, and assigns cases to available staff, until `end` is aborted. Never rejects. */
export async function watchCases(deps: CaseWatchDeps): Promise<void> {
  const { end, pubsub, timer } = deps;
  let news = new AbortController();
  const unsubscribe = pubsub.subscribe(casesTopic, () => abortOnce(news));
  try {
    while (!end.aborted) {
      news = new AbortController();
      const wait = await look(deps);
      await sleep(minWaitMs, timer, end);
      await sleep(wait - minWaitMs, timer, end, news.signal);
    }
  } finally {
    unsubscribe();
  }
}

/** Does what is due; resolves to the milliseconds until the next pass. */
async function look(deps: CaseWatchDeps): Promise<number> {
  const { index, clock, log, tenant } = deps;
  let wait = maxWaitMs;
  try {
    const soon = await index.due(clock() + maxWaitMs, passLimit);
    const conversations = new Map<ConversationId, string>();
    for (const row of soon) {
      if (row.nextAt === null) continue;
      if (row.nextAt <= clock()) conversations.set(row.conversation, row.tenant);
      else wait = Math.min(wait, row.nextAt - clock());
    }
    for (const [conversation, of] of conversations) {
      if (deps.end.aborted) return 0;
      await tickOne(deps, of, conversation);
    }
    await deps.assign(tenant);
  } catch (error) {
    log.error({ code: codeOf(error), error }, 'checking cases failed; it will be retried');
  }
  return wait;
}

/** A fault in one case must not hold up the others. */
async function tickOne(
  { tick, refresh, log }: CaseWatchDeps,
  tenant: string,
  conversation: ConversationId,
): Promise<void> {
  try {
    // The index says that something is due, but there is nothing to do: the index is behind.
    if ((await tick(tenant, conversation)).duplicate) await refresh(conversation);
  } catch (error) {
    log.error({ code: codeOf(error), error, conversation }, 'updating a case on time failed; it will be retried');
  }
}

/** Indexes the cases of a conversation as its newest commit left them. */
export function createRefresh(deps: {
  journal: Pick<Journal, 'load' | 'read'>;
  show: (commit: Commit) => Promise<void>;
}): CaseWatchDeps['refresh'] {
  return async (conversation) => {
    const { latest } = await deps.journal.load(conversation, '');
    if (latest === null) return;
    const [commit] = await deps.journal.read(conversation, latest.revision - 1, 1);
    if (commit !== undefined) await deps.show(commit);
  };
}
