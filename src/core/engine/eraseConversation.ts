import { append } from '../journal/append.ts';
import type { AgentId } from '../model/agent.ts';
import { subscriptionChanged } from '../model/announcements/decideSubscription.ts';
import { isHeld } from '../model/case.ts';
import { type Commit, isRecord, type SealedContent } from '../model/commit.ts';
import { type ConversationId, type ConversationState, upToDate } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { Event, SideEffect } from '../model/event.ts';
import type { ErasureCause, ErasureEnd } from '../model/rights/erasure.ts';
import type { CommandReceipt } from '../model/staffCommand.ts';
import { outboxTasks } from '../outbox/outboxTasks.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { CaseCommandDeps } from './handleCommand.ts';
import type { SideEffectRunner } from './runSideEffects.ts';

/** An erasure that no message asks for. */
export interface ErasureRequest {
  /** Unique in its conversation: a request with a known id changes nothing. */
  readonly id: string;
  readonly tenant: string;
  readonly conversation: ConversationId;
  /** The member of staff who does it; null: the person on a page, or the retention. */
  readonly by: AgentId | null;
  readonly cause: ErasureCause;
  /** The rule of retention whose time is over; null for other causes. */
  readonly rule: string | null;
  /** Why staff do it, and how they know the person: sealed. Null: nobody of staff does. */
  readonly reason: string | null;
  /** Where a partial erasure ends; null: everything is erased. */
  readonly before: ErasureEnd | null;
  /** The newest revision on which this was decided: if there is a newer one, nothing happens. Null: any. */
  readonly ifNewest: number | null;
}

export interface ErasureDeps {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly sideEffectRunner: Pick<SideEffectRunner, 'follow'>;
  readonly staff: Pick<CaseCommandDeps, 'load' | 'accountOf'>;
}

/**
 * Erases what was written in a conversation: one commit under a fresh key, then the older keys are destroyed. The caller
 * makes sure that nothing else happens in the conversation meanwhile. Resolves when it is done.
 * @throws {CodedError} `case.unknown` when there is no such conversation, `case.held` while a legal procedure needs it
 */
export async function eraseConversation(deps: ErasureDeps, request: ErasureRequest): Promise<CommandReceipt> {
  const { journal, sealer, clock, staff } = deps;
  const { tenant, conversation, before, ifNewest } = request;
  const inboundKey = sealer.inboundKey(`${conversation} erasure`, request.id);
  const store = { load: staff.load, append: journal.append };
  const appended = await append(store, { stream: conversation, inboundKey }, async ({ latest }) => {
    const newest = latest === null ? null : await newestOf(journal, conversation, latest.revision);
    if (newest === null || newest.tenant !== tenant || isRecord(newest.state)) throw unknown();
    if (newest.revision !== latest?.revision) return 'again';
    if (ifNewest !== null && newest.revision !== ifNewest)
      return { commit: null, value: { revision: newest.revision } };
    const state = upToDate(newest.state);
    if (state.cases.some(isHeld)) throw held();
    const revision = newest.revision + 1;
    const content = await contentOf(deps, request, newest, state);
    const commit: Commit = {
      tenant,
      account: newest.account,
      conversation,
      revision,
      inboundKey,
      at: clock(),
      events: eventsOf(request, newest, state),
      state:
        before === null
          ? { ...state, ...nobody, flow: null, offered: [], restricted: null, contactNotes: [] }
          : { ...state, contactNotes: (state.contactNotes ?? []).filter((note) => note >= before.revision) },
      outbox: outboxTasks(staff.accountOf(tenant, newest.account), [], sideEffectsOf(before, state)),
      ...(await sealer.seal(conversation, content, before === null ? 'fresh' : { follows: newest.keyId })),
    };
    return { commit, value: { revision } };
  });
  if (appended.outcome === 'duplicate') return { revision: appended.revision, duplicate: true };
  if (appended.outcome === 'unchanged') return { revision: appended.value.revision, duplicate: true };
  await deps.sideEffectRunner.follow(appended.commit, { inbound: null, outbound: [] });
  return { revision: appended.value.revision, duplicate: false };
}

/** A person who waits for an answer must be reachable: the address stays as long as a case is open, and with a part that stays. */
async function contentOf(
  { sealer }: ErasureDeps,
  { before, reason }: ErasureRequest,
  newest: Commit,
  { cases }: ConversationState,
): Promise<Omit<SealedContent, 'salts'>> {
  const isAwaited = before !== null || cases.some(({ status }) => status !== 'closed');
  const last = isAwaited ? await sealer.open(newest) : null;
  return {
    address: last?.address ?? null,
    inbound: null,
    outbound: [],
    ...(reason === null ? {} : { erasure: { reason } }),
    ...(before === null || last?.slots === undefined ? {} : { slots: last.slots }),
  };
}

/** Subscribers who get nothing any more. */
const nobody = { subscription: null, subscribedAt: null, reminders: [] } as const;

function hasSubscription({ subscription, reminders }: ConversationState): boolean {
  return (subscription ?? null) !== null || (reminders ?? []).length > 0;
}

function eventsOf({ by, cause, rule, before }: ErasureRequest, newest: Commit, state: ConversationState): Event[] {
  const { flow } = state;
  const until = before === null ? newest.revision : before.revision - 1;
  const erased: Event = { type: 'content.erased', by, cause, rule, until };
  if (before !== null) return [erased];
  return [
    erased,
    ...(flow === null ? [] : [{ type: 'flow.ended', flow: flow.flow, how: 'lost' } as const]),
    ...(hasSubscription(state) ? [{ type: 'subscription.ended' } as const] : []),
  ];
}

function sideEffectsOf(before: ErasureEnd | null, state: ConversationState): readonly SideEffect[] {
  const { cases, subscribedAt = null } = state;
  const erase: SideEffect = before === null ? { type: 'erase-content' } : { type: 'erase-content', before };
  const elsewhere = before === null && subscribedAt !== null;
  return [
    erase,
    ...(cases.length === 0 ? [] : [{ type: 'index-cases' } as const]),
    ...(before === null && hasSubscription(state) ? [subscriptionChanged] : []),
    ...(elsewhere ? [{ type: 'end-subscription', conversation: subscribedAt } as const] : []),
  ];
}

async function newestOf(journal: Journal, conversation: ConversationId, revision: number): Promise<Commit | null> {
  const commits = await journal.read(conversation, revision - 1, 2);
  return commits.at(-1) ?? null;
}

function unknown(): CodedError {
  return new CodedError('case.unknown', 'There is no such conversation. Look up the case in the inbox.');
}

function held(): CodedError {
  return new CodedError(
    'case.held',
    'A legal procedure needs what was written: nothing of it may be erased. A supervisor can lift the hold in the case.',
  );
}
