import type { RecentCommits } from '../journal/recentCommits.ts';
import type { TranscriptTurn } from '../journal/transcript.ts';
import type { Commit } from '../model/commit.ts';
import { codeOf } from '../model/errors.ts';
import type { SideEffect } from '../model/event.ts';
import { type RunSideEffect, runAllSideEffects } from '../outbox/sideEffects.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outbox, OutboxEntry } from '../ports/outbox.ts';
import { outboxTopic, type PubSub } from '../ports/pubsub.ts';

/** What a person must not read of before it is done. */
const doneFirst: readonly SideEffect['type'][] = ['erase-content', 'offer-transfer-code'];

/** Milliseconds after which the outbox tries again what could not be done at once. */
const againAfter = 1_000;

export interface SideEffectRunnerDeps {
  readonly runSideEffect: RunSideEffect;
  readonly outbox: Pick<Outbox, 'done' | 'retry'>;
  /** Given every turn that became durable. */
  readonly recentCommits: Pick<RecentCommits, 'put'>;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly log: Log;
}

/** Does what follows a commit, whoever made it: a message, a deed of staff, or time. */
export interface SideEffectRunner {
  /** Resolves once all that the commit asked for was tried and whoever waits for it was woken. Never rejects. */
  follow(commit: Commit, content: TranscriptTurn['content']): Promise<void>;
  /** Resolves when nothing is being written down any more. */
  idle(): Promise<void>;
}

/**
 * Whoever appended a commit does its aftermath at once: first, where the person is told that it is done, else when those
 * who wait for the answer have been woken, so that lists of staff hold up no answer. The outbox holds it, too: if this
 * process ends in between, another one does it; twice changes nothing.
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

  /** Nobody need wait for it: if it fails, the outbox only does the same once more. */
  function write(work: Promise<void>, { conversation }: Commit): void {
    const written = work.catch((error) =>
      log.warn({ code: codeOf(error), conversation }, 'what a turn asked for will be done once more by the outbox'),
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
        log.warn({ code, conversation }, 'what a turn asked for could not be done at once; the outbox will do it');
        const again = outbox.retry(entry, clock() + againAfter, code).then(() => pubsub.publish(outboxTopic));
        write(again, commit);
      }
    }
  }

  function announce({ conversation, revision, at, outbox: tasks }: Commit, content: TranscriptTurn['content']): void {
    recentCommits.put(conversation, { revision, at, lost: false, content });
    pubsub.publish(conversation);
    // An aftermath needs nobody else, unless this process dies.
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
