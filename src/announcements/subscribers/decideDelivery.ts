import type { SubscriberStep } from '../../core/engine/handleSubscriber.ts';
import type { Announcement } from '../../core/model/announcements/announcement.ts';
import type { DecentHours } from '../../core/model/announcements/decentHours.ts';
import { subscriptionChanged } from '../../core/model/announcements/decideSubscription.ts';
import type { Reminder, SentAnnouncement, Subscription } from '../../core/model/announcements/subscription.ts';
import type { ConversationState } from '../../core/model/conversation.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Outbound } from '../../core/model/message.ts';
import type { Alert, Neighbourhood } from '../../core/ports/knowledge.ts';
import { plainWords } from '../../core/util/plainWords.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How long an address may wait for its reader's yes. */
const confirmMs = 7 * dayMs;
/** After how long the address is sealed under a new key, so that what is older can be erased when its time is over. */
const keyMs = 30 * dayMs;
/** How long after its end it is remembered who was told of an announcement. */
const sentRetentionMs = 30 * dayMs;
/** When a conversation is checked again that a person handles. */
const busyMs = 10 * 60_000;
/** The most announcements of which somebody is told at once; the others follow with the next look. */
const mostAtOnce = 10;
/** Versions of an announcement that may wait to be sent to somebody one after the other, and be told apart. */
const mostEarlier = 10;

/** An announcement that people may be told of. */
export interface OutAnnouncement {
  readonly announcement: Announcement;
  readonly publishedAt: number;
  /** Whether it may go out now: no crisis stops it, and nobody has to look at it first. */
  readonly mayGo: boolean;
}

export interface DeliveryAround {
  readonly out: readonly OutAnnouncement[];
  readonly hours: DecentHours;
  readonly alerts: readonly Alert[];
  readonly neighbourhoods: readonly Neighbourhood[];
  /** Writes a message for a conversation: each on its own, or several as a summary. */
  readonly write: (items: readonly SubscriberItem[], locale: Locale, as: 'digest' | 'each') => readonly Outbound[];
  readonly remind: (reminder: Reminder, locale: Locale) => Outbound;
}

/** An announcement as somebody is told of it. */
export interface SubscriberItem {
  readonly announcement: Announcement;
  readonly isCorrection: boolean;
}

/** What becomes of a subscription now. `dueAt`: when it has to be looked at again, milliseconds since 1970; null: when there is news. */
export interface SubscriberDelivery {
  readonly step: SubscriberStep | null;
  readonly dueAt: number | null;
  /** What waits since a crisis has stopped it. */
  readonly stopped: readonly string[];
}

/** Decides of what somebody is told now. A pure function: the same announcement in the same version is told once. */
export function decideDelivery(
  state: ConversationState,
  { now, revision }: { readonly now: number; readonly revision: number },
  around: DeliveryAround,
): SubscriberDelivery {
  const { subscription = null, reminders = [] } = state;
  const none: SubscriberDelivery = { step: null, dueAt: null, stopped: [] };
  if (subscription === null && reminders.length === 0) return none;
  if (subscription?.state === 'asked') {
    const ends = subscription.since + confirmMs;
    if (now < ends) return { ...none, dueAt: ends };
    // Nobody said yes: the address is erased.
    const events = [{ type: 'subscription.ended' } as const];
    return { ...none, step: { state: { ...state, subscription: null }, events, sideEffects: [subscriptionChanged] } };
  }
  if ((state.restricted ?? null) !== null) return { ...none, dueAt: now + dayMs };
  if (state.takeover !== null) return { ...none, dueAt: now + busyMs };
  const kept =
    subscription === null
      ? null
      : { ...subscription, sent: subscription.sent.filter(({ until }) => until > now - sentRetentionMs) };
  const reminded = remindersDue(state, now, around);
  const found = kept === null || kept.state === 'paused' ? null : announcementsDue(kept, now, around);
  const dueAt = earliest(
    reminded.nextAt,
    found?.nextAt ?? null,
    kept === null ? null : Math.max(now + 1, keepAt(state, kept)),
  );
  const stopped = found?.stopped ?? [];
  const toSend = found?.toSend ?? [];
  const keeps = kept !== null && now >= keepAt(state, kept);
  if (toSend.length === 0 && reminded.due.length === 0 && !keeps) return { step: null, dueAt, stopped };
  const locale = kept?.locale ?? state.language?.locale ?? 'ca';
  const noted = toSend.map(({ announcement: { id, version, until } }): SentAnnouncement => {
    const before = kept?.sent.find((each) => each.id === id);
    if (before === undefined) return { id, version, until, revision };
    const { earlier = [], version: last, revision: at } = before;
    const all = [...earlier, { version: last, revision: at }];
    return { id, version, until, revision, earlier: all.slice(-mostEarlier) };
  });
  const next: Subscription | null = kept && {
    ...kept,
    sent: [...kept.sent.filter(({ id }) => !noted.some((each) => each.id === id)), ...noted],
    keyedAt: keeps ? now : kept.keyedAt,
  };
  const isMail = kept?.by === 'email';
  const announcements = noted.map(({ id, version }) => ({ id, version }));
  const as = kept?.pace === 'digest' && toSend.length > 1 ? 'digest' : 'each';
  return {
    dueAt: found?.isMore === true ? now : dueAt,
    stopped,
    step: {
      state: { ...state, ...(next === null ? {} : { subscription: next }), reminders: reminded.left },
      events: [
        ...(keeps ? [{ type: 'subscription.kept' } as const] : []),
        ...(noted.length === 0
          ? []
          : [{ type: 'subscription.notified', announcements: noted.map(({ id }) => id) } as const]),
        ...reminded.due.map(() => ({ type: 'subscription.reminded' }) as const),
      ],
      sideEffects: isMail && noted.length > 0 ? [{ type: 'mail-subscriber', announcements }] : [],
      outbound: [
        ...reminded.due.map((each) => around.remind(each, locale)),
        ...(isMail || toSend.length === 0 ? [] : around.write(toSend, locale, as)),
      ],
    },
  };
}

/** When the address is sealed again: not while somebody writes, which does it, too. */
function keepAt({ pace }: ConversationState, { keyedAt }: Subscription): number {
  return Math.max(keyedAt, pace.at) + keyMs;
}

/** What of the published announcements somebody is told of now, and when of the next. */
function announcementsDue(subscription: Subscription, now: number, around: DeliveryAround) {
  const { hours, out } = around;
  const wanted = out.flatMap((each) => {
    const { announcement, publishedAt } = each;
    if (announcement.until <= now) return [];
    const before = subscription.sent.find(({ id }) => id === announcement.id);
    const isNew =
      before === undefined && publishedAt >= subscription.since && isWantedBy(subscription, announcement, around);
    const isCorrection = before !== undefined && before.version !== announcement.version;
    if (!isNew && !isCorrection) return [];
    // What is wrong should not stand until the evening.
    const isSummed = subscription.pace === 'digest' && !isCorrection;
    const due = isSummed ? hours.next(hours.digest(publishedAt)) : hours.next(publishedAt);
    return [{ ...each, isCorrection, dueAt: hours.next(Math.max(now, due)) }];
  });
  const due = wanted.filter(({ dueAt, mayGo }) => mayGo && dueAt <= now);
  const later = wanted.filter(({ dueAt, mayGo }) => mayGo && dueAt > now).map(({ dueAt }) => dueAt);
  return {
    toSend: due.slice(0, mostAtOnce),
    isMore: due.length > mostAtOnce,
    stopped: wanted.filter(({ mayGo }) => !mayGo).map(({ announcement }) => announcement.id),
    nextAt: earliest(...later),
  };
}

/** Whether somebody wants to be told of an announcement. One for no neighbourhood is for all. */
export function isWantedBy(
  { alerts: chosen, neighbourhood }: Pick<Subscription, 'alerts' | 'neighbourhood'>,
  announcement: Pick<Announcement, 'topic' | 'neighbourhood'>,
  { alerts, neighbourhoods }: Pick<DeliveryAround, 'alerts' | 'neighbourhoods'>,
): boolean {
  const isWanted = alerts.some(
    ({ id, topics }) =>
      chosen.includes(id) &&
      (topics.length === 0 || (announcement.topic !== null && topics.includes(announcement.topic))),
  );
  const own = neighbourhoods.find(({ id }) => id === neighbourhood);
  const isNear =
    own === undefined ||
    announcement.neighbourhood === null ||
    plainWords(announcement.neighbourhood) === plainWords(own.name);
  return isWanted && isNear;
}

function remindersDue({ reminders = [] }: ConversationState, now: number, { hours }: DeliveryAround) {
  const timed = reminders.map((reminder) => ({ reminder, at: hours.opens(reminder.day) }));
  const isNow = hours.next(now) === now;
  const due = isNow ? timed.filter(({ at }) => at <= now) : [];
  const left = timed.flatMap(({ reminder, at }) => {
    if (!isNow || at > now) return [reminder];
    if (!reminder.weekly) return [];
    let { day } = reminder;
    while (hours.opens(day) <= now) day = shifted(day, 7);
    return [{ ...reminder, day }];
  });
  return {
    due: due.map(({ reminder }) => reminder),
    left,
    nextAt: earliest(...left.map(({ day }) => hours.next(Math.max(now + 1, hours.opens(day))))),
  };
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function earliest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Takes back what a commit recorded as told and reached nobody. Null: it is not recorded any more. */
export function decideNotSent(
  state: ConversationState | null,
  stopped: readonly { readonly id: string; readonly version: string }[],
  commitRevision: number,
): SubscriberStep | null {
  const subscription = state?.subscription ?? null;
  if (state === null || subscription === null) return null;
  const gone = new Set<string>();
  const sent = subscription.sent.flatMap((each): readonly SentAnnouncement[] => {
    const { id, version, until, revision, earlier = [] } = each;
    const all = [...earlier, { version, revision }];
    const left = all.filter(
      (one) => one.revision !== commitRevision || !stopped.some((of) => of.id === id && of.version === one.version),
    );
    if (left.length === all.length) return [each];
    gone.add(id);
    const last = left.pop();
    if (last === undefined) return [];
    return [{ id, until, ...last, ...(left.length === 0 ? {} : { earlier: left }) }];
  });
  if (gone.size === 0) return null;
  return {
    state: { ...state, subscription: { ...subscription, sent } },
    events: [{ type: 'subscription.not-sent', announcements: [...gone] }],
    sideEffects: [subscriptionChanged],
  };
}

/** Notes that a mail server refused for good what a commit recorded as told. Null: it is not recorded, or was noted before. */
export function decideRefused(
  state: ConversationState | null,
  announcements: readonly { readonly id: string; readonly version: string }[],
  commitRevision: number,
): SubscriberStep | null {
  const subscription = state?.subscription ?? null;
  if (state === null || subscription === null) return null;
  const isMeant = ({ id, version, revision, refused }: SentAnnouncement) =>
    refused !== true &&
    revision === commitRevision &&
    announcements.some((each) => each.id === id && each.version === version);
  const meant = subscription.sent.filter(isMeant).map(({ id }) => id);
  if (meant.length === 0) return null;
  const sent = subscription.sent.map((each) => (isMeant(each) ? { ...each, refused: true as const } : each));
  return {
    state: { ...state, subscription: { ...subscription, sent } },
    events: [{ type: 'subscription.refused', announcements: meant }],
    sideEffects: [],
  };
}
