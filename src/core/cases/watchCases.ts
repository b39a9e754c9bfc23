import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import { codeOf } from '../model/errors.ts';
import type { CaseIndex } from '../ports/caseIndex.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import { casesTopic, type PubSub } from '../ports/pubsub.ts';

/** Longest time between two looks: wake-ups may be lost. */
const longestWait = 30_000;
/** Shortest one: many cases that change at once are one look. */
const shortestWait = 1_000;
/** Cases that are looked at in one go. */
const atOnce = 500;

export interface WatchDeps {
  readonly tenant: string;
  readonly index: Pick<CaseIndex, 'due'>;
  readonly tick: (tenant: string, conversation: ConversationId) => Promise<{ readonly duplicate: boolean }>;
  /** Shows a conversation's cases as its newest commit left them. */
  readonly refresh: (conversation: ConversationId) => Promise<void>;
  readonly assign: (tenant: string) => Promise<void>;
  readonly pubsub: Pick<PubSub, 'subscribe'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly end: AbortSignal;
  readonly log: Log;
}

/** Does with cases what time asks for, and gives them to whoever is there, until `end` is aborted. Never rejects. */
export async function watchCases(deps: WatchDeps): Promise<void> {
  const { end, pubsub } = deps;
  let isNews = false;
  let ring = () => {};
  const unsubscribe = pubsub.subscribe(casesTopic, () => {
    isNews = true;
    ring();
  });
  try {
    while (!end.aborted) {
      isNews = false;
      const wait = await look(deps);
      await pause(deps, shortestWait, () => {});
      if (!isNews) await pause(deps, wait - shortestWait, (onSignal) => (ring = onSignal));
    }
  } finally {
    unsubscribe();
  }
}

/** Does what is due; resolves to how long nothing will be, milliseconds. */
async function look(deps: WatchDeps): Promise<number> {
  const { index, clock, log, tenant } = deps;
  let wait = longestWait;
  try {
    const soon = await index.due(clock() + longestWait, atOnce);
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
    log.error({ code: codeOf(error), error }, 'cases could not be looked at; it will be tried again');
  }
  return wait;
}

/** One case that makes trouble must not hold the others up. */
async function tickOne({ tick, refresh, log }: WatchDeps, tenant: string, conversation: ConversationId): Promise<void> {
  try {
    // Nothing to do, though the index says so: it is behind.
    if ((await tick(tenant, conversation)).duplicate) await refresh(conversation);
  } catch (error) {
    log.error(
      { code: codeOf(error), error, conversation },
      'what time asks for in a case failed; it will be tried again',
    );
  }
}

/** Resolves after some time, when woken, or when it is over. */
function pause(
  { timer, end }: WatchDeps,
  milliseconds: number,
  onSignal: (onSignal: () => void) => void,
): Promise<void> {
  if (milliseconds <= 0 || end.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      end.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timer(milliseconds, done);
    end.addEventListener('abort', done);
    onSignal(done);
  });
}

/** Shows the cases of a conversation as its newest commit left them. */
export function createRefresh(deps: {
  journal: Pick<Journal, 'load' | 'read'>;
  show: (commit: Commit) => Promise<void>;
}): WatchDeps['refresh'] {
  return async (conversation) => {
    const { latest } = await deps.journal.load(conversation, '');
    if (latest === null) return;
    const [commit] = await deps.journal.read(conversation, latest.revision - 1, 1);
    if (commit !== undefined) await deps.show(commit);
  };
}
