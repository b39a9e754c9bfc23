import type { AnnouncementState, PublishedAnnouncement } from '../../core/model/announcements/announcement.ts';
import type { Subscription } from '../../core/model/announcements/subscription.ts';
import type { Alert, Neighbourhood } from '../../core/ports/knowledge.ts';
import type { PublishedFigure } from '../../core/ports/publishedFigures.ts';
import { isWantedBy } from './decideDelivery.ts';

/** Counts of which nobody can find a small one. */
type ProtectedCounts = Pick<PublishedFigure, 'total' | 'cells' | 'others'>;

/** By what those who said yes are divided. One who chose several topics or alerts counts in each. */
const subscriberTables = ['state', 'channel', 'locale', 'pace', 'alert', 'topic', 'neighbourhood'] as const;
type SubscriberTable = (typeof subscriberTables)[number];

/**
 * What became of an announcement for those who subscribe now: `reached` got it, `failed` could not be reached, `waiting` get it at
 * a decent hour, `paused` had paused when it went out.
 */
const announcementFates = ['reached', 'failed', 'waiting', 'paused'] as const;
type AnnouncementFate = (typeof announcementFates)[number];

/** How many subscribe, without anything of anybody. */
export interface SubscriberFigures {
  /** Of the tables: smaller counts are put together. */
  readonly smallest: number;
  /** When they were counted, milliseconds since 1970. */
  readonly at: number;
  readonly tables: Readonly<Record<SubscriberTable, ProtectedCounts>>;
  /** Those that went out, the newest first, by what became of them. */
  readonly announcements: readonly { readonly id: string; readonly fates: ProtectedCounts }[];
}

/** The cell of those who want all topics, and of those who chose no neighbourhood. */
const anyCell = '*';

export interface SubscriberCountDeps {
  readonly alerts: readonly Alert[];
  readonly neighbourhoods: readonly Neighbourhood[];
  /** All that are remembered, and those that people may read now. */
  readonly items: readonly AnnouncementState[];
  readonly published: readonly PublishedAnnouncement[];
  readonly protect: (counts: ReadonlyMap<string, number>) => ProtectedCounts;
  readonly now: number;
}

/** One subscription, with the channel through which it is told and the versions of announcements that failed to reach it. */
interface CountedSubscriber {
  readonly subscription: Subscription;
  readonly channel: string;
  readonly failed: ReadonlySet<string>;
}

/** How a version of an announcement is named among those that failed. */
export const versionKey = ({ id, version }: { readonly id: string; readonly version: string }): string =>
  `${id} ${version}`;

/** Counts subscribers, one after the other, and protects small counts at the end. */
export function createSubscriberCount({ alerts, neighbourhoods, items, published, protect, now }: SubscriberCountDeps) {
  const tables = Object.fromEntries(subscriberTables.map((name) => [name, new Map<string, number>()])) as Record<
    SubscriberTable,
    Map<string, number>
  >;
  const wentOut = items.filter(({ publishedAt }) => publishedAt !== null);
  const fates = new Map(wentOut.map(({ id }) => [id, new Map<string, number>()]));
  const readable = new Map(published.map((each) => [each.announcement.id, each]));

  function fateOf({ subscription, failed }: CountedSubscriber, id: string): AnnouncementFate | null {
    const sent = subscription.sent.find((each) => each.id === id);
    if (sent !== undefined) return sent.refused === true || failed.has(versionKey(sent)) ? 'failed' : 'reached';
    const out = readable.get(id);
    if (out === undefined || out.announcement.until <= now || out.publishedAt < subscription.since) return null;
    if (!isWantedBy(subscription, out.announcement, { alerts, neighbourhoods })) return null;
    return subscription.state === 'paused' ? 'paused' : 'waiting';
  }

  return {
    add(one: CountedSubscriber): void {
      const { subscription, channel } = one;
      const { state, locale, pace, neighbourhood } = subscription;
      add(tables.state, state);
      // Nobody has said yes.
      if (state === 'asked') return;
      const chosen = alerts.filter(({ id }) => subscription.alerts.includes(id));
      const topics = chosen.some((each) => each.topics.length === 0)
        ? [anyCell]
        : chosen.flatMap((each) => each.topics);
      add(tables.channel, channel);
      add(tables.locale, locale);
      add(tables.pace, pace);
      add(tables.neighbourhood, neighbourhood ?? anyCell);
      for (const { id } of chosen) add(tables.alert, id);
      for (const topic of new Set(topics)) add(tables.topic, topic);
      for (const [id, counts] of fates) {
        const fate = fateOf(one, id);
        if (fate !== null) add(counts, fate);
      }
    },

    figures(smallest: number): SubscriberFigures {
      const protectedTables = Object.fromEntries(subscriberTables.map((name) => [name, protect(tables[name])]));
      return {
        smallest,
        at: now,
        tables: protectedTables as SubscriberFigures['tables'],
        announcements: wentOut
          .toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0))
          .map(({ id }) => ({ id, fates: protect(fates.get(id) ?? new Map()) })),
      };
    },
  };
}

function add(counts: Map<string, number>, cell: string): void {
  counts.set(cell, (counts.get(cell) ?? 0) + 1);
}
