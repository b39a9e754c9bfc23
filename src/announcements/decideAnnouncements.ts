import type { AgentId } from '../core/model/agent.ts';
import type {
  Announcement,
  AnnouncementEvent,
  AnnouncementState,
  AnnouncementsRecord,
} from '../core/model/announcements/announcement.ts';
import { isOccurrence, seriesOf } from '../core/model/announcements/recurrence.ts';
import { CodedError } from '../core/model/errors.ts';
import { isStopped, type SendingStatus } from './sendingStatus.ts';

/** How long an announcement is remembered after its end, milliseconds. Later it is withdrawn by what its accounts show. */
const keptMs = 30 * 86_400_000;
const revisionsKept = 100;
/** How long before it goes out an occurrence of what repeats is scheduled, milliseconds. */
const aheadMs = 35 * 86_400_000;

/** The announcements of the live content. */
export interface LiveAnnouncements {
  readonly all: readonly Announcement[];
  /** Ids of those that are there and cannot be read: they stay as they were. */
  readonly unreadable: ReadonlySet<string>;
}

/** A step of the record of announcements. */
export type AnnouncementStep =
  /** Compares what is remembered with the content, the clock, and the accounts. */
  | { readonly type: 'look'; readonly live: LiveAnnouncements; readonly sendingStatus: SendingStatus }
  | { readonly type: 'release'; readonly id: string; readonly by: AgentId; readonly sendingStatus: SendingStatus }
  /** A crisis stops what of it has not reached everybody: a person looks first. */
  | { readonly type: 'hold'; readonly id: string }
  /** `posted`: the accounts that still show it, where it has left the record. */
  | { readonly type: 'withdraw'; readonly id: string; readonly by: AgentId; readonly posted?: readonly string[] }
  | StepOfAll
  /** The posts of all accounts know what they are to become. */
  | { readonly type: 'pass-on'; readonly id: string; readonly step: number };

/** The same for all occurrences of an announcement that repeats, also of those to come. */
type StepOfAll =
  | { readonly type: 'release-all'; readonly id: string; readonly by: AgentId; readonly sendingStatus: SendingStatus }
  | { readonly type: 'withdraw-all'; readonly id: string; readonly by: AgentId };

const nothing: AnnouncementsRecord = { record: 'announcements', shape: 1, items: [], withdrawn: [] };

type Decided = {
  readonly events: readonly AnnouncementEvent[];
  readonly state: AnnouncementsRecord;
  /** The announcements that people can read from now on, in JSON; absent: there are none. */
  readonly payload?: string;
};

/** When a step is decided, and the revision that it would have. */
interface Moment {
  readonly now: number;
  readonly revision: number;
}

/**
 * Decides what the record of announcements makes of a step, a pure function; null when the step says nothing new.
 * @throws {CodedError} `announcement.unknown`, `announcement.step`
 */
export function decideAnnouncements(
  given: AnnouncementsRecord | null,
  step: AnnouncementStep,
  { now, revision }: Moment,
): Decided | null {
  const record = given ?? nothing;
  const decided = decideStep(record, step, { now, revision });
  if (decided === null) return null;
  const touched = new Set(decided.events.map(({ announcement }) => announcement));
  const noted = (item: AnnouncementState): AnnouncementState =>
    touched.has(item.id) ? { ...item, revisions: [...item.revisions, revision].slice(-revisionsKept) } : item;
  return { ...decided, state: { ...decided.state, items: decided.state.items.map(noted) } };
}

/** A step of all occurrences of one announcement, and of those that are to come. */
function decideAll(record: AnnouncementsRecord, step: StepOfAll, at: Moment): Decided | null {
  const { id, by } = step;
  const own = record.items.filter((item) => seriesOf(item.id) === id && item.state !== 'withdrawn');
  const some = step.type === 'release-all' ? own.filter(({ held }) => held) : own;
  let decided: Decided = { events: [], state: record };
  for (const item of some) {
    const next =
      step.type === 'release-all'
        ? change(decided.state, release(item, step.sendingStatus, at), 'announcement.released', by)
        : withdraw(decided.state, item, by, at);
    decided = { events: [...decided.events, ...next.events], state: next.state };
  }
  if (step.type === 'release-all')
    return some.length === 0 ? null : { ...decided, state: reviewed(decided.state, id, at) };
  if (decided.state.withdrawn.includes(id)) return some.length === 0 ? null : decided;
  // Nobody could read it under this id: each occurrence says what became of it.
  const { withdrawn: gone, unseen = [] } = decided.state;
  const state = { ...decided.state, withdrawn: [...gone, id], unseen: [...unseen, id] };
  return { events: [...decided.events, { type: 'announcement.dropped', announcement: id, by }], state };
}

function withdraw(record: AnnouncementsRecord, item: AnnouncementState, by: AgentId, at: Moment): Decided {
  // What nobody has read leaves no public trace.
  const type = item.publishedAt === null ? 'announcement.dropped' : 'announcement.withdrawn';
  return change(record, withdrawn(item, at), type, by);
}

function decideStep(record: AnnouncementsRecord, step: AnnouncementStep, at: Moment): Decided | null {
  if (step.type === 'look') return look(record, step.live, step.sendingStatus, at);
  if (step.type === 'withdraw-all' || step.type === 'release-all') return decideAll(record, step, at);
  const item = record.items.find(({ id }) => id === step.id) ?? forgotten(step, at.now);
  if (item === null) throw unknown(step.id);
  switch (step.type) {
    case 'release': {
      const decided = change(record, release(item, step.sendingStatus, at), 'announcement.released', step.by);
      return { ...decided, state: reviewed(decided.state, seriesOf(item.id), at) };
    }
    case 'hold':
      if (item.held || item.state !== 'published') return null;
      return change(record, { ...item, held: true }, 'announcement.held', null);
    case 'withdraw':
      return item.state === 'withdrawn' ? null : withdraw(record, item, step.by, at);
    case 'pass-on': {
      if (item.passedOn >= step.step) return null;
      return { events: [], state: withItem(record, { ...item, passedOn: step.step }) };
    }
  }
}

/** An announcement that left the record, and that accounts still show; null: there is none. */
function forgotten(
  step: Exclude<AnnouncementStep, { type: 'look' } | StepOfAll>,
  now: number,
): AnnouncementState | null {
  const accounts = (step.type === 'withdraw' && step.posted) || [];
  if (accounts.length === 0) return null;
  const { id } = step;
  return {
    ...scheduled({ id, version: '', publishAt: now, until: now, accounts }, now),
    state: 'published',
    publishedAt: now,
  };
}

function release(item: AnnouncementState, sendingStatus: SendingStatus, { now, revision }: Moment): AnnouncementState {
  if (item.state === 'withdrawn') throw stepRefused('It was withdrawn: write a new one.');
  if (sendingStatus.crisis) throw stepRefused('There is a crisis: end it first, then look at the announcement again.');
  return { ...item, held: false, reviewedAt: now, step: revision };
}

function withdrawn(item: AnnouncementState, { now, revision }: Moment): AnnouncementState {
  return { ...item, state: 'withdrawn', held: false, withdrawnAt: now, step: revision };
}

function change(
  record: AnnouncementsRecord,
  item: AnnouncementState,
  type: Exclude<AnnouncementEvent['type'], `announcement.post${string}`>,
  by: AgentId | null,
): Decided {
  const state = withItem(record, item);
  const gone = item.state === 'withdrawn' && !state.withdrawn.includes(item.id) ? [item.id] : [];
  const unseen = item.publishedAt === null ? gone : [];
  return {
    events: [{ type, announcement: item.id, by }],
    state: {
      ...state,
      withdrawn: [...state.withdrawn, ...gone],
      unseen: [...(state.unseen ?? []), ...unseen],
    },
  };
}

function withItem(record: AnnouncementsRecord, item: AnnouncementState): AnnouncementsRecord {
  const isKnown = record.items.some(({ id }) => id === item.id);
  const items = record.items.map((each) => (each.id === item.id ? item : each));
  return { ...record, items: isKnown ? items : [...items, item] };
}

function look(
  record: AnnouncementsRecord,
  live: LiveAnnouncements,
  sendingStatus: SendingStatus,
  at: Moment,
): Decided | null {
  const { now } = at;
  const events: AnnouncementEvent[] = [];
  const note = (type: Exclude<AnnouncementEvent['type'], `announcement.post${string}`>, announcement: string) =>
    events.push({ type, announcement, by: null });
  const series = seriesIn(record, live, now);
  let state =
    series === record.series || (series.length === 0 && record.series === undefined) ? record : { ...record, series };
  const byId = new Map(live.all.map((each) => [each.id, each]));
  const repeating = new Set(series.map(({ id }) => id));
  // It went out once, as something that does not repeat: it stays as people read it, and nothing goes out again.
  const hasGoneOut = (id: string) => record.items.some((item) => item.id === id && item.publishedAt !== null);
  const begun = live.all.filter(
    ({ id, until, publishAt }) =>
      until > now &&
      !(isOccurrence(id) && (publishAt > now + aheadMs || hasGoneOut(seriesOf(id)))) &&
      !isWithdrawnIn(record, id) &&
      !record.items.some((item) => item.id === id),
  );
  for (const { id } of begun) note('announcement.scheduled', id);
  const reviewedAt = new Map(series.map((each) => [each.id, each.reviewedAt]));
  const all = [
    ...record.items,
    ...begun.map((each) => scheduled(each, (isOccurrence(each.id) ? reviewedAt.get(seriesOf(each.id)) : null) ?? now)),
  ];
  const items = all.flatMap((item): readonly AnnouncementState[] => {
    const found = byId.get(item.id);
    if (item.state === 'withdrawn' || (found === undefined && live.unreadable.has(seriesOf(item.id)))) return [item];
    const isGone = found === undefined || found.until <= now || isWithdrawnIn(record, item.id);
    if (item.state === 'scheduled' && isGone) {
      note('announcement.dropped', item.id);
      return [];
    }
    if (found === undefined) {
      if (item.until <= now || repeating.has(item.id)) return [item];
      note('announcement.withdrawn', item.id);
      state = { ...state, withdrawn: [...state.withdrawn, item.id] };
      return [withdrawn(item, at)];
    }
    const noteOwn = (type: Parameters<typeof note>[0]) => note(type, item.id);
    if (item.state === 'published') return [lookAtPublished(item, found, sendingStatus, at, noteOwn)];
    return [lookAtScheduled(item, found, sendingStatus, at, noteOwn)];
  });
  const isSame = state === record && items.every((item, index) => item === record.items[index]);
  if (events.length === 0 && isSame) return null;
  const isKept = ({ id, until, step, passedOn }: AnnouncementState) =>
    until > now - keptMs || passedOn < step || repeating.has(id);
  // The content may move on while a correction of it is held: what people read is kept here.
  const written = items.flatMap((item) => {
    const found = item.state === 'published' && item.step === at.revision ? byId.get(item.id) : undefined;
    return found ?? [];
  });
  const payload = written.length === 0 ? {} : { payload: JSON.stringify(written) };
  return { events, state: { ...state, items: items.filter(isKept) }, ...payload };
}

/** Whether an announcement was withdrawn, or the one that it is an occurrence of. */
function isWithdrawnIn({ withdrawn }: AnnouncementsRecord, id: string): boolean {
  return withdrawn.includes(id) || withdrawn.includes(seriesOf(id));
}

/** What repeats, and when somebody last looked at it as a whole; what is seen for the first time is checked by who wrote it. */
function seriesIn(
  record: AnnouncementsRecord,
  live: LiveAnnouncements,
  now: number,
): NonNullable<AnnouncementsRecord['series']> {
  const before = record.series ?? [];
  const ids = new Set(live.all.filter(({ id }) => isOccurrence(id)).map(({ id }) => seriesOf(id)));
  const kept = before.filter(({ id }) => ids.has(id) || live.unreadable.has(id));
  const known = new Set(kept.map(({ id }) => id));
  const more = [...ids].filter((id) => !known.has(id));
  if (more.length === 0 && kept.length === before.length) return before;
  return [...kept, ...more.map((id) => ({ id, reviewedAt: reviewedBefore(record, id) ?? now }))];
}

/** When somebody last looked at what is remembered of a series: while one is held, not at the others. Null: nothing is. */
function reviewedBefore({ items }: AnnouncementsRecord, series: string): number | null {
  const own = items.filter(({ id }) => seriesOf(id) === series);
  if (own.length === 0) return null;
  const all = own.map(({ reviewedAt }) => reviewedAt);
  return own.some(({ held }) => held) ? Math.min(...all) : Math.max(...all);
}

/** A series is checked with the last of it that was held. */
function reviewed(record: AnnouncementsRecord, id: string, { now }: Moment): AnnouncementsRecord {
  const { series = [], items } = record;
  const isHeld = items.some((item) => item.held && seriesOf(item.id) === id);
  if (isHeld || !series.some((each) => each.id === id)) return record;
  return { ...record, series: series.map((each) => (each.id === id ? { id, reviewedAt: now } : each)) };
}

type Note = (type: Exclude<AnnouncementEvent['type'], `announcement.post${string}`>) => void;

function scheduled(
  {
    id,
    version,
    publishAt,
    until,
    accounts,
  }: Pick<Announcement, 'id' | 'version' | 'publishAt' | 'until' | 'accounts'>,
  reviewedAt: number,
): AnnouncementState {
  return {
    id,
    state: 'scheduled',
    version,
    publishAt,
    until,
    accounts,
    former: [],
    held: false,
    reviewedAt,
    publishedAt: null,
    correctedAt: null,
    withdrawnAt: null,
    step: 0,
    passedOn: 0,
    revisions: [],
  };
}

function lookAtScheduled(
  before: AnnouncementState,
  { version, publishAt, until, accounts }: Announcement,
  sendingStatus: SendingStatus,
  { now, revision }: Moment,
  note: Note,
): AnnouncementState {
  let item = before;
  const isSame = item.version === version && item.publishAt === publishAt && item.until === until;
  if (!isSame || !isSameList(item.accounts, accounts)) {
    note('announcement.changed');
    item = { ...item, version, publishAt, until, accounts };
  }
  if (!item.held && isStopped(sendingStatus, item.reviewedAt)) {
    note('announcement.held');
    item = { ...item, held: true };
  }
  if (item.held || publishAt > now) return item;
  note('announcement.published');
  return { ...item, state: 'published', publishedAt: now, step: revision };
}

function lookAtPublished(
  before: AnnouncementState,
  { version, publishAt, until, accounts }: Announcement,
  sendingStatus: SendingStatus,
  { now, revision }: Moment,
  note: Note,
): AnnouncementState {
  const isSame = before.version === version && isSameList(before.accounts, accounts);
  const item = before.until === until && before.publishAt === publishAt ? before : { ...before, until, publishAt };
  if (isSame || until <= now) return item;
  if (!item.held && isStopped(sendingStatus, item.reviewedAt)) {
    note('announcement.held');
    return { ...item, held: true };
  }
  if (item.held) return item;
  note('announcement.corrected');
  const former = [...new Set([...item.former, ...item.accounts])].filter((each) => !accounts.includes(each));
  return { ...item, version, accounts, former, correctedAt: now, step: revision };
}

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each) => b.includes(each));

export function unknown(id: string): CodedError {
  return new CodedError('announcement.unknown', `There is no announcement ${id.slice(0, 100)}: load the list again.`);
}

export function stepRefused(why: string): CodedError {
  return new CodedError('announcement.step', why);
}
