import type { CaseCode } from '../model/case.ts';
import type { CaseRows } from '../cases/caseProjection.ts';
import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Effect } from '../model/event.ts';
import type { Handovers } from '../journal/channelTransfers.ts';
import type { Notifier } from '../ports/notifications.ts';
import type { Keys } from '../ports/ports.ts';
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

/** Carries out one thing that a committed turn asked of the outside. Doing it again changes nothing. */
export type CarryOut = (effect: Effect, commit: Commit) => Promise<void>;

/**
 * Carries out all that a commit asked for; one that fails keeps none of the others from being done.
 * @throws what the first one threw that failed
 */
export async function carryOutAll(carryOut: CarryOut, effects: readonly Effect[], commit: Commit): Promise<void> {
  const faults: unknown[] = [];
  for (const effect of effects) {
    try {
      await carryOut(effect, commit);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
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
