import type { CaseRows } from './caseRows.ts';
import type { Commit } from './commit.ts';
import type { Effect } from './event.ts';
import type { Handovers } from './handovers.ts';
import type { Notifier } from './notices.ts';
import type { Keys } from './ports.ts';
import type { StaffInbox } from './staffInbox.ts';

export interface EffectParts {
  readonly keys: Pick<Keys, 'destroy'>;
  readonly handovers: Pick<Handovers, 'offer'>;
  readonly caseRows: Pick<CaseRows, 'show' | 'forget'>;
  /** Null where nobody is told anything. */
  readonly notifier: Notifier | null;
  /** Null where staff have no place of their own. */
  readonly staffInbox: Pick<StaffInbox, 'follow' | 'mirror' | 'forget'> | null;
}

/** Carries out one thing that a committed turn asked of the outside. Doing it again changes nothing. */
export type CarryOut = (effect: Effect, commit: Commit) => Promise<void>;

export function createEffects({ keys, handovers, caseRows, notifier, staffInbox }: EffectParts): CarryOut {
  return async (effect, commit) => {
    switch (effect.type) {
      case 'erase-content':
        await keys.destroy(commit.conversation, commit.keyId);
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
        return notifier?.sendNotice(effect, commit);
      case 'mirror-case':
        return staffInbox?.mirror(effect, commit);
    }
  };
}
