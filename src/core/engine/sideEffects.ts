import type { CaseProjection } from '../cases/caseProjection.ts';
import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { RunSideEffect } from '../outbox/sideEffects.ts';
import type { Notifier } from '../ports/notifications.ts';
import type { Keys } from '../ports/sealer.ts';
import type { StaffInbox } from '../ports/staffInbox.ts';

export interface SideEffectDeps {
  readonly keys: Pick<Keys, 'destroy'>;
  /** Removes the files of a conversation whose keys were destroyed. */
  readonly removeErasedFiles: (conversation: ConversationId) => Promise<void>;
  readonly channelTransfers: Pick<ChannelTransfers, 'offer'>;
  readonly caseProjection: Pick<CaseProjection, 'show' | 'forget'>;
  /** Null where nobody is told anything. */
  readonly notifier: Notifier | null;
  /** Told when an alert about a case was delivered to staff. */
  readonly alertDelivered: (tenant: string, code: CaseCode) => Promise<void>;
  /** Null where staff have no place of their own. */
  readonly staffInbox: Pick<StaffInbox, 'follow' | 'sync' | 'forget'> | null;
}

export function createSideEffects(deps: SideEffectDeps): RunSideEffect {
  const { keys, removeErasedFiles, channelTransfers, caseProjection, notifier, staffInbox, alertDelivered } = deps;
  return async (sideEffect, commit) => {
    switch (sideEffect.type) {
      case 'erase-content':
        await keys.destroy(commit.conversation, commit.keyId);
        await removeErasedFiles(commit.conversation);
        await caseProjection.forget(commit);
        return staffInbox?.forget(commit);
      case 'offer-transfer-code':
        return channelTransfers.offer(commit, sideEffect.boundTo);
      case 'index-cases':
        await caseProjection.show(commit);
        return staffInbox?.follow(commit);
      case 'notify':
        return notifier?.fanOutNotification(sideEffect.notification, commit);
      case 'send-notification':
        if ((await notifier?.sendNotification(sideEffect, commit)) && sideEffect.notification.reason === 'alert')
          await alertDelivered(commit.tenant, sideEffect.notification.case);
        return;
      case 'sync-case':
        return staffInbox?.sync(sideEffect, commit);
    }
  };
}
