import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Account } from '../core/model/account.ts';
import type {
  Announcement,
  AnnouncementPostRecord,
  AnnouncementsRecord,
} from '../core/model/announcements/announcement.ts';
import type { Commit } from '../core/model/commit.ts';
import { AccountOff, CodedError, codeOf, PlatformRefused, PlatformUnreachable } from '../core/model/errors.ts';
import type { SideEffect } from '../core/model/event.ts';
import type { SideEffectAttempt } from '../core/outbox/runAllSideEffects.ts';
import type { AnnouncementChannel, PublicPost } from '../core/ports/adapter.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { announcementsStream, announcementsTopic, postStream } from './announcementStreams.ts';
import { decidePost, type PostStep } from './decidePost.ts';
import { isStoppedOn, type SendingStatus } from './sendingStatus.ts';

/** Milliseconds after which an attempt ends, well before the task's lease. */
const timeoutMs = 25_000;

interface CarryOutDeps {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  /** The account and its public place in this process; null: it is not open here. */
  readonly placeOf: (
    account: string,
  ) => { readonly account: Account; readonly place: AnnouncementChannel | null } | null;
  /** An announcement of the live content; null: there is none. */
  readonly find: (id: string) => Announcement | null;
  /** The accounts as they are at this moment. */
  readonly sendingStatus: () => Promise<SendingStatus>;
  readonly write: WritePost;
  /** Ends an attempt that takes too long. */
  readonly timeout: (milliseconds: number) => AbortSignal;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

/** Writes the message for an account: the announcement, a correction of it, or that it was withdrawn. */
export type WritePost = (
  announcement: Announcement | null,
  account: Account,
  as: 'new' | 'correction' | 'withdrawn',
) => Pick<PublicPost, 'message' | 'picture'>;

/** What an account has to do, so that it shows what is wanted. */
type Act =
  | { readonly kind: 'post' | 'correct'; readonly version: string }
  | { readonly kind: 'edit'; readonly version: string; readonly message: string }
  | { readonly kind: 'remove'; readonly messages: readonly string[] };

/**
 * Makes an account show what its record wants. Where a second attempt would be seen twice, its beginning is recorded: one
 * whose result is not known is repeated only while the platform recognises it. Right before it sends, it looks again whether it may.
 */
export function createCarryOut(deps: CarryOutDeps) {
  const { tenant, records, pubsub, clock } = deps;

  async function take(of: Pick<AnnouncementPostRecord, 'announcement' | 'account'>, step: PostStep) {
    const stream = postStream(tenant, of.announcement, of.account);
    const taken = await records.append<AnnouncementPostRecord>(stream, '', (state) =>
      decidePost(state, of, step, clock()),
    );
    if (taken !== null) pubsub.publish(announcementsTopic);
    return taken?.state ?? null;
  }

  /** Records how an attempt ends. An earlier one whose result is not known is not forgotten over it: a person looks. */
  const end = async (state: AnnouncementPostRecord, step: PostStep): Promise<void> =>
    void (await take(state, state.attempt === null ? step : { type: 'uncertain' }));

  /** What keeps a post from going out now; null: it may go out. */
  async function obstacle({ announcement, account, step }: AnnouncementPostRecord): Promise<PostStep | null> {
    // The record is read last: a withdrawal that came meanwhile counts.
    const sendingStatus = await deps.sendingStatus();
    const known = await records.newest<AnnouncementsRecord>(announcementsStream(tenant));
    const item = known?.state.items.find(({ id }) => id === announcement);
    if (item !== undefined && item.state !== 'published') return { type: 'not-sent' };
    // What left the record ended long ago.
    if (item === undefined || item.until <= clock()) return { type: 'over', step };
    return item.held || isStoppedOn(sendingStatus, account, item.reviewedAt) ? { type: 'hold', step } : null;
  }

  /** Whether an attempt whose result is not known is this one, and the platform still recognises it. */
  function isRecognised(
    { attempt }: AnnouncementPostRecord,
    act: Act | null,
    { recognisesMs }: AnnouncementChannel,
  ): boolean {
    if (attempt === null || act === null || (act.kind !== 'post' && act.kind !== 'correct')) return false;
    return attempt.version === act.version && clock() - attempt.at < recognisesMs;
  }

  return async function carryOut(
    sideEffect: Extract<SideEffect, { type: 'post-announcement' }>,
    commit: Commit,
    { isLast }: SideEffectAttempt,
  ): Promise<void> {
    const { announcement, account: id } = sideEffect;
    const state = (await records.newest<AnnouncementPostRecord>(postStream(tenant, announcement, id)))?.state;
    if (state === undefined || state.step !== (commit.state as AnnouncementPostRecord).step) return;
    if (state.status !== 'waiting') return;
    const { step } = state;
    const open = deps.placeOf(id);
    if (open === null) {
      if ((await deps.sendingStatus()).account(id).isKnown) throw new AccountOff();
      return end(state, { type: 'fail', step, code: 'account.unknown' });
    }
    const { account, place } = open;
    if (place === null) return end(state, { type: 'fail', step, code: 'config.invalid' });
    const act = actFor(state, place);
    const isRepeated = isRecognised(state, act, place);
    // Nobody knows what the account shows: a person looks.
    if (state.attempt !== null && !isRepeated) return void (await take(state, { type: 'uncertain' }));
    if (act === null) return;
    if (act.kind === 'remove') return remove(state, act.messages, account, place, { isLast });
    const found = deps.find(announcement);
    if (found?.version !== act.version) {
      const reason = await obstacle(state);
      if (reason !== null) return end(state, reason);
      const moved = new CodedError('content.moved', 'The announcement is changing: its newest version will be posted.');
      return failed(state, moved, { isDoubtful: false, isLast });
    }
    const isSeenTwice = act.kind === 'post' || act.kind === 'correct';
    if (isSeenTwice && !isRepeated) {
      if ((await take(state, { type: 'begin', step, version: act.version })) === null) return;
    }
    const reason = await obstacle(state);
    if (reason !== null) return end(state, reason);
    const post: PublicPost = {
      ...deps.write(found, account, act.kind === 'correct' ? 'correction' : 'new'),
      account,
      idempotencyKey: `${announcement}.${id}.${act.version}`,
      signal: deps.timeout(timeoutMs),
    };
    const before = state.shown?.messages ?? [];
    try {
      if (act.kind === 'edit') await place.edit(act.message, post);
      const messages = act.kind === 'edit' ? before : [...before, await place.post(post)];
      await take(state, { type: 'shown', version: act.version, messages });
    } catch (error) {
      const isDoubtful = isSeenTwice && !isUnsent(error);
      if (isDoubtful && (isLast || place.recognisesMs === 0)) return void (await take(state, { type: 'uncertain' }));
      await failed(state, error, { isDoubtful, isLast });
    }
  };

  async function remove(
    state: AnnouncementPostRecord,
    messages: readonly string[],
    account: Account,
    place: AnnouncementChannel,
    { isLast }: SideEffectAttempt,
  ): Promise<void> {
    const signal = deps.timeout(timeoutMs);
    try {
      for (const message of messages) {
        try {
          await place.remove(message, signal);
        } catch (error) {
          // Too old to be removed, perhaps: it then says that it was withdrawn.
          if (!(error instanceof PlatformRefused) || error.retryAt !== null || !place.edits) throw error;
          const idempotencyKey = `${state.announcement}.${state.account}.${state.step}`;
          const written = deps.write(null, account, 'withdrawn');
          await place.edit(message, { ...written, account, idempotencyKey, signal });
        }
      }
      await take(state, { type: 'removed' });
    } catch (error) {
      await failed(state, error, { isDoubtful: false, isLast });
    }
  }

  /** Records how an attempt failed, and passes on what another attempt may cure. `isDoubtful`: it may have reached somebody. */
  async function failed(
    state: AnnouncementPostRecord,
    error: unknown,
    { isDoubtful, isLast }: { readonly isDoubtful: boolean; readonly isLast: boolean },
  ): Promise<void> {
    const isForGood = error instanceof PlatformRefused && error.retryAt === null;
    if (isForGood || (isLast && !(error instanceof AccountOff))) {
      return end(state, { type: 'fail', step: state.step, code: codeOf(error) });
    }
    if (!isDoubtful && state.attempt === null) await take(state, { type: 'not-sent' });
    throw error;
  }
}

/** Whether nobody can have seen anything of an attempt that failed so. */
function isUnsent(error: unknown): boolean {
  if (error instanceof PlatformUnreachable) return error.isUnsent;
  return error instanceof PlatformRefused || error instanceof AccountOff;
}

function actFor({ wanted, shown }: AnnouncementPostRecord, place: AnnouncementChannel): Act | null {
  if (wanted === null) return shown === null ? null : { kind: 'remove', messages: shown.messages };
  if (shown === null) return { kind: 'post', version: wanted };
  if (shown.version === wanted) return null;
  const last = shown.messages.at(-1);
  return place.edits && last !== undefined
    ? { kind: 'edit', version: wanted, message: last }
    : { kind: 'correct', version: wanted };
}
