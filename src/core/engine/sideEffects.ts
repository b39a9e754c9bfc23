import type { CaseProjection } from '../cases/caseProjection.ts';
import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { RunSideEffect } from '../outbox/runAllSideEffects.ts';
import type { Notifier } from '../ports/notifications.ts';
import type { Keys } from '../ports/sealer.ts';
import type { InboxSync } from '../ports/staffInbox.ts';

export interface SideEffectDeps {
  readonly keys: Pick<Keys, 'destroy'>;
  /** Removes the files of a conversation whose keys were destroyed. */
  readonly removeErasedFiles: (conversation: ConversationId) => Promise<void>;
  readonly channelTransfers: Pick<ChannelTransfers, 'offer'>;
  readonly caseProjection: Pick<CaseProjection, 'show' | 'forget'>;
  /** Null where no notifications are sent. */
  readonly notifier: Notifier | null;
  /** Null where staff have no inbox on a platform. */
  readonly inboxSync: InboxSync | null;
}

export function createSideEffects(deps: SideEffectDeps): RunSideEffect {
  const { keys, removeErasedFiles, channelTransfers, caseProjection, notifier, inboxSync } = deps;
  return async (sideEffect, commit) => {
    switch (sideEffect.type) {
      case 'erase-content':
        await keys.destroy(commit.conversation, commit.keyId);
        await removeErasedFiles(commit.conversation);
        await caseProjection.forget(commit);
        return inboxSync?.forget(commit);
      case 'offer-transfer-code':
        return channelTransfers.offer(commit, sideEffect.boundTo);
      case 'index-cases':
        await caseProjection.show(commit);
        return inboxSync?.follow(commit);
      case 'notify':
        return notifier?.fanOutNotification(sideEffect.notification, commit);
      case 'send-notification':
        await notifier?.sendNotification(sideEffect, commit);
        return;
      case 'sync-case':
        return inboxSync?.sync(sideEffect, commit);
    }
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
