import type { RecentCommits } from '../journal/recentCommits.ts';
import type { TranscriptTurn } from '../journal/transcript.ts';
import type { Commit } from '../model/commit.ts';
import { codeOf } from '../model/errors.ts';
import type { SideEffect } from '../model/event.ts';
import { type RunSideEffect, runAllSideEffects } from '../outbox/runAllSideEffects.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
import { outboxTopic, type PubSub } from '../ports/pubsub.ts';

/** Side effects that must be complete before the person reads the answer. */
const doneFirst: readonly SideEffect['type'][] = ['erase-content', 'offer-transfer-code'];

/** Delay in milliseconds before the outbox retries a side effect that failed. */
const retryDelayMs = 1_000;

export interface SideEffectRunnerDeps {
  readonly runSideEffect: RunSideEffect;
  readonly outbox: Pick<Outbox, 'done' | 'retry'>;
  /** Receives every turn that became durable. */
  readonly recentCommits: Pick<RecentCommits, 'put'>;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly log: Log;
}

/** Runs the side effects of a commit, whether a message, a staff command or time made it. */
export interface SideEffectRunner {
  /** Resolves once all side effects were tried and the subscribers were signalled. Never rejects. */
  follow(commit: Commit, content: TranscriptTurn['content']): Promise<void>;
  /** Resolves when no result is being recorded any more. */
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
  log,
}: SideEffectRunnerDeps): SideEffectRunner {
  const writing = new Set<Promise<void>>();

  /** Nobody waits for this: if it fails, the outbox runs the side effects once more. */
  function write(work: Promise<void>, { conversation }: Commit): void {
    const written = work.catch((error) =>
      log.warn(
        { code: codeOf(error), conversation },
        'recording completed side effects failed; the outbox will run them once more',
      ),
    );
    writing.add(written);
    void written.finally(() => writing.delete(written));
  }

  async function runNow(commit: Commit): Promise<void> {
    const { tenant, account, conversation, revision } = commit;
    for (const task of commit.outbox) {
      if (task.kind !== 'side-effects') continue;
      const entry: OutboxEntry = { tenant, account, conversation, revision, task, attempts: 0 };
      try {
        await runAllSideEffects(runSideEffect, task.sideEffects, commit);
        write(outbox.done(entry, null), commit);
      } catch (error) {
        const code = codeOf(error);
        log.warn({ code, conversation }, 'side effects failed; the outbox will retry them');
        const again = outbox.retry(entry, clock() + retryDelayMs, code).then(() => pubsub.publish(outboxTopic));
        write(again, commit);
      }
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
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}
