import type { CaseRows } from '../cases/caseProjection.ts';
import type { Handovers } from '../journal/channelTransfers.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { CarryOut } from '../outbox/sideEffects.ts';
import type { Notifier } from '../ports/notifications.ts';
import type { Keys } from '../ports/sealer.ts';
import type { StaffInbox } from '../ports/staffInbox.ts';

export interface EffectParts {
  readonly keys: Pick<Keys, 'destroy'>;
  /** Removes the files of a conversation whose keys were destroyed. */
  readonly removeErasedFiles: (conversation: ConversationId) => Promise<void>;
  readonly handovers: Pick<Handovers, 'offer'>;
  readonly caseRows: Pick<CaseRows, 'show' | 'forget'>;
  /** Null where nobody is told anything. */
  readonly notifier: Notifier | null;
  /** Told when an alert about a case was delivered to staff. */
  readonly alertDelivered: (tenant: string, code: CaseCode) => Promise<void>;
  /** Null where staff have no place of their own. */
  readonly staffInbox: Pick<StaffInbox, 'follow' | 'mirror' | 'forget'> | null;
}

export function createEffects(parts: EffectParts): CarryOut {
  const { keys, removeErasedFiles, handovers, caseRows, notifier, staffInbox, alertDelivered } = parts;
  return async (effect, commit) => {
    switch (effect.type) {
      case 'erase-content':
        await keys.destroy(commit.conversation, commit.keyId);
        await removeErasedFiles(commit.conversation);
        await caseRows.forget(commit);
        return staffInbox?.forget(commit);
      case 'offer-code':
        return handovers.offer(commit, effect.boundTo);
      case 'index-cases':
        await caseRows.show(commit);
        return staffInbox?.follow(commit);
      case 'notify':
        return notifier?.carryOutNotice(effect.notice, commit);
      case 'send-notice':
        if ((await notifier?.sendNotice(effect, commit)) && effect.notice.reason === 'alert')
          await alertDelivered(commit.tenant, effect.notice.case);
        return;
      case 'mirror-case':
        return staffInbox?.mirror(effect, commit);
    }
  };
}
