import { append } from '../journal/append.ts';
import type { SubscriptionStep } from '../model/announcements/decideSubscription.ts';
import { isMailAddress, mailAccount } from '../model/announcements/subscription.ts';
import { type Commit, isRecord, type SealedContent } from '../model/commit.ts';
import { type ConversationId, type ConversationState, upToDate } from '../model/conversation.ts';
import { AccountOff, CodedError } from '../model/errors.ts';
import type { Outbound } from '../model/message.ts';
import type { CommandReceipt } from '../model/staffCommand.ts';
import { outboxTasks } from '../outbox/outboxTasks.ts';
import type { Translate } from '../ports/translate.ts';
import { render } from '../render/render.ts';
import type { ErasureDeps } from './eraseConversation.ts';

/** A step of the subscription of a conversation, which no message in it causes. */
export interface SubscriberRequest {
  readonly tenant: string;
  readonly conversation: ConversationId;
  /** Unique in its conversation: a request with a known id changes nothing. Null: `decide` knows what was done. */
  readonly id: string | null;
  /** The address of a conversation that consists of a subscription by e-mail; sealed. Absent: as before. */
  readonly email?: string;
  /** A pure function; null: there is nothing to record. It may throw. */
  decide(
    state: ConversationState | null,
    at: { readonly now: number; readonly revision: number },
  ): SubscriberStep | null;
}

export interface SubscriberStep extends SubscriptionStep {
  /** What is said in the conversation. */
  readonly outbound?: readonly Outbound[];
}

export interface SubscriberDeps extends ErasureDeps {
  readonly translate: Translate;
}

/**
 * Records a step of a subscription. One by e-mail that ends leaves nothing: its address is erased with its key. The caller
 * makes sure that nothing else happens in the conversation meanwhile, or that it is no harm.
 * @throws {CodedError} `subscription.gone` when there is no such conversation, `account.off`, and what `decide` throws
 */
export async function handleSubscriber(deps: SubscriberDeps, request: SubscriberRequest): Promise<CommandReceipt> {
  const { journal, sealer, clock, staff, translate } = deps;
  const { tenant, conversation, email } = request;
  const keyFor = (id: string) => sealer.inboundKey(`${conversation} subscription`, id);
  const known = request.id === null ? '' : keyFor(request.id);
  const store = { load: staff.load, append: journal.append };
  const appended = await append(store, { stream: conversation, inboundKey: known }, async ({ latest }) => {
    const newest = latest === null ? null : (await journal.read(conversation, latest.revision - 1, 2)).at(-1);
    if (newest === undefined || (newest !== null && newest.revision !== latest?.revision)) return 'again';
    if (newest !== null && (newest.tenant !== tenant || isRecord(newest.state))) throw gone();
    if (newest === null && email === undefined) throw gone();
    const before = newest === null || isRecord(newest.state) ? null : upToDate(newest.state);
    const now = clock();
    const revision = (newest?.revision ?? 0) + 1;
    const step = request.decide(before, { now, revision });
    const unchanged = { commit: null, value: { revision: newest?.revision ?? 0, outbound: [] } };
    if (step === null) return unchanged;
    const accountId = newest?.account ?? mailAccount;
    const account = staff.accountOf(tenant, accountId);
    const said = step.outbound ?? [];
    // A message that cannot be rendered must not count as sent.
    if (account === null && said.length > 0) throw new AccountOff();
    const outbound = account === null ? [] : said.flatMap((each) => render(each, account.capabilities, translate));
    const opened = newest === null ? null : await sealer.open(newest);
    const isMail = email !== undefined || isMailAddress(opened?.address);
    const erases = isMail && (step.state.subscription ?? null) === null;
    // Others may write an address in another way; what its reader said yes to stays.
    const isConfirmed = isMailAddress(opened?.address) && isAnswered(before);
    const address = email === undefined || isConfirmed ? (opened?.address ?? null) : { email };
    const content: Omit<SealedContent, 'salts'> = {
      address: erases ? null : address,
      inbound: null,
      outbound,
      ...(step.state.flow === null || opened?.slots === undefined ? {} : { slots: opened.slots }),
    };
    const keyedAt = step.state.subscription?.keyedAt;
    const isFresh = erases || (keyedAt !== undefined && keyedAt !== before?.subscription?.keyedAt);
    const key = isFresh ? 'fresh' : newest === null ? 'current' : ({ follows: newest.keyId } as const);
    const commit: Commit = {
      tenant,
      account: accountId,
      conversation,
      revision,
      inboundKey: request.id === null ? keyFor(`at ${revision}`) : known,
      at: now,
      events: [
        ...step.events,
        ...(erases
          ? [{ type: 'content.erased' as const, by: null, cause: 'citizen' as const, rule: null, until: revision - 1 }]
          : []),
      ],
      state: step.state,
      outbox: outboxTasks(account, outbound, [
        ...step.sideEffects,
        ...(erases ? [{ type: 'erase-content' as const }] : []),
      ]),
      ...(await sealer.seal(conversation, content, key)),
    };
    return { commit, value: { revision, outbound } };
  });
  if (appended.outcome === 'duplicate') return { revision: appended.revision, duplicate: true };
  const { revision, outbound } = appended.value;
  if (appended.outcome === 'unchanged') return { revision, duplicate: true };
  await deps.sideEffectRunner.follow(appended.commit, { inbound: null, outbound });
  return { revision, duplicate: false };
}

/** Whether the reader of an address has said yes to a subscription. */
function isAnswered(state: ConversationState | null): boolean {
  const subscription = state?.subscription ?? null;
  return subscription !== null && subscription.state !== 'asked';
}

function gone(): CodedError {
  return new CodedError('subscription.gone', 'There is no such subscription: ask for the announcements again.');
}
