import type { Texts } from '../../content/desk/views.ts';
import type { AgentId } from '../../core/model/agent.ts';
import type { AnnouncementKind, PostStatus } from '../../core/model/announcements/announcement.ts';
import type { ShownPreview } from './wireWriting.ts';

/** `draft`: nothing of it was released. `over`: what it tells of has ended. */
export type AnnouncementStage = 'draft' | 'scheduled' | 'held' | 'published' | 'withdrawn' | 'over';

/** An announcement in the list. */
export interface AnnouncementView {
  readonly id: string;
  /** Null: nothing is written that can be read. */
  readonly title: Texts | null;
  readonly kind: AnnouncementKind | null;
  readonly stage: AnnouncementStage;
  /** Whether there is a draft that is not released. */
  readonly hasDraft: boolean;
  /** Milliseconds since 1970; null: it is not written yet. */
  readonly publishAt: number | null;
  readonly from: number | null;
  readonly until: number | null;
  readonly correctedAt: number | null;
  /** Whether people could read it already, also where a correction of it is held. */
  readonly wentOut: boolean;
  /** How it repeats, and how often it is to come; null: it goes out once. */
  readonly repeats: { readonly rule: string; readonly toCome: number } | null;
  readonly accounts: readonly AnnouncementAccount[];
  /** Ids of others that go out on one of its accounts within an hour of it. */
  readonly clashes: readonly string[];
}

/** How an announcement is doing on one account. */
export interface AnnouncementAccount {
  readonly account: string;
  /** `shown`: people see it there on their own; null: it is not to be posted yet. */
  readonly status: PostStatus | 'shown' | null;
  /** Why it failed, a code of an error; null: it did not. */
  readonly code: string | null;
  /** Whether the account can announce: it is a web chat, or its settings name a public place. */
  readonly canAnnounce: boolean;
}

/** A day of the weeks that are shown. */
export interface AnnouncementDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Why it is free: what the program finds the holiday by, and calls it, as in the calendar of a year; null: it is not. */
  readonly holiday: { readonly rule: string | null; readonly name: string | null } | null;
  /** Announcements that go out on this day, in their order. */
  readonly announcements: readonly { readonly id: string; readonly at: number }[];
  /** Accounts on which more goes out on this day than people like to get. */
  readonly crowded: readonly string[];
}

export interface AnnouncementList {
  /** Whether there is a crisis: nothing goes out. */
  readonly crisis: boolean;
  readonly announcements: readonly AnnouncementView[];
  /** Whole weeks, Monday first: those of the month. */
  readonly days: readonly AnnouncementDay[];
  /** Accounts that can announce. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

/** One step in the life of an announcement. */
export interface AnnouncementStepView {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The type of its event, as in `announcement.published`. */
  readonly type: string;
  /** Null: its time came, a crisis began, or a release changed it. */
  readonly by: AgentId | null;
  /** The account that it concerns; null: all. */
  readonly account: string | null;
  /** Why it was withdrawn; null: nothing was said. */
  readonly reason: string | null;
}

/** Counts of which nobody can find one below the smallest. */
export interface CountsView {
  /** Null: fewer than the smallest. */
  readonly total: number | null;
  readonly cells: Readonly<Record<string, number>>;
  /** All other cells together; 0: there are none. */
  readonly others: number;
}

/** How many subscribe to announcements: nothing of anybody. */
export interface SubscribersView {
  readonly smallest: number;
  /** When they were counted, milliseconds since 1970. */
  readonly at: number;
  /** `*`: all topics, the whole town. `state` counts also those who have not confirmed. */
  readonly tables: Readonly<
    Record<'state' | 'channel' | 'locale' | 'pace' | 'alert' | 'topic' | 'neighbourhood', CountsView>
  >;
  /** What went out, the newest first: who was told, could not be reached, gets it later, had paused. */
  readonly announcements: readonly {
    readonly id: string;
    /** Null: it is not in the content any more. */
    readonly title: Texts | null;
    readonly fates: CountsView;
  }[];
  /** Names of what can be chosen. */
  readonly alerts: readonly { readonly id: string; readonly title: Texts }[];
  readonly neighbourhoods: readonly { readonly id: string; readonly name: string }[];
}

/** What editors do with announcements, besides writing them. */
export interface AnnouncementAdministration {
  /** `month`: `YYYY-MM`. */
  list(month: string): Promise<AnnouncementList>;
  subscribers(): Promise<SubscribersView>;
  /** The newest step first. @throws {CodedError} `announcement.unknown` */
  history(id: string): Promise<readonly AnnouncementStepView[]>;
  /** How the channels would show it, as its draft is; null: it cannot be read yet. */
  preview(id: string): Promise<readonly ShownPreview[] | null>;
  /** Each throws `announcement.unknown`, `announcement.step`. */
  release(id: string, by: AgentId): Promise<void>;
  withdraw(id: string, reason: string, by: AgentId): Promise<void>;
  settle(id: string, account: string, found: { readonly isThere: boolean }, by: AgentId): Promise<void>;
}
