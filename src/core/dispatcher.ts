import type { Account } from './account.ts';
import type { Send } from './adapter.ts';
import type { Commit } from './commit.ts';
import { AccountOff, CodedError, codeOf, PlatformRefused } from './errors.ts';
import type { Clock, Journal, Keys, Log, Outbox, OutboxEntry, Sealer } from './ports.ts';

/** Longest that one attempt may take before another process may try, milliseconds. */
const leaseFor = 60_000;
/** Attempts after which a message that keeps failing is given to staff: with the back-off below, about two hours. */
const mostAttempts = 25;
const firstDelay = 1_000;
const longestDelay = 10 * 60_000;
const atOnce = 64;

export interface DispatcherParts {
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly keys: Keys;
  /** The account and how to send on it; null while its adapter is off: the task waits. */
  readonly route: (tenant: string, account: string) => { account: Account; send: Send } | null;
  readonly clock: Clock;
  /** A number from 0 to 1, so that retries of many conversations don't fall together. */
  readonly jitter: () => number;
  /** Whether the process is about to stop: what was taken is finished, and nothing more is taken. */
  readonly isEnding: () => boolean;
  readonly log: Log;
}

/**
 * Does all that is due, in order within each conversation, and resolves to the time at which the next task becomes
 * due (null: nothing waits; past, when the process is ending before all is done). A crash in the middle repeats at most
 * the one message that was being sent.
 */
export async function dispatchDue(parts: DispatcherParts): Promise<number | null> {
  do {
    const now = parts.clock();
    const entries = await parts.outbox.claim(now, now + leaseFor, atOnce);
    if (entries.length === 0) return parts.outbox.nextDue();
    const settled = await Promise.allSettled(entries.map((entry) => attempt(parts, entry)));
    // The outbox itself failed: told only once nothing is under way any more.
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
  } while (!parts.isEnding());
  return parts.clock();
}

async function attempt(parts: DispatcherParts, entry: OutboxEntry): Promise<void> {
  let platformId: string | null;
  try {
    platformId = await perform(parts, entry);
  } catch (error) {
    await settleFailure(parts, entry, error);
    return;
  }
  // Outside of the attempt: what cannot be marked as done was delivered all the same, and is not a failed delivery.
  await parts.outbox.done(entry, platformId);
}

/** Carries a task out; resolves to the platform's id of the message, if there is one. */
async function perform(parts: DispatcherParts, entry: OutboxEntry): Promise<string | null> {
  const commit = await commitOf(parts, entry);
  if (entry.task.kind === 'effect') {
    await parts.keys.destroy(entry.conversation, commit.keyId);
    return null;
  }
  const content = await parts.sealer.open(commit);
  const message = content?.outbound[entry.task.message];
  // Erased before it was sent: there is nothing left to say.
  if (!content || !message) return null;
  const route = parts.route(entry.tenant, entry.account);
  if (route === null) throw new AccountOff();
  const key = `${entry.conversation}.${entry.revision}.${entry.task.ordinal}`;
  const sending = {
    account: route.account,
    conversation: entry.conversation,
    address: content.address,
    message,
    idempotencyKey: key,
    signal: new AbortController().signal,
  };
  return (await route.send(sending)).platformId;
}

async function commitOf(parts: DispatcherParts, entry: OutboxEntry): Promise<Commit> {
  const [commit] = await parts.journal.read(entry.conversation, entry.revision - 1, 1);
  if (commit?.revision !== entry.revision) throw new Error('the commit of an outbox task is not in the journal');
  return commit;
}

async function settleFailure(parts: DispatcherParts, entry: OutboxEntry, error: unknown): Promise<void> {
  const code = codeOf(error);
  // An error without a code is a fault of ours, and its code alone would not lead to it.
  const fault = error instanceof CodedError ? {} : { error };
  const fields = {
    ...fault,
    code,
    account: entry.account,
    conversation: entry.conversation,
    attempts: entry.attempts + 1,
  };
  if (error instanceof AccountOff) {
    await parts.outbox.retry(entry, parts.clock() + longestDelay, code);
    return;
  }
  const retryAt = error instanceof PlatformRefused ? error.retryAt : backOff(parts, entry);
  if (retryAt === null || entry.attempts + 1 >= mostAttempts) {
    parts.log.error(fields, 'a message could not be delivered and was set aside for staff');
    await parts.outbox.bury(entry, code);
    return;
  }
  parts.log.warn(fields, 'a message could not be delivered yet; it will be tried again');
  await parts.outbox.retry(entry, retryAt, code);
}

function backOff(parts: DispatcherParts, entry: OutboxEntry): number {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(entry.attempts, 20));
  return parts.clock() + delay * (0.5 + parts.jitter() / 2);
}
