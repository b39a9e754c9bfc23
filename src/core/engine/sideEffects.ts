import type { CaseProjection } from '../cases/caseProjection.ts';
import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import { restricts } from '../journal/usableContent.ts';
import type { CaseCode } from '../model/case.ts';
import { type Commit, isRecord } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import type { SendHeld } from '../model/desk/notificationChoice.ts';
import type { SideEffect } from '../model/event.ts';
import type { RunSideEffect, SideEffectAttempt } from '../outbox/runAllSideEffects.ts';
import type { Notifier } from '../ports/notifications.ts';
import type { Keys } from '../ports/sealer.ts';
import type { InboxSync } from '../ports/staffInbox.ts';
import type { CommandHandlers } from './handleCommand.ts';
import type { SubscriptionsElsewhere } from './subscribeElsewhere.ts';

export interface SideEffectDeps {
  readonly keys: Pick<Keys, 'destroy'>;
  /** Notes destroyed keys apart from the key ring; absent: nobody does. */
  readonly noteErased?: (keyIds: readonly string[]) => Promise<void>;
  /** Removes the files of a conversation whose keys were destroyed. */
  readonly removeErasedFiles: (conversation: ConversationId) => Promise<void>;
  readonly channelTransfers: Pick<ChannelTransfers, 'offer'>;
  readonly caseProjection: Pick<CaseProjection, 'show' | 'forget'>;
  /** Null where no notifications are sent. */
  readonly notifier: Notifier | null;
  /** Null where staff have no inbox on a platform. */
  readonly inboxSync: InboxSync | null;
  /** Sends the code that confirms an address; left out where there is no mail server. */
  readonly sendConfirmation?: (
    sideEffect: Extract<SideEffect, { type: 'send-confirmation' }>,
    commit: Commit,
  ) => Promise<void>;
  /** Makes an account show an announcement, or removes it there; left out where nothing is announced. */
  readonly postAnnouncement?: (
    sideEffect: Extract<SideEffect, { type: 'post-announcement' }>,
    commit: Commit,
    attempt: SideEffectAttempt,
  ) => Promise<void>;
  /** Sends a case to a ticket system of the city; left out where there is none. */
  readonly sendTicket?: (
    sideEffect: Extract<SideEffect, { type: 'send-ticket' }>,
    commit: Commit,
    attempt: SideEffectAttempt,
  ) => Promise<void>;
  /** Counts the answers to a survey; left out where nobody is asked anything. */
  readonly countAnswer?: (sideEffect: Extract<SideEffect, { type: 'count-answer' }>, commit: Commit) => Promise<void>;
  /** Writes to somebody who subscribes to announcements by e-mail; left out where there is no mail server. */
  readonly writeToSubscriber?: (sideEffect: SubscriberMail, commit: Commit) => Promise<void>;
  /** Notes that the subscription of a conversation changed; left out where nobody is told. */
  readonly noteSubscription?: (commit: Commit) => Promise<void>;
  /** Writes the figures of the board to somebody; left out where there is no mail server. */
  readonly sendBoard?: (sideEffect: Extract<SideEffect, { type: 'send-board' }>) => Promise<void>;
  /** Writes to somebody what was held back in their quiet hours; left out where there is no mail server. */
  readonly sendHeld?: (sideEffect: SendHeld) => Promise<void>;
  /** Writes to the citizen of a case. */
  readonly writeToCitizen?: (sideEffect: CitizenMail, commit: Commit) => Promise<void>;
}

/** What commits do in other conversations. */
export type Elsewhere = Pick<CommandHandlers, 'addToCase' | 'leaveFlow'> & SubscriptionsElsewhere;

/** A citizen is to be written to about their case. */
export type CitizenMail = Extract<SideEffect, { type: 'ask-address' | 'notify-citizen' }>;

/** Somebody who subscribes to announcements by e-mail is to be written to. */
export type SubscriberMail = Extract<SideEffect, { type: 'ask-subscriber' | 'mail-subscriber' }>;

export function createSideEffects(deps: SideEffectDeps): RunSideEffect {
  const { keys, removeErasedFiles, channelTransfers, caseProjection, notifier, inboxSync } = deps;
  const forgetInInbox: InboxSync['forget'] = async (commit, cases) => inboxSync?.forget(commit, cases);
  return async (sideEffect, commit, attempt = { isLast: false }) => {
    switch (sideEffect.type) {
      case 'erase-content': {
        // Apart from the note: the arguments of a call that is left out are not evaluated.
        const gone = await keys.destroy(commit.conversation, sideEffect.before?.key ?? commit.keyId);
        await deps.noteErased?.(gone);
        await removeErasedFiles(commit.conversation);
        return forgetInInbox(commit, await caseProjection.forget(commit, sideEffect.before ?? null));
      }
      case 'offer-transfer-code':
        return channelTransfers.offer(commit, sideEffect.boundTo);
      case 'index-cases':
        await caseProjection.show(commit);
        // What is only kept is shown nowhere; new words of the person are in no thread either.
        if (restricts(commit.state)) return forgetInInbox(commit, codesIn(commit));
        return inboxSync?.follow(commit);
      case 'notify':
        return notifier?.fanOutNotification(sideEffect.notification, commit);
      case 'send-notification':
        await notifier?.sendNotification(sideEffect, commit);
        return;
      case 'send-board':
        return deps.sendBoard?.(sideEffect);
      case 'send-held':
        return deps.sendHeld?.(sideEffect);
      case 'add-to-case':
      case 'leave-flow':
      case 'subscribe-by-mail':
      case 'end-subscription':
        throw new Error('what concerns another conversation is done by the engine, around these side effects');
      case 'send-confirmation':
        return deps.sendConfirmation?.(sideEffect, commit);
      case 'ask-address':
      case 'notify-citizen':
        return deps.writeToCitizen?.(sideEffect, commit);
      case 'post-announcement':
        return deps.postAnnouncement?.(sideEffect, commit, attempt);
      case 'send-ticket':
        return deps.sendTicket?.(sideEffect, commit, attempt);
      case 'count-answer':
        return deps.countAnswer?.(sideEffect, commit);
      case 'ask-subscriber':
      case 'mail-subscriber':
        return deps.writeToSubscriber?.(sideEffect, commit);
      case 'subscription-changed':
        return deps.noteSubscription?.(commit);
      case 'sync-case':
        return inboxSync?.sync(sideEffect, commit);
    }
  };
}

function codesIn({ state }: Commit): readonly CaseCode[] {
  return isRecord(state) ? [] : upToDate(state).cases.map(({ code }) => code);
}

/** All side effects over an engine, for the dispatcher: it runs those that a process left behind, and alone sends notifications. */
export function createDispatchedSideEffects(
  deps: SideEffectDeps & { readonly notifier: Notifier },
  {
    alertDelivered,
    elsewhere,
  }: {
    readonly alertDelivered: (tenant: string, code: CaseCode) => Promise<void>;
    readonly elsewhere: Elsewhere;
  },
): RunSideEffect {
  const notifier = reportingAlerts(deps.notifier, alertDelivered);
  return reachingOthers(createSideEffects({ ...deps, notifier }), elsewhere);
}

/** Carries out what a commit has done in another conversation; all else is left to `run`. */
export function reachingOthers(
  run: RunSideEffect,
  { addToCase, leaveFlow, subscribeByMail, endSubscription }: Elsewhere,
): RunSideEffect {
  return async (sideEffect, commit, attempt) => {
    if (sideEffect.type === 'add-to-case') await addToCase(sideEffect, commit);
    else if (sideEffect.type === 'leave-flow') await leaveFlow(sideEffect, commit);
    else if (sideEffect.type === 'subscribe-by-mail') await subscribeByMail(sideEffect, commit);
    else if (sideEffect.type === 'end-subscription') await endSubscription(sideEffect, commit);
    else await run(sideEffect, commit, attempt);
  };
}

/**
 * A notifier that reports each alert about a case that was delivered to staff. For the dispatcher, which alone sends
 * notifications.
 */
export function reportingAlerts(
  notifier: Notifier,
  alertDelivered: (tenant: string, code: CaseCode) => Promise<void>,
): Notifier {
  return {
    ...notifier,
    async sendNotification(sideEffect, commit) {
      const isDelivered = await notifier.sendNotification(sideEffect, commit);
      const { reason, case: code } = sideEffect.notification;
      if (isDelivered && reason === 'alert') await alertDelivered(commit.tenant, code);
      return isDelivered;
    },
  };
}
