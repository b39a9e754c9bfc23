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
import type { PublicPlace, PublicPost } from '../core/ports/adapter.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import { announcementsStream, announcementsTopic, postStream } from './announcementStreams.ts';
import { decidePost, type PostStep } from './decidePost.ts';
import { isStoppedOn, type Standing } from './standing.ts';

/** Milliseconds after which an attempt ends, well before the task's lease. */
const timeoutMs = 25_000;

export interface CarryOutDeps {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  /** The account and its public place in this process; null: it is not open here. */
  readonly placeOf: (account: string) => { readonly account: Account; readonly place: PublicPlace | null } | null;
  /** An announcement of the live content; null: there is none. */
  readonly find: (id: string) => Announcement | null;
  /** The accounts as they are at this moment. */
  readonly standing: () => Promise<Standing>;
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
 * whose result is not known is never repeated by the service. Right before it sends, it looks again whether it may.
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

  /** Whether something may go out now. */
  async function may({ announcement, account, wanted }: AnnouncementPostRecord): Promise<'yes' | 'no' | 'held'> {
    // The record is read last: a withdrawal that came meanwhile counts.
    const standing = await deps.standing();
    const known = await records.newest<AnnouncementsRecord>(announcementsStream(tenant));
    const item = known?.state.items.find(({ id }) => id === announcement);
    if (item === undefined || item.state !== 'published' || wanted === null) return 'no';
    return item.held || isStoppedOn(standing, account, item.reviewedAt) ? 'held' : 'yes';
  }

  /** Whether an attempt whose result is not known is this one, and the platform still recognises it. */
  function isRecognised({ attempt }: AnnouncementPostRecord, act: Act | null, { recognisesMs }: PublicPlace): boolean {
    if (attempt === null || act === null || (act.kind !== 'post' && act.kind !== 'correct')) return false;
    return attempt.version === act.version && clock() - attempt.at < recognisesMs;
  }

  return async function carryOut(
    sideEffect: Extract<SideEffect, { type: 'post-announcement' }>,
    commit: Commit,
  ): Promise<void> {
    const { announcement, account: id } = sideEffect;
    const state = (await records.newest<AnnouncementPostRecord>(postStream(tenant, announcement, id)))?.state;
    if (state === undefined || state.step !== (commit.state as AnnouncementPostRecord).step) return;
    if (state.status !== 'waiting') return;
    const open = deps.placeOf(id);
    if (open === null) throw new AccountOff();
    const { account, place } = open;
    if (place === null) return void (await take(state, { type: 'fail', code: 'config.invalid' }));
    const act = actFor(state, place);
    const isRepeated = isRecognised(state, act, place);
    // Nobody knows what the account shows: a person looks.
    if (state.attempt !== null && !isRepeated) return void (await take(state, { type: 'uncertain' }));
    if (act === null) return;
    const isSeenTwice = act.kind === 'post' || act.kind === 'correct';
    if (act.kind === 'remove') return remove(state, act.messages, account, place);
    const found = deps.find(announcement);
    if (found?.version !== act.version) {
      throw new CodedError('content.moved', 'The announcement is changing: its newest version will be posted.');
    }
    if (isSeenTwice && !isRepeated) {
      const { step } = state;
      if ((await take(state, { type: 'begin', step, version: act.version })) === null) return;
    }
    const allowed = await may(state);
    if (allowed === 'held') return void (await take(state, { type: 'hold' }));
    if (allowed === 'no') return void (await take(state, { type: 'not-sent' }));
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
      await failed(state, error, isSeenTwice && place.recognisesMs === 0);
    }
  };

  async function remove(
    state: AnnouncementPostRecord,
    messages: readonly string[],
    account: Account,
    place: PublicPlace,
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
      await failed(state, error, false);
    }
  }

  /** Records how an attempt failed, and passes on what another attempt may cure. */
  async function failed(state: AnnouncementPostRecord, error: unknown, isSeenTwice: boolean): Promise<void> {
    if (error instanceof PlatformRefused && error.retryAt === null) {
      await take(state, { type: 'fail', code: codeOf(error) });
      return;
    }
    const isUnsent =
      error instanceof PlatformRefused ||
      error instanceof AccountOff ||
      (error instanceof PlatformUnreachable && error.isUnsent);
    if (isSeenTwice && !isUnsent) {
      await take(state, { type: 'uncertain' });
      return;
    }
    if (isUnsent) await take(state, { type: 'not-sent' });
    throw error;
  }
}

function actFor({ wanted, shown }: AnnouncementPostRecord, place: PublicPlace): Act | null {
  if (wanted === null) return shown === null ? null : { kind: 'remove', messages: shown.messages };
  if (shown === null) return { kind: 'post', version: wanted };
  if (shown.version === wanted) return null;
  const last = shown.messages.at(-1);
  return place.edits && last !== undefined
    ? { kind: 'edit', version: wanted, message: last }
    : { kind: 'correct', version: wanted };
}
