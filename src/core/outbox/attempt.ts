import { isLost, keyMissing } from '../journal/lostKey.ts';
import type { Account } from '../model/account.ts';
import type { Commit } from '../model/commit.ts';
import { AccountOff, CodedError, codeOf, PlatformRefused, PlatformUnreachable } from '../model/errors.ts';
import type { SideEffect } from '../model/event.ts';
import type { Rendered } from '../model/message.ts';
import type { Send } from '../ports/adapter.ts';
import type { Timer } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { Sealer } from '../ports/sealer.ts';
import { withSpeaker } from '../render/withSpeaker.ts';
import { type RunSideEffect, runAllSideEffects } from './runAllSideEffects.ts';

/** Maximum duration of one attempt, milliseconds: far enough below the lease that the result can still be recorded. */
const maxSendMs = 30_000;
/** Attempts after which a failing task becomes a dead letter: some three hours with the dispatcher's back-off. */
const maxAttempts = 25;

/** Whether the next attempt at a task is its last: where it fails, the task becomes a dead letter. */
export const isLastAttempt = ({ attempts }: OutboxEntry): boolean => attempts + 1 >= maxAttempts;

/** The result of one attempt at a task. */
export type Outcome =
  /** `committedAt`: the time of the commit to which it belongs. */
  | { readonly kind: 'sent'; readonly platformId: string | null; readonly committedAt: number }
  /** There was nothing to send (a side effect, or content that was erased first), and the task is complete. */
  | { readonly kind: 'done' }
  /** This process was considered dead, and another one has the task. */
  | { readonly kind: 'lost' }
  /** The account is not open in this installation. */
  | { readonly kind: 'off' }
  /** The platform asks to wait, and says until when. */
  | { readonly kind: 'throttled'; readonly retryAt: number; readonly code: string }
  /** A later attempt may succeed. `fault`: an unexpected error of our own, which its code alone would not explain. */
  | { readonly kind: 'failed'; readonly code: string; readonly fault: unknown }
  /** Permanently refused. */
  | { readonly kind: 'refused'; readonly code: string };

export interface AttemptDeps {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly runSideEffect: RunSideEffect;
  /** The account and how to send on it; null while it is not open in this installation: its messages wait. */
  readonly route: (tenant: string, account: string) => { account: Account; send: Send } | null;
  readonly timer: Timer;
  /** Whether a message of announcements may still go. `isFirst`: nobody has tried to send it. Absent: it may. */
  readonly mayAnnounce?: (
    commit: Commit,
    announcements: NonNullable<Rendered['announces']>,
    attempt: { readonly isFirst: boolean },
  ) => Promise<boolean>;
  /** Whether this process still holds the task. */
  readonly mayBegin: (entry: OutboxEntry) => Promise<boolean>;
  /** Aborted when the process can no longer wait for anything. */
  readonly end: AbortSignal;
}

/** Makes one attempt at a task. Never rejects. */
export async function attempt(deps: AttemptDeps, entry: OutboxEntry): Promise<Outcome> {
  try {
    const { task } = entry;
    if (task.kind === 'send') return await send(deps, entry, task.message);
    return await perform(deps, entry, task.kind === 'effect' ? [task.sideEffect] : task.sideEffects);
  } catch (error) {
    return judge(error);
  }
}

async function perform(deps: AttemptDeps, entry: OutboxEntry, sideEffects: readonly SideEffect[]): Promise<Outcome> {
  if (!(await deps.mayBegin(entry))) return { kind: 'lost' };
  const commit = await commitOf(deps.journal, entry);
  await runAllSideEffects(deps.runSideEffect, sideEffects, commit, { isLast: isLastAttempt(entry) });
  return { kind: 'done' };
}

async function send(deps: AttemptDeps, entry: OutboxEntry, index: number): Promise<Outcome> {
  const route = deps.route(entry.tenant, entry.account);
  if (route === null) return { kind: 'off' };
  const commit = await commitOf(deps.journal, entry);
  const content = await deps.sealer.open(commit);
  const message = content?.outbound[index];
  if (content === null && (await isLost(deps.sealer, commit))) throw keyMissing();
  // The content was erased before it was sent.
  if (!content || !message) return { kind: 'done' };
  const { announces } = message;
  if (
    announces !== undefined &&
    (await deps.mayAnnounce?.(commit, announces, { isFirst: entry.attempts === 0 })) === false
  )
    return { kind: 'done' };
  if (!(await deps.mayBegin(entry))) return { kind: 'lost' };
  const { account } = route;
  const { conversation } = entry;
  const idempotencyKey = `${conversation}.${entry.revision}.${entry.task.ordinal}`;
  const { platformId } = await inTime(deps, (signal) =>
    route.send({
      account,
      conversation,
      address: content.address,
      message: withSpeaker(message),
      idempotencyKey,
      signal,
    }),
  );
  return { kind: 'sent', platformId, committedAt: commit.at };
}

/** Runs `work`, and stops waiting when it takes too long, even if it ignores its signal. */
async function inTime<T>({ timer, end }: AttemptDeps, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const givenUp = Promise.withResolvers<never>();
  const giveUp = () => {
    givenUp.reject(new PlatformUnreachable('The platform took too long to take a message.'));
    late.abort();
  };
  end.addEventListener('abort', giveUp);
  const cancel = timer(maxSendMs, giveUp);
  try {
    if (end.aborted) giveUp();
    return await Promise.race([work(late.signal), givenUp.promise]);
  } finally {
    cancel();
    end.removeEventListener('abort', giveUp);
  }
}

async function commitOf(journal: Journal, entry: OutboxEntry): Promise<Commit> {
  const [commit] = await journal.read(entry.conversation, entry.revision - 1, 1);
  if (commit?.revision !== entry.revision) throw new Error('the commit of an outbox task is not in the journal');
  return commit;
}

function judge(error: unknown): Outcome {
  const code = codeOf(error);
  if (error instanceof AccountOff) return { kind: 'off' };
  if (!(error instanceof PlatformRefused)) {
    return { kind: 'failed', code, fault: error instanceof CodedError ? null : error };
  }
  return error.retryAt === null ? { kind: 'refused', code } : { kind: 'throttled', retryAt: error.retryAt, code };
}
