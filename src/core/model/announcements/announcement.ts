import type { AgentId } from '../agent.ts';
import type { Localised } from '../locale.ts';

/** `event`: something that people can go to; `notice`: something that they should know. */
export const announcementKinds = ['event', 'notice'] as const;

export type AnnouncementKind = (typeof announcementKinds)[number];

/** Whether what goes out at a time is not over by then, as its document writes both. An end without an hour is that of its day. */
export const isBeforeEnd = (publishAt: string, until: string): boolean =>
  until.includes('T') ? publishAt < until : publishAt.slice(0, 10) <= until;

/** What the city says on its own initiative, as it is in the live content. */
export interface Announcement {
  /** The name of its document, as in `works-carrer-major`. It is never used for another one. */
  readonly id: string;
  /** Names what people read of it: another version of a published announcement is a correction. */
  readonly version: string;
  readonly kind: AnnouncementKind;
  readonly title: Localised;
  /** Light Markdown. */
  readonly text: Localised;
  readonly picture: { readonly url: string; readonly alt: Localised } | null;
  readonly link: string | null;
  /** A topic of the FAQ, as in `residus`. */
  readonly topic: string | null;
  readonly neighbourhood: string | null;
  /** Where it takes place, as people name it. */
  readonly location: string | null;
  /** When what it tells of begins and ends, milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** Whether it lasts whole days, so that no hour is said. */
  readonly allDay: boolean;
  /** When it is published, milliseconds since 1970. */
  readonly publishAt: number;
  /** Ids of the accounts that it goes to. */
  readonly accounts: readonly string[];
}

/** An announcement with when it was published and corrected. */
export interface PublishedAnnouncement {
  readonly announcement: Announcement;
  readonly publishedAt: number;
  readonly correctedAt: number | null;
}

/** What is remembered of an announcement from its first release until a while after its end. */
export interface AnnouncementState {
  readonly id: string;
  readonly state: 'scheduled' | 'published' | 'withdrawn';
  /** The version that is published, or was seen last where none is yet. */
  readonly version: string;
  /** When it is published and when it ends, as seen last. */
  readonly publishAt: number;
  readonly until: number;
  /** The accounts that it goes to, and those that it went to and was taken out of. */
  readonly accounts: readonly string[];
  readonly former: readonly string[];
  /** Since a crisis began, nothing of it goes out until a person has looked at it. */
  readonly held: boolean;
  /** When somebody last looked at it as it is: a crisis that ended later is a reason to look again. */
  readonly reviewedAt: number;
  readonly publishedAt: number | null;
  readonly correctedAt: number | null;
  readonly withdrawnAt: number | null;
  /** Number of what its posts are to become: the revision of the record that says so. */
  readonly step: number;
  /** The step that was passed on to the posts of all accounts. */
  readonly passedOn: number;
  /** Revisions of the record at which something happened to it, at most the newest hundred. */
  readonly revisions: readonly number[];
}

/** The state of the record of announcements, one a tenant. */
export interface AnnouncementsRecord {
  readonly record: 'announcements';
  readonly shape: 1;
  readonly items: readonly AnnouncementState[];
  /** Ids of all that were ever withdrawn: none of them is published again. */
  readonly withdrawn: readonly string[];
  /** Of these, those that nobody could read before: nothing public tells of them. Absent: there are none. */
  readonly unseen?: readonly string[];
  /** Those that repeat, and when somebody last looked at each as a whole: what comes of it later is as it was then. Absent: there are none. */
  readonly series?: readonly { readonly id: string; readonly reviewedAt: number }[];
}

/** A step in the life of an announcement. `by` null: its time came, a crisis began, or a release changed it. */
export type AnnouncementEvent =
  | {
      readonly type:
        | 'announcement.scheduled'
        | 'announcement.changed'
        | 'announcement.held'
        | 'announcement.released'
        | 'announcement.published'
        | 'announcement.corrected'
        | 'announcement.withdrawn'
        /** It was withdrawn or taken out of the content, or its end came, before it was published. */
        | 'announcement.dropped';
      readonly announcement: string;
      readonly by: AgentId | null;
    }
  | AnnouncementPostEvent;

/** How the post of an announcement on one account is doing. */
export type PostStatus =
  /** It is to be sent, or is being sent. */
  | 'waiting'
  | 'posted'
  /** The account was in a crisis when it was to go out: a person decides. */
  | 'held'
  /** The service stopped, or the line broke, while it was sent: a person checks whether it is there. */
  | 'uncertain'
  /** The platform refused it for good, or did so too often. */
  | 'failed'
  /** What it tells of ended before it, or its correction, went out. */
  | 'over'
  | 'removed';

/** What an account shows of an announcement. */
export interface ShownPost {
  readonly version: string;
  /** The platform's ids of the messages. */
  readonly messages: readonly string[];
  /** Whether there is also a message whose id is not known: only a person can remove it. */
  readonly hasStray: boolean;
}

/** The state of an announcement's own record for one account. */
export interface AnnouncementPostRecord {
  readonly record: 'announcement-post';
  readonly shape: 1;
  readonly announcement: string;
  readonly account: string;
  /** What the account should show: a version, or null for nothing. */
  readonly wanted: string | null;
  /** Of the announcement, when this was wanted. */
  readonly step: number;
  readonly status: PostStatus;
  /** What the account shows; null: nothing. */
  readonly shown: ShownPost | null;
  /** An attempt whose result is not known, and when it began; null: there is none. */
  readonly attempt: { readonly version: string; readonly at: number } | null;
  /** Why it failed; null: it did not. */
  readonly code: string | null;
}

/** A step of a post. `by`: the person who decided about a post whose fate was not known, or null. */
export interface AnnouncementPostEvent {
  readonly type:
    | 'announcement.post-wanted'
    | 'announcement.post-begun'
    | 'announcement.post-not-sent'
    | 'announcement.posted'
    | 'announcement.post-edited'
    | 'announcement.post-removed'
    | 'announcement.post-held'
    | 'announcement.post-over'
    | 'announcement.post-uncertain'
    | 'announcement.post-failed'
    | 'announcement.post-settled';
  readonly announcement: string;
  readonly account: string;
  readonly by: AgentId | null;
}
