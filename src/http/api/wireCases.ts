import type { Muted } from '../../core/cases/notified/quietHours.ts';
import type { CaseState } from '../../core/model/case.ts';
import type { Localised } from '../../core/model/locale.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';
import type { UnreadNotifications } from '../../core/ports/notifications.ts';
import type { Queue, SeenNotification } from './wireRead.ts';
import type { CollectedView, ContactNote } from './wireTurns.ts';

/** A command as the page sends it: the server finds out which cases it opens. */
export type PostedCommand =
  | Exclude<StaffCommand, { readonly kind: 'break-glass' | 'ticket' }>
  | { readonly kind: 'break-glass'; readonly reason: string };

/** A command in one case. A repeated `id` runs once; `followedBy`: what follows, in order, as long as each succeeds; at most five. */
export interface PostedToCase {
  readonly id: string;
  readonly seen: number | null;
  readonly command: PostedCommand;
  readonly followedBy?: readonly PostedCommand[];
}

/** The same in many cases. In each its id is `id`, a space, and the code: what was sent in a case under that runs there once. */
export interface PostedToMany extends Omit<PostedToCase, 'seen'> {
  readonly cases: readonly string[];
}

export interface CaseItem {
  readonly case: CaseState;
  readonly account: string;
  readonly channel: string;
  /** Its conversation: `revision` of its turns counts in this one. */
  readonly conversation: string;
  readonly handledBy: string | null;
  readonly text: string;
  /** The person asked that it is only kept. */
  readonly isRestricted?: true;
  readonly revision: number;
  readonly changedAt: number;
}

export interface CasePage {
  readonly items: readonly CaseItem[];
  readonly next: string | null;
  readonly total: number;
}

export type QueueCounts = Readonly<Record<Queue, number>>;

/**
 * Why a case counts as one of the same person: it is of the conversation; they moved it to this channel by a code that only they
 * had; or the same e-mail address was confirmed in both, by the link that was sent there.
 */
export type PersonProof = 'conversation' | 'channel-transfer' | 'email';

export interface RelatedCase extends CaseItem {
  readonly proof: PersonProof;
}

export interface CaseView extends CaseItem {
  /** Other cases of the same person, by proof, newest first. */
  readonly related: readonly RelatedCase[];
  /** What the citizen told in flows, the latest flow last. */
  readonly collected: readonly CollectedView[];
  /** What staff noted about its person, in this conversation and in those that it continues, oldest first. */
  readonly contactNotes: readonly ContactNote[];
  /** Who passed it on, when, and what they wrote for who receives it; null: nobody, or it was taken. */
  readonly transfer: { readonly by: string; readonly at: number; readonly comment: string | null } | null;
  /** Colleagues who have it open now. */
  readonly present: readonly { readonly agent: string; readonly typing: boolean }[];
  /** The deadline promised to the citizen, worded as in their receipt; null: nothing is due. */
  readonly deadline: Localised | null;
  /**
   * Until when the reader sees all turns of the person, after opening them for a reason; null: only the visible ones.
   */
  readonly openUntil: number | null;
  /** Place among the cases of its department that wait and that nobody has taken, 1 for the next; null: not among them. */
  readonly position: number | null;
  /** The ticket system in which the case is, or should be; null: none. */
  readonly ticketSystem: CaseTicketSystem | null;
  readonly may: readonly StaffCommand['kind'][];
}

/** The proof that the public log holds the case, as a file; null: it does not yet, or is turned off. */
export interface CaseProof {
  readonly proof: string | null;
}

export type News =
  | { readonly type: 'case'; readonly item: CaseItem; readonly cursor: string }
  | { readonly type: 'turn'; readonly code: string; readonly conversation: string; readonly revision: number }
  | { readonly type: 'presence'; readonly code: string; readonly present: CaseView['present'] }
  | { readonly type: 'citizen-typing'; readonly code: string }
  | { readonly type: 'notification'; readonly notification: SeenNotification }
  /** What the page keeps to itself from now on, by reasons of notifications. */
  | ({ readonly type: 'muted' } & Muted)
  /** What the person has not read: it changed, perhaps on another device. */
  | { readonly type: 'unread'; readonly unread: UnreadNotifications }
  /** Departments, colleagues, canned replies or the like changed. */
  | { readonly type: 'setting' }
  /** A case is no longer visible: it was given to another department. */
  | { readonly type: 'gone'; readonly code: string }
  /** Too much happened since the cursor to send it one by one: reload lists and counts. */
  | { readonly type: 'reload'; readonly cursor: string };

/** A ticket system as staff see it in a case. */
export interface CaseTicketSystem {
  readonly name: string;
  /** To the ticket there; null: staff see the number alone. */
  readonly link: string | null;
  /** It was taken out of the settings: nothing is sent there or read from there any more. */
  readonly isGone: boolean;
  /** Whether it is told what the person says later. */
  readonly takesUpdates: boolean;
}
