import type { NotedReading } from '../../core/journal/readings.ts';
import type { Agent, StaffRole } from '../../core/model/agent.ts';
import type { CasePriority, CaseState, SanctionKind } from '../../core/model/case.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { NotKept } from '../../core/model/message.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';

/*
 * What console and server say to each other under `/console/api`, as JSON: types only, so that the page is built against
 * them. Faults are `{ error: { code, message } }` with the codes of `docs/errors.md`.
 *
 *   GET   me                           Me
 *   POST  me/availability              { availability }                       Me
 *   POST  me/operator-key              nothing                                 OperatorKey, instead of the one there was; administrators
 *   POST  me/operator-key/removal      nothing                                 204
 *   GET   setting                      Setting: departments, colleagues, canned replies, … ; read once
 *   GET   cases?queue&status&department&account&kind&words&order&after&limit   CasePage
 *   GET   counts                       Counts
 *   GET   cases/CODE                   CaseView
 *   GET   cases/CODE/turns?after=N     Turns that the reader may see: with `after` 0 those of earlier channels too; `after` counts in the
 *                                      case's conversation
 *   POST  cases/CODE/commands             { id, seen, deed: PostedDeed }         CaseView; 409 `case.taken`, `case.moved`, …
 *   POST  cases/CODE/presence          { typing, open? }                      204; said every 10 s while it is open; `typing` an answer (not a note); `open: false` on leaving
 *   POST  cases/CODE/files             the bytes of one file (name in Content-Disposition)   FileRef for `reply`
 *   GET   entries?words&locale         FoundEntry[]                           answers of the FAQ
 *   GET   files/CODE/ID?conversation&revision   the bytes of a file of a turn that the reader may see
 *   GET   stream?after=CURSOR          Server-sent events, see `News`; some cases may come twice: the higher revision counts
 *   GET   notices?after                Notice[]                               what this agent was told
 *   GET   readings?day&agent&code&before   ReadingsPage                     who read what; supervisors, administrators, auditors
 *   GET   hooks                        Hook[]                                 web hooks and their newest deliveries; administrators
 *   GET   staff                        Agent[]                                for administrators
 *   POST  staff                        NewStaff                               Invited
 *   PATCH staff/ID                     any of name, roles, departments, locales, active, availability, platformIds   Agent
 */

export const queues = ['mine', 'department', 'unassigned', 'all', 'breached'] as const;
export type Queue = (typeof queues)[number];

export interface Me extends Agent {
  readonly locale: Locale;
  /** Whether a second factor is set up. */
  readonly secondFactor: boolean;
}

export interface DepartmentNames {
  readonly id: string;
  readonly name: Localised;
  /** The name within a sentence, with its article. */
  readonly withArticle: Localised;
}

/** By this an administrator proves on the command line who they are; shown once. */
export interface OperatorKey {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface Setting {
  readonly departments: readonly DepartmentNames[];
  readonly colleagues: readonly Pick<Agent, 'id' | 'name' | 'departments' | 'availability' | 'locales'>[];
  /** Who is given no cases (any more): what they did once still bears their name. */
  readonly others: readonly Pick<Agent, 'id' | 'name'>[];
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly channel: string }[];
  readonly canned: readonly CannedReply[];
  readonly tones: Readonly<Record<string, Localised>>;
  readonly silences: Readonly<Record<string, Localised>>;
  readonly conditions: Readonly<Record<string, Localised>>;
}

/** A deed as the page sends it: which cases one opens is found out by the server. */
export type PostedCommand =
  | Exclude<StaffCommand, { readonly kind: 'break-glass' }>
  | { readonly kind: 'break-glass'; readonly reason: string };

export interface CannedReply {
  readonly id: string;
  readonly title: Localised;
  /** With `{{code}}`, `{{agent}}`, `{{department}}` and `{{deadline}}`. */
  readonly text: Localised;
}

export interface CaseItem {
  readonly case: CaseState;
  readonly account: string;
  readonly channel: string;
  /** Its conversation: of the turns that belong to it, `revision` counts in this one. */
  readonly conversation: string;
  readonly handledBy: string | null;
  readonly text: string;
  readonly revision: number;
  readonly changedAt: number;
}

export interface CasePage {
  readonly items: readonly CaseItem[];
  readonly next: string | null;
  readonly total: number;
}

export type Counts = Readonly<Record<Queue, number>>;

export interface CaseView extends CaseItem {
  /** Other cases of the conversation, and linked ones: newest first. */
  readonly related: readonly CaseItem[];
  /** Colleagues who have it open now. */
  readonly present: readonly { readonly agent: string; readonly typing: boolean }[];
  /** By when its citizen was promised an answer, in the words of their receipt; null: nothing is due. */
  readonly deadline: Localised | null;
  /** Until when the reader sees all turns of its person, having opened them for a reason; null: only those in sight. */
  readonly openUntil: number | null;
  /** Place among the waiting cases of its department, 1 for the next; null unless it waits. */
  readonly position: number | null;
  readonly may: readonly StaffCommand['kind'][];
}

export interface ShownFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

export interface Turns {
  /** The oldest first. */
  readonly turns: readonly Turn[];
  /** Whether there is something among them that the reader may not see: it belongs to other cases, or to none. */
  readonly hidden: boolean;
  /** Whether there are more: ask again after `last`. */
  readonly more: boolean;
  /** Revision of the case's conversation up to which was read, whether it is shown or not. */
  readonly last: number;
}

/** One commit of the conversation, of any channel over which it went. */
export interface Turn {
  readonly conversation: string;
  readonly account: string;
  readonly channel: string;
  readonly revision: number;
  readonly at: number;
  /** What the citizen said; null: nothing, or erased. */
  readonly citizen: {
    readonly text: string;
    readonly files: readonly ShownFile[];
    /** What they sent and was not kept. */
    readonly notKept: readonly NotKept[];
  } | null;
  /** What bot or staff said to the citizen, light Markdown. */
  readonly said: readonly {
    readonly text: string;
    readonly by: 'bot' | 'staff';
    readonly state: 'waiting' | 'sent' | 'failed';
    readonly files: readonly ShownFile[];
  }[];
  /** What a colleague did. */
  readonly command: { readonly by: string; readonly command: StaffCommand } | null;
  readonly erased: boolean;
  /** Whether it cannot be read because its key is missing; nobody erased it. */
  readonly lost: boolean;
  /** Why the bot did what it did. */
  readonly reasoning: {
    readonly kind: { readonly kind: string; readonly confidence: number; readonly rule: string | null } | null;
    readonly protocol: {
      readonly rule: string;
      readonly actions: readonly string[];
      readonly cites: readonly string[];
    } | null;
    readonly ranked: readonly { readonly entry: string; readonly title: string; readonly confidence: number }[];
    readonly answered: string | null;
  };
  readonly happened: readonly CaseEvent[];
}

export interface FoundEntry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly source: string | null;
}

export type News =
  | { readonly type: 'case'; readonly item: CaseItem; readonly cursor: string }
  | { readonly type: 'turn'; readonly code: string; readonly conversation: string; readonly revision: number }
  | { readonly type: 'presence'; readonly code: string; readonly present: CaseView['present'] }
  | { readonly type: 'citizen-typing'; readonly code: string }
  | { readonly type: 'notice'; readonly notification: SeenNotification }
  /** Departments, colleagues, canned replies or the like changed. */
  | { readonly type: 'setting' }
  /** A case left one's sight: it was given to another department. */
  | { readonly type: 'gone'; readonly code: string }
  /** Too much happened since the cursor to tell it one by one: read lists and counts anew. */
  | { readonly type: 'reload'; readonly cursor: string };

export interface SeenNotification {
  readonly id: string;
  readonly at: number;
  readonly code: string;
  readonly reason: string;
}

/** Who read what on a day, the newest first. */
export interface ReadingsPage {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly readings: readonly NotedReading[];
  /** For `before`; null: there is no more of this day. */
  readonly next: number | null;
}

/** A web hook and what was sent to it last, the newest first. */
export interface Hook {
  readonly id: string;
  readonly url: string;
  /** Reasons of notices that it is told. */
  readonly reasons: readonly string[];
  readonly deliveries: readonly {
    readonly id: string;
    readonly at: number;
    readonly reason: string;
    readonly state: 'waiting' | 'sent' | 'failed';
    readonly attempts: number;
    /** Status of the newest answer; null: none came. */
    readonly status: number | null;
  }[];
}

export interface NewStaff {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly departments: readonly string[];
  readonly locales: readonly Locale[];
}

/** Somebody who was listed, with the link by which they come in once and choose a password. */
export interface Invited {
  readonly agent: Agent;
  /** Address to hand over to them. */
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export type { CasePriority, SanctionKind };
