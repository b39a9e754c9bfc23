import { actOnSubscription, askByMail } from '../model/announcements/decideSubscription.ts';
import { mailAccount, mailConversation } from '../model/announcements/subscription.ts';
import type { Commit } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';
import type { CommandReceipt } from '../model/staffCommand.ts';
import { handleSubscriber, type SubscriberDeps, type SubscriberRequest } from './handleSubscriber.ts';

type Of<T extends SideEffect['type']> = Extract<SideEffect, { type: T }>;

/** What a commit does to a subscription by e-mail, which is a separate conversation. Idempotent. */
export interface SubscriptionsElsewhere {
  subscribeByMail(wanted: Of<'subscribe-by-mail'>, said: Commit): Promise<void>;
  endSubscription(end: Of<'end-subscription'>, said: Commit): Promise<void>;
  /** A step that a side effect takes: it may run under the lock of its conversation, which it must not wait for. */
  subscriberStep(request: SubscriberRequest): Promise<CommandReceipt>;
}

export function createSubscriptionsElsewhere(deps: SubscriberDeps): SubscriptionsElsewhere {
  // Anybody may type an address: with their conversation ends only what was asked for in it.
  const nameIn = (conversation: string, said: Commit) =>
    deps.sealer.inboundKey(`${conversation} asked in`, said.conversation);
  const idOf = ({ conversation, revision }: Commit) => `elsewhere ${conversation} ${revision}`;
  return {
    subscriberStep: (request) => handleSubscriber(deps, request),

    async subscribeByMail({ type: _, ...choice }, said) {
      const email = (await deps.sealer.open(said))?.subscriber?.email;
      // What was written has been erased since.
      if (email === undefined) return;
      const { tenant } = said;
      const conversation = deps.sealer.conversationId(tenant, mailAccount, mailConversation(email));
      const decide = (state: Parameters<typeof askByMail>[0], at: Parameters<typeof askByMail>[2]) =>
        askByMail(state, { ...choice, askedIn: nameIn(conversation, said) }, at);
      await handleSubscriber(deps, { tenant, conversation, id: idOf(said), email, decide });
    },
    async endSubscription({ conversation }, said) {
      const { latest } = await deps.staff.load(conversation, '');
      if (latest === null) return;
      await handleSubscriber(deps, {
        tenant: said.tenant,
        conversation,
        id: idOf(said),
        decide(state, at) {
          const isOwn = state?.subscription?.askedIn === nameIn(conversation, said);
          return isOwn ? actOnSubscription(state, { kind: 'end' }, at) : null;
        },
      });
    },
  };
}
