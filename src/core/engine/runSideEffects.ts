import type { RecentCommits } from '../journal/recentCommits.ts';
import type { TranscriptTurn } from '../journal/transcript.ts';
import type { Commit } from '../model/commit.ts';
import { codeOf } from '../model/errors.ts';
import type { SideEffect } from '../model/event.ts';
import { type RunSideEffect, runAllSideEffects } from '../outbox/runAllSideEffects.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
import { outboxTopic, type PubSub } from '../ports/pubsub.ts';

/** Side effects that must be complete before the person reads the answer. */
const doneFirst: readonly SideEffect['type'][] = ['erase-content', 'offer-transfer-code'];

/** Side effects that servers of others carry out, which may take long. They come last, and a conversation waits for them only a moment. */
const sentByOthers: readonly SideEffect['type'][] = [
  'send-confirmation',
  'ask-address',
  'notify-citizen',
  'ask-subscriber',
  'mail-subscriber',
];
/** Milliseconds for which a conversation waits for those. Then they go on while it does, too. */
const maxWaitMs = 3_000;
/**
 * Milliseconds for which other processes leave those alone that go on: longer than any e-mail or text message takes. If this process
 * dies meanwhile, another one runs them then.
 */
export const goingOnMs = 45_000;

/** Milliseconds that what goes on has left when the process stops; another one sees to it then. */
const shutdownTimeoutMs = 10_000;

/** Delay in milliseconds before the outbox retries a side effect that failed. */
const retryDelayMs = 1_000;

export interface SideEffectRunnerDeps {
  readonly runSideEffect: RunSideEffect;
  readonly outbox: Pick<Outbox, 'done' | 'retry' | 'defer'>;
  /** Receives every turn that became durable. */
  readonly recentCommits: Pick<RecentCommits, 'put'>;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** Why side effects have to be run again. */
interface Failure {
  readonly code: string;
}

/** Runs the side effects of a commit, whether a message, a staff command or time made it. */
export interface SideEffectRunner {
  /** Resolves once all side effects were tried, or are being sent by others, and the subscribers were signalled. Never rejects. */
  follow(commit: Commit, content: TranscriptTurn['content']): Promise<void>;
  /** Resolves when nothing is being sent and no result is being recorded any more; what takes too long is left to the outbox. */
  idle(): Promise<void>;
}

/**
 * The process that appended a commit runs its side effects at once. Those that the answer speaks of run first; the
 * others run after the subscribers were signalled, so that updating staff lists delays no answer. The outbox holds the
 * side effects as well: if this process dies meanwhile, another one runs them. All are idempotent.
 */
export function createSideEffectRunner({
  runSideEffect,
  outbox,
  recentCommits,
  pubsub,
  clock,
  timer,
  log,
}: SideEffectRunnerDeps): SideEffectRunner {
  /** What goes on while nobody waits for it. */
  const running = new Set<Promise<void>>();

  function leave(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  /** If it fails, the outbox runs the side effects once more. Never rejects. */
  const record = (work: Promise<void>, { conversation }: Commit): Promise<void> =>
    work.catch((error) =>
      log.warn(
        { code: codeOf(error), conversation },
        'recording the result of side effects failed; the outbox will run them once more',
      ),
    );

  /** Runs the side effects of a task and says how that ended. Never rejects. */
  async function tryAll(sideEffects: readonly SideEffect[], commit: Commit): Promise<Failure | null> {
    try {
      await runAllSideEffects(runSideEffect, sideEffects, commit);
      return null;
    } catch (error) {
      return { code: codeOf(error) };
    }
  }

  function settle(entry: OutboxEntry, commit: Commit, failure: Failure | null): Promise<void> {
    if (failure === null) return record(outbox.done(entry, null), commit);
    const { code } = failure;
    log.warn({ code, conversation: commit.conversation }, 'side effects failed; the outbox will retry them');
    const again = outbox.retry(entry, clock() + retryDelayMs, code).then(() => pubsub.publish(outboxTopic));
    return record(again, commit);
  }

  /** Waits a moment for what others send. If that takes longer, the task is kept from other processes while it goes on. */
  async function waitBriefly(entry: OutboxEntry, commit: Commit, sending: Promise<Failure | null>): Promise<void> {
    const { conversation } = commit;
    const waited = Promise.withResolvers<'late'>();
    const cancel = timer(maxWaitMs, () => waited.resolve('late'));
    const first = await Promise.race([sending, waited.promise]);
    cancel();
    if (first !== 'late') return leave(settle(entry, commit, first));
    const code = 'platform.unreachable';
    const kept = record(outbox.defer(entry, clock() + goingOnMs, code), commit);
    const ended = async () => {
      const [failure] = await Promise.all([sending, kept]);
      if (failure === null) return record(outbox.done(entry, null), commit);
      // The task is due later as it is.
      log.warn({ code: failure.code, conversation }, 'something could not be sent; the outbox will retry it');
    };
    leave(ended());
  }

  async function runNow(commit: Commit): Promise<void> {
    const { tenant, account, conversation, revision } = commit;
    for (const task of commit.outbox) {
      if (task.kind !== 'side-effects') continue;
      const entry: OutboxEntry = { tenant, account, conversation, revision, task, attempts: 0 };
      const isSent = ({ type }: SideEffect) => sentByOthers.includes(type);
      const failure = await tryAll(
        task.sideEffects.filter((each) => !isSent(each)),
        commit,
      );
      const sent = task.sideEffects.filter(isSent);
      if (sent.length === 0) leave(settle(entry, commit, failure));
      else
        await waitBriefly(
          entry,
          commit,
          tryAll(sent, commit).then((sentFailure) => failure ?? sentFailure),
        );
    }
  }

  function announce({ conversation, revision, at, outbox: tasks }: Commit, content: TranscriptTurn['content']): void {
    recentCommits.put(conversation, { revision, at, lost: false, content });
    pubsub.publish(conversation);
    // Side effects need no dispatcher, unless this process dies.
    if (tasks.some(({ kind }) => kind !== 'side-effects')) pubsub.publish(outboxTopic);
  }

  return {
    async follow(commit, content) {
      const isFirst = commit.outbox.some(
        (task) => task.kind === 'side-effects' && task.sideEffects.some(({ type }) => doneFirst.includes(type)),
      );
      if (!isFirst) announce(commit, content);
      await runNow(commit);
      if (isFirst) announce(commit, content);
    },
    async idle() {
      const { promise: isOver, resolve } = Promise.withResolvers<void>();
      let isLeft = false;
      const cancel = timer(shutdownTimeoutMs, () => {
        isLeft = true;
        resolve();
      });
      while (running.size > 0 && !isLeft) await Promise.race([Promise.all(running), isOver]);
      cancel();
    },
  };
}
