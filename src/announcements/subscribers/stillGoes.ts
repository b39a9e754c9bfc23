import type { SubscriptionsElsewhere } from '../../core/engine/subscribeElsewhere.ts';
import type { AnnouncementState } from '../../core/model/announcements/announcement.ts';
import type { DecentHours } from '../../core/model/announcements/decentHours.ts';
import { formerVersion, type SentAnnouncement } from '../../core/model/announcements/subscription.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { AnnouncementDesk } from '../announcementDesk.ts';
import { isStopped, isStoppedOn, type SendingStatus } from '../sendingStatus.ts';
import { decideNotSent, type SubscriberItem } from './decideDelivery.ts';

/** Takes steps of subscriptions from side effects, which may run under the lock of the conversation that they change. */
export interface SubscriberSteps {
  readonly elsewhere: Pick<SubscriptionsElsewhere, 'subscriberStep'>;
}

type Version = { readonly id: string; readonly version: string };

/**
 * Whether announcements that a commit tells somebody of may still go, right before they are sent: with what is to be sent.
 * Null: they wanted no more, it is too late in the day, or something was withdrawn, corrected or stopped. It is then recorded
 * as not sent, unless somebody has tried already (`isFirst` false): it may have arrived, and nothing is sent twice.
 */
export type StillGoes = (
  commit: Commit,
  announcements: readonly Version[],
  attempt: { readonly isFirst: boolean },
) => Promise<readonly SubscriberItem[] | null>;

/** Whether an announcement may be told now through an account; one that is none is for e-mail. */
export function mayGo(item: AnnouncementState, sendingStatus: SendingStatus, account: string): boolean {
  if (item.state !== 'published' || item.held) return false;
  const isChannel = sendingStatus.account(account).isKnown;
  return isChannel ? !isStoppedOn(sendingStatus, account, item.reviewedAt) : !isStopped(sendingStatus, item.reviewedAt);
}

export function createStillGoes(deps: {
  readonly announcements: Pick<AnnouncementDesk, 'state' | 'published'>;
  readonly sendingStatus: () => Promise<SendingStatus>;
  readonly journal: Pick<Journal, 'load'>;
  readonly engine: () => SubscriberSteps;
  readonly hours: () => DecentHours;
  readonly clock: () => number;
}): StillGoes {
  const { announcements, sendingStatus, journal, engine, hours, clock } = deps;

  return async (commit, versions, { isFirst }) => {
    const { tenant, account, conversation, revision } = commit;
    const { latest } = await journal.load(conversation, '');
    const state = latest === null || isRecord(latest.state) ? null : latest.state;
    const subscription = state?.subscription ?? null;
    // Nothing comes after the end, nor to who has asked that nothing be used.
    if (
      state === null ||
      subscription === null ||
      subscription.state !== 'active' ||
      (state.restricted ?? null) !== null
    )
      return null;
    const [{ items }, published, now] = [
      await announcements.state(),
      await announcements.published(),
      await sendingStatus(),
    ];
    const before = isRecord(commit.state) ? [] : (commit.state.subscription?.sent ?? []);
    const sent = versions.flatMap(({ id, version }): readonly SubscriberItem[] => {
      const item = items.find((each) => each.id === id);
      const found = published.find(({ announcement }) => announcement.id === id)?.announcement;
      const isOut = item !== undefined && item.version === version && mayGo(item, now, account);
      if (!isOut || found === undefined || found.version !== version || found.until <= clock()) return [];
      // It was changed and changed back before the change was sent: they have this version.
      if (subscription.sent.some((each) => each.id === id && hadBefore(each, revision) === version)) return [];
      const own = before.find((each) => each.id === id);
      return [{ announcement: found, isCorrection: own !== undefined && formerVersion(own) !== null }];
    });
    const isDecent = hours().next(clock()) <= clock();
    if (isDecent && sent.length === versions.length) return sent;
    if (!isFirst) return null;
    await engine().elsewhere.subscriberStep({
      tenant,
      conversation,
      id: null,
      decide: (newest) => decideNotSent(newest, versions, revision),
    });
    return null;
  };
}

/** The version that somebody had of an announcement before a commit told it; null: none. */
function hadBefore({ version, revision, earlier = [] }: SentAnnouncement, commitRevision: number): string | null {
  return [...earlier, { version, revision }].findLast((each) => each.revision < commitRevision)?.version ?? null;
}
