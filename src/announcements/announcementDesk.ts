import type { Known, RecordLog } from '../core/journal/recordLog.ts';
import type { AgentId } from '../core/model/agent.ts';
import type {
  Announcement,
  AnnouncementPostRecord,
  AnnouncementState,
  AnnouncementsRecord,
  PublishedAnnouncement,
} from '../core/model/announcements/announcement.ts';
import { isOccurrence, seriesOf } from '../core/model/announcements/recurrence.ts';
import type { Clock } from '../core/ports/clock.ts';
import { outboxTopic, type PubSub } from '../core/ports/pubsub.ts';
import { announcementsStream, announcementsTopic, postStream } from './announcementStreams.ts';
import {
  type AnnouncementStep,
  decideAnnouncements,
  type LiveAnnouncements,
  stepRefused,
  unknown,
} from './decideAnnouncements.ts';
import { decidePost, type PostStep } from './decidePost.ts';
import type { SendingStatus } from './sendingStatus.ts';

interface AnnouncementsDeps {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest' | 'page' | 'read' | 'payloadOf'>;
  readonly live: () => LiveAnnouncements;
  readonly sendingStatus: () => Promise<SendingStatus>;
  /** Ids of all accounts, also of closed ones. */
  readonly accounts: () => readonly string[];
  /** Whether people read an account's announcements on their own, so that nothing is sent. */
  readonly isPull: (account: string) => boolean;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: Clock;
}

type Item = Pick<AnnouncementState, 'id' | 'accounts' | 'former'>;

/** One step in the life of an announcement, from the journal. */
interface AnnouncementHistoryStep {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  /** Null: its time came, a crisis began, or a release changed it. */
  readonly by: AgentId | null;
  /** The account that it concerns; null: all. */
  readonly account: string | null;
  /** Why it was withdrawn; null: nothing was said. */
  readonly reason: string | null;
}

/** The announcements of a tenant, and what becomes of them. */
export interface AnnouncementDesk {
  /** Does what is due: begins, holds, publishes, corrects, withdraws. The time of the next one; null: none is known. */
  look(): Promise<number | null>;
  /** What is remembered now. */
  state(): Promise<AnnouncementsRecord>;
  /** The announcements that people may read now, the newest first. */
  published(): Promise<readonly PublishedAnnouncement[]>;
  /** Whether an announcement that people could read was withdrawn. */
  isWithdrawn(id: string): Promise<boolean>;
  /** Lets go out what a crisis held; of one that repeats, all that it held of it. @throws {CodedError} `announcement.unknown`, `announcement.step` */
  release(id: string, by: AgentId): Promise<void>;
  /** Holds what is published, since a crisis stops what of it has not reached everybody. */
  hold(id: string): Promise<void>;
  /**
   * Withdraws for good; of one that repeats, all that went out and is to come. Once it resolves, no attempt to publish begins.
   * Throws as `release`.
   */
  withdraw(id: string, reason: string, by: AgentId): Promise<void>;
  /** Says what became of a post whose fate is not known, or lets one be tried again. Throws as `release`. */
  settle(id: string, account: string, found: { readonly isThere: boolean }, by: AgentId): Promise<void>;
  /** The posts of an announcement. */
  posts(item: Item): Promise<readonly AnnouncementPostRecord[]>;
  /** Its steps, the newest first. */
  history(item: Item & Pick<AnnouncementState, 'revisions'>): Promise<readonly AnnouncementHistoryStep[]>;
}

export function createAnnouncementDesk(deps: AnnouncementsDeps): AnnouncementDesk {
  const { tenant, records, pubsub, clock } = deps;
  const stream = announcementsStream(tenant);

  /** Versions that this process saw: the one that is published stays until its correction is. Null: it is not known. */
  const seen = new Map<string, Announcement | null>();

  /** The published version, as it was kept when it was published. */
  async function kept({ id, version, revisions }: AnnouncementState): Promise<Announcement | null> {
    for (const revision of revisions.toReversed()) {
      const [commit] = await records.page(stream, revision - 1, 1);
      const isPublished = commit?.events.some(
        (event) =>
          (event.type === 'announcement.published' || event.type === 'announcement.corrected') &&
          event.announcement === id,
      );
      if (commit === undefined || isPublished !== true) continue;
      const written = JSON.parse((await records.payloadOf(commit)) || '[]') as readonly Announcement[];
      return written.find((each) => keyOf(each) === keyOf({ id, version })) ?? null;
    }
    return null;
  }

  async function take(step: AnnouncementStep, payload: string): Promise<AnnouncementsRecord | null> {
    const taken: Known<AnnouncementsRecord> | null = await records.append<AnnouncementsRecord>(
      stream,
      payload,
      (before, revision) => decideAnnouncements(before, step, { now: clock(), revision }),
    );
    if (taken === null) return null;
    pubsub.publish(announcementsTopic);
    return taken.state;
  }

  async function state(): Promise<AnnouncementsRecord> {
    const known = await records.newest<AnnouncementsRecord>(stream);
    return known?.state ?? { record: 'announcements', shape: 1, items: [], withdrawn: [] };
  }

  async function takePost(id: string, account: string, step: PostStep): Promise<void> {
    const of = { announcement: id, account };
    const taken = await records.append<AnnouncementPostRecord>(postStream(tenant, id, account), '', (known) =>
      decidePost(known, of, step, clock()),
    );
    if (taken === null) return;
    pubsub.publish(outboxTopic);
    pubsub.publish(announcementsTopic);
  }

  /** Tells the posts of all accounts what they are to become; done again after a crash, since it changes nothing twice. */
  async function passOn(item: AnnouncementState): Promise<void> {
    const { id, state: stage, version, accounts, step } = item;
    const isOut = (account: string) => stage === 'published' && accounts.includes(account);
    const sent = accountsOf(item).filter((account) => !deps.isPull(account));
    await Promise.all(
      sent.map((account) => takePost(id, account, { type: 'want', version: isOut(account) ? version : null, step })),
    );
    await take({ type: 'pass-on', id, step }, '');
  }

  /** Whether an announcement repeats: then its occurrences are what goes out. */
  const repeats = (id: string, { items }: AnnouncementsRecord): boolean =>
    !isOccurrence(id) && [...items, ...deps.live().all].some((each) => each.id !== id && seriesOf(each.id) === id);

  /** Tells the posts of all that is not passed on yet. */
  async function passOnAll({ items }: AnnouncementsRecord): Promise<void> {
    for (const item of items) if (item.passedOn < item.step) await passOn(item);
  }

  const itemOf = async (id: string): Promise<AnnouncementState> => {
    const item = (await state()).items.find((each) => each.id === id);
    if (item === undefined) throw unknown(id);
    return item;
  };

  async function posts(item: Item) {
    const { id } = item;
    const all = accountsOf(item).map((account) =>
      records.newest<AnnouncementPostRecord>(postStream(tenant, id, account)),
    );
    return (await Promise.all(all)).flatMap((known) => (known === null ? [] : [known.state]));
  }

  /** The accounts that show an announcement, or may do so. */
  async function postedOn(id: string): Promise<readonly string[]> {
    const all = await posts({ id, accounts: deps.accounts(), former: [] });
    const isOut = ({ shown, attempt, status }: AnnouncementPostRecord) =>
      shown !== null || attempt !== null || status === 'uncertain';
    return all.filter(isOut).map(({ account }) => account);
  }

  return {
    state,
    posts,

    async look() {
      const live = deps.live();
      await take({ type: 'look', live, sendingStatus: await deps.sendingStatus() }, '');
      const known = await state();
      const { items, withdrawn } = known;
      await passOnAll(known);
      const begun = new Set([...withdrawn, ...items.map(({ id }) => id)]);
      const due = [
        ...items.filter((item) => item.state === 'scheduled' && !item.held).map(({ publishAt }) => publishAt),
        ...live.all.filter(({ id }) => !begun.has(id)).map(({ publishAt }) => publishAt),
      ].filter((at) => at > clock());
      return due.length === 0 ? null : Math.min(...due);
    },

    async published() {
      const { items } = await state();
      for (const each of deps.live().all) seen.set(keyOf(each), each);
      const shown = items.filter((item) => item.state === 'published');
      const unknownYet = shown.filter((item) => !seen.has(keyOf(item)));
      await Promise.all(unknownYet.map(async (item) => seen.set(keyOf(item), await kept(item))));
      const keys = new Set([...items, ...deps.live().all].map(keyOf));
      for (const key of seen.keys()) if (!keys.has(key)) seen.delete(key);
      return shown
        .flatMap((item) => {
          const { publishedAt, correctedAt } = item;
          const announcement = seen.get(keyOf(item)) ?? null;
          if (announcement === null || announcement.until <= clock()) return [];
          return [{ announcement, publishedAt: publishedAt ?? 0, correctedAt }];
        })
        .sort((a, b) => b.publishedAt - a.publishedAt || (a.announcement.id < b.announcement.id ? -1 : 1));
    },

    async isWithdrawn(id) {
      const { withdrawn, unseen = [] } = await state();
      return withdrawn.includes(id) && !unseen.includes(id);
    },

    async release(id, by) {
      if (repeats(id, await state())) {
        const sendingStatus = await deps.sendingStatus();
        const after = await take({ type: 'release-all', id, by, sendingStatus }, '');
        if (after === null) throw stepRefused('Nothing of it is held: load the page again.');
        return passOnAll(after);
      }
      const item = await itemOf(id);
      const isHeld = item.held || (await posts(item)).some(({ status }) => status === 'held');
      if (!isHeld && item.state !== 'withdrawn') throw stepRefused('Nothing of it is held: load the page again.');
      const sendingStatus = await deps.sendingStatus();
      const after = await take({ type: 'release', id, by, sendingStatus }, '');
      const released = after?.items.find((each) => each.id === id);
      if (released?.state === 'published') await passOn(released);
    },

    async hold(id) {
      await take({ type: 'hold', id }, '');
    },

    async withdraw(id, reason, by) {
      const before = await state();
      if (repeats(id, before))
        return passOnAll((await take({ type: 'withdraw-all', id, by }, reason)) ?? (await state()));
      const isKnown = before.items.some((each) => each.id === id);
      const posted = isKnown ? [] : await postedOn(id);
      const after = (await take({ type: 'withdraw', id, by, posted }, reason)) ?? (await state());
      const item = after.items.find((each) => each.id === id);
      if (item !== undefined && item.passedOn < item.step) await passOn(item);
    },

    async settle(id, account, { isThere }, by) {
      if (!accountsOf(await itemOf(id)).includes(account)) throw unknown(id);
      await takePost(id, account, { type: 'settle', isThere, by });
    },

    async history(item) {
      const { id, revisions } = item;
      const own = await Promise.all([
        ...revisions.map((revision) => records.page(stream, revision - 1, 1)),
        ...accountsOf(item).map((account) => records.read(postStream(tenant, id, account), 0)),
      ]);
      const steps = own.flat().flatMap((commit) =>
        commit.events.flatMap((event) => {
          if (!('announcement' in event) || event.announcement !== id) return [];
          return [{ commit, event }];
        }),
      );
      const read = await Promise.all(
        steps.map(async ({ commit, event }): Promise<AnnouncementHistoryStep> => {
          const isSaid = event.by !== null && reasoned.has(event.type);
          const reason = isSaid ? await records.payloadOf(commit) : null;
          const account = 'account' in event ? event.account : null;
          return { at: commit.at, type: event.type, by: event.by, account, reason: reason === '' ? null : reason };
        }),
      );
      return read.reverse().sort((a, b) => b.at - a.at);
    },
  };
}

/** Steps for which a person gives a reason. */
const reasoned: ReadonlySet<string> = new Set(['announcement.withdrawn', 'announcement.dropped']);

const keyOf = ({ id, version }: Pick<Announcement, 'id' | 'version'>) => `${id} ${version}`;

const accountsOf = ({ accounts, former }: Item) => [...accounts, ...former];
