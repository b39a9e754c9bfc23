import type { AgentId } from '../core/model/agent.ts';
import type {
  AnnouncementEvent,
  AnnouncementPostEvent,
  AnnouncementPostRecord,
  ShownPost,
} from '../core/model/announcements/announcement.ts';
import type { SideEffect } from '../core/model/event.ts';
import { stepRefused } from './decideAnnouncements.ts';

/** A step of the post of an announcement on one account. */
export type PostStep =
  /** What the account should show from now on: a version, or nothing. */
  | { readonly type: 'want'; readonly version: string | null; readonly step: number }
  /** An attempt begins whose repetition would be seen twice. */
  | { readonly type: 'begin'; readonly step: number; readonly version: string }
  /** The platform has it. */
  | { readonly type: 'shown'; readonly version: string; readonly messages: readonly string[] }
  | { readonly type: 'removed' }
  /** The attempt reached nobody. */
  | { readonly type: 'not-sent' }
  | { readonly type: 'hold'; readonly step: number }
  /** What it tells of has ended: nothing more is sent. */
  | { readonly type: 'over'; readonly step: number }
  | { readonly type: 'uncertain' }
  | { readonly type: 'fail'; readonly step: number; readonly code: string }
  /** A person has looked at the platform, or wants another attempt. */
  | { readonly type: 'settle'; readonly isThere: boolean; readonly by: AgentId };

type Decided = {
  readonly events: readonly AnnouncementEvent[];
  readonly state: AnnouncementPostRecord;
  readonly sideEffects?: readonly SideEffect[];
};

/**
 * Decides what the record of a post makes of a step, a pure function; null when the step says nothing new.
 * @throws {CodedError} `announcement.step` where there is nothing to settle
 */
export function decidePost(
  given: AnnouncementPostRecord | null,
  of: Pick<AnnouncementPostRecord, 'announcement' | 'account'>,
  step: PostStep,
  now: number,
): Decided | null {
  const { announcement, account } = of;
  const decided = (
    type: AnnouncementPostEvent['type'],
    state: AnnouncementPostRecord,
    by: AgentId | null = null,
  ): Decided => ({ events: [{ type, announcement, account, by }], state });
  /** Another attempt, through the outbox. */
  const queued = (after: Decided): Decided => ({
    ...after,
    sideEffects: [{ type: 'post-announcement', announcement, account }],
  });
  if (step.type === 'want') {
    const state = want(given ?? { ...fresh, ...of }, { ...step, isNew: given === null });
    if (state === null) return null;
    const after = decided('announcement.post-wanted', state);
    return state.status === 'waiting' ? queued(after) : after;
  }
  if (given === null) return null;
  const ended = { ...given, attempt: null };
  switch (step.type) {
    case 'begin': {
      if (given.step !== step.step || given.status !== 'waiting' || given.attempt !== null) return null;
      return decided('announcement.post-begun', { ...given, attempt: { version: step.version, at: now } });
    }
    case 'shown': {
      const { version, messages } = step;
      const type = given.shown === null ? 'announcement.posted' : 'announcement.post-edited';
      const status = given.wanted === version ? 'posted' : 'waiting';
      return decided(type, {
        ...ended,
        shown: { version, messages, hasStray: given.shown?.hasStray === true },
        status,
        code: null,
      });
    }
    case 'removed':
      return decided('announcement.post-removed', {
        ...ended,
        shown: null,
        status: given.shown?.hasStray === true ? 'uncertain' : given.wanted === null ? 'removed' : 'waiting',
      });
    case 'not-sent':
      return given.attempt === null ? null : decided('announcement.post-not-sent', atRest(ended));
    case 'hold':
    case 'over':
    case 'fail':
      // The account was told of something else meanwhile: the task of that goes on.
      if (step.step !== given.step) return decided('announcement.post-not-sent', atRest(ended));
      return stop(ended, step, decided);
    case 'uncertain':
      return decided('announcement.post-uncertain', { ...given, status: 'uncertain' });
    case 'settle': {
      const state = settle(given, step);
      const after = decided('announcement.post-settled', state, step.by);
      return state.status === 'waiting' ? queued(after) : after;
    }
  }
}

type Stop = Extract<PostStep, { readonly type: 'hold' | 'over' | 'fail' }>;

function stop(
  state: AnnouncementPostRecord,
  step: Stop,
  decided: (type: AnnouncementPostEvent['type'], state: AnnouncementPostRecord) => Decided,
): Decided {
  switch (step.type) {
    case 'hold':
      return decided('announcement.post-held', { ...state, status: 'held' });
    case 'over':
      return decided('announcement.post-over', { ...state, status: 'over' });
    case 'fail':
      return decided('announcement.post-failed', { ...state, status: 'failed', code: step.code });
  }
}

const fresh = {
  record: 'announcement-post',
  shape: 1,
  wanted: null,
  step: 0,
  status: 'removed',
  shown: null,
  attempt: null,
  code: null,
} as const;

function want(
  state: AnnouncementPostRecord,
  { isNew, version, step }: { readonly isNew: boolean; readonly version: string | null; readonly step: number },
): AnnouncementPostRecord | null {
  if (step <= state.step || (isNew && version === null)) return null;
  const wanted = { ...state, wanted: version, step };
  // Nobody knows what the account shows: a person looks first.
  if (state.status === 'uncertain') return wanted;
  if (version === (state.shown?.version ?? null) && state.attempt === null) {
    return { ...wanted, status: version === null ? 'removed' : 'posted', code: null };
  }
  return { ...wanted, status: 'waiting', code: null };
}

/** Whether a person saw the post where it was announced. */
type Seen = { readonly isThere: boolean };

function settle(state: AnnouncementPostRecord, seen: Seen): AnnouncementPostRecord {
  const { status } = state;
  if (status !== 'uncertain' && !(status === 'failed' && !seen.isThere)) {
    throw stepRefused('There is nothing to decide about this post: load the page again.');
  }
  const shown = shownAfter(state, seen);
  return atRest({ ...state, shown, attempt: null, code: null });
}

/** Waits where the account is to show something else; nothing is left to do where it shows what is wanted. */
function atRest(state: AnnouncementPostRecord): AnnouncementPostRecord {
  const { wanted, shown } = state;
  if (wanted !== (shown?.version ?? null)) return { ...state, status: 'waiting' };
  return { ...state, status: wanted === null ? 'removed' : 'posted' };
}

/** What the account shows, as a person saw it. */
function shownAfter({ wanted, shown, attempt }: AnnouncementPostRecord, { isThere }: Seen): ShownPost | null {
  if (!isThere) return shown;
  // What should not be there they have removed manually.
  if (wanted === null) return shown && { ...shown, hasStray: false };
  return { version: attempt?.version ?? '', messages: shown?.messages ?? [], hasStray: true };
}
