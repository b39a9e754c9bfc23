import { isLost, keyMissing } from '../journal/lostKey.ts';
import type { Account } from '../model/account.ts';
import type { Commit } from '../model/commit.ts';
import { AccountOff, CodedError, codeOf, PlatformRefused, PlatformUnreachable } from '../model/errors.ts';
import type { SideEffect } from '../model/event.ts';
import type { Send } from '../ports/adapter.ts';
import type { Timer } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { OutboxEntry } from '../ports/outbox.ts';
import type { Sealer } from '../ports/sealer.ts';
import { type RunSideEffect, runAllSideEffects } from './sideEffects.ts';

/** Longest that one message may take, milliseconds: so much below the lease that its end can still be written down. */
const longestSend = 30_000;

/** How one attempt at a task ended. */
export type Outcome =
  /** `committedAt`: when the commit was made that it belongs to. */
  | { readonly kind: 'sent'; readonly platformId: string | null; readonly committedAt: number }
  /** There was nothing to send (an effect, or what was erased before it could be sent), and it is done. */
  | { readonly kind: 'done' }
  /** This process was taken for dead: another one has the task. */
  | { readonly kind: 'lost' }
  /** The account isn't open here. */
  | { readonly kind: 'off' }
  /** The platform will take it later, and says when. */
  | { readonly kind: 'patience'; readonly retryAt: number; readonly code: string }
  /** It may go through later. `fault`: an error of ours, which its code alone would not lead to. */
  | { readonly kind: 'failed'; readonly code: string; readonly fault: unknown }
  /** It will never go through. */
  | { readonly kind: 'refused'; readonly code: string };

export interface AttemptDeps {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly runSideEffect: RunSideEffect;
  /** The account and how to send on it; null while it isn't open here: its messages wait. */
  readonly route: (tenant: string, account: string) => { account: Account; send: Send } | null;
  readonly timer: Timer;
  /** Whether this process still has the task. */
  readonly mayBegin: (entry: OutboxEntry) => Promise<boolean>;
  /** Aborted when the process can wait for nobody any more. */
  readonly end: AbortSignal;
}

/** Tries a task once. Never rejects. */
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
  await runAllSideEffects(deps.runSideEffect, sideEffects, await commitOf(deps.journal, entry));
  return { kind: 'done' };
}

async function send(deps: AttemptDeps, entry: OutboxEntry, index: number): Promise<Outcome> {
  const route = deps.route(entry.tenant, entry.account);
  if (route === null) return { kind: 'off' };
  const commit = await commitOf(deps.journal, entry);
  const content = await deps.sealer.open(commit);
  const message = content?.outbound[index];
  if (content === null && (await isLost(deps.sealer, commit))) throw keyMissing();
  // Erased before it was sent: there is nothing left to say.
  if (!content || !message) return { kind: 'done' };
  if (!(await deps.mayBegin(entry))) return { kind: 'lost' };
  const { account } = route;
  const { conversation } = entry;
  const idempotencyKey = `${conversation}.${entry.revision}.${entry.task.ordinal}`;
  const { platformId } = await inTime(deps, (signal) =>
    route.send({ account, conversation, address: content.address, message, idempotencyKey, signal }),
  );
  return { kind: 'sent', platformId, committedAt: commit.at };
}

/** Runs `work`, and gives up waiting for it when it takes too long, whether it listens to its signal or not. */
async function inTime<T>({ timer, end }: AttemptDeps, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const givenUp = Promise.withResolvers<never>();
  const giveUp = () => {
    givenUp.reject(new PlatformUnreachable('The platform took too long to take a message.'));
    late.abort();
  };
  end.addEventListener('abort', giveUp);
  const cancel = timer(longestSend, giveUp);
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
  return error.retryAt === null ? { kind: 'refused', code } : { kind: 'patience', retryAt: error.retryAt, code };
}
