import { append } from '../journal/append.ts';
import type { AgentId } from '../model/agent.ts';
import { type Commit, isRecord, type SealedContent } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import { CodedError } from '../model/errors.ts';
import type { SideEffect } from '../model/event.ts';
import type { ExercisedRight } from '../model/rights/erasure.ts';
import type { CommandReceipt } from '../model/staffCommand.ts';
import { outboxTasks } from '../outbox/outboxTasks.ts';
import type { ErasureDeps } from './eraseConversation.ts';

/** A right that somebody exercised, which is recorded in the conversation that it is about. */
export interface RightRequest {
  /** Unique in its conversation: a request with a known id changes nothing. */
  readonly id: string;
  readonly tenant: string;
  readonly conversation: ConversationId;
  /** The member of staff who does it; null: the person. */
  readonly by: AgentId | null;
  readonly right: ExercisedRight;
  /** Why staff do it, and how they know the person: sealed. */
  readonly reason: string | null;
  /** What is stated about what was said: sealed. Null unless it is a correction or an objection. */
  readonly statement: NonNullable<SealedContent['statement']> | null;
}

/**
 * Records that a right was exercised; a restriction begins or ends with it. The caller makes sure that nothing else
 * happens in the conversation meanwhile.
 * @throws {CodedError} `case.unknown` when there is no such conversation
 */
export async function recordRight(deps: ErasureDeps, request: RightRequest): Promise<CommandReceipt> {
  const { journal, sealer, clock, staff, sideEffectRunner } = deps;
  const { tenant, conversation, by, right, reason, statement } = request;
  const inboundKey = sealer.inboundKey(`${conversation} right`, request.id);
  const store = { load: staff.load, append: journal.append };
  const appended = await append(store, { stream: conversation, inboundKey }, async ({ latest }) => {
    const newest = latest === null ? undefined : (await journal.read(conversation, latest.revision - 1, 2)).at(-1);
    if (newest === undefined || newest.tenant !== tenant || isRecord(newest.state))
      throw new CodedError('case.unknown', 'There is no such conversation. Look up the case in the inbox.');
    if (newest.revision !== latest?.revision) return 'again';
    const at = clock();
    const state = upToDate(newest.state);
    const opened = await sealer.open(newest);
    const content = {
      address: opened?.address ?? null,
      inbound: null,
      outbound: [],
      ...(reason === null ? {} : { erasure: { reason } }),
      ...(statement === null ? {} : { statement }),
      ...(state.flow === null || opened?.slots === undefined ? {} : { slots: opened.slots }),
    };
    const isAboutUse = right === 'restriction' || right === 'restriction-lifted';
    const sideEffects: readonly SideEffect[] = isAboutUse && state.cases.length > 0 ? [{ type: 'index-cases' }] : [];
    const commit: Commit = {
      tenant,
      account: newest.account,
      conversation,
      revision: newest.revision + 1,
      inboundKey,
      at,
      events: [{ type: 'right.exercised', by, right }],
      state:
        right === 'restriction'
          ? { ...state, restricted: { by, since: at } }
          : right === 'restriction-lifted'
            ? { ...state, restricted: null }
            : state,
      outbox: outboxTasks(staff.accountOf(tenant, newest.account), [], sideEffects),
      ...(await sealer.seal(conversation, content, { follows: newest.keyId })),
    };
    return { commit, value: commit.revision };
  });
  if (appended.outcome === 'duplicate') return { revision: appended.revision, duplicate: true };
  if (appended.outcome === 'appended') await sideEffectRunner.follow(appended.commit, { inbound: null, outbound: [] });
  return { revision: appended.value, duplicate: appended.outcome === 'unchanged' };
}
