import type { NotedReading } from '../../core/journal/readings.ts';
import type { Agent, StaffRole } from '../../core/model/agent.ts';
import type { CasePriority, CaseState, SanctionKind } from '../../core/model/case.ts';
import type { CaseEvent } from '../../core/model/event.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { FileRef, NotKept } from '../../core/model/message.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';

/**
 * What console and server say to each other under `/console/api`, as JSON: types only, so that the page is built against
 * them. By route: what stands behind `?`, what is sent, and what is answered with status 200 (204 where there is nothing).
 * `npm run docs:api` makes docs/api.md of this file.
 */
export interface ApiRoutes {
  /** Who one is. */
  'get me': { answer: Me };
  'post me/availability': { body: Pick<Agent, 'availability'>; answer: Me };
  /** Makes a key, instead of the one there was. */
  'post me/operator-key': { answer: OperatorKey };
  'post me/operator-key/removal': { answer: null };
  /** What the page reads once. */
  'get setting': { answer: Setting };
  /** Lists of names have commas between them; `search` searches. What is not done yet, unless `status` says otherwise. */
  'get cases': {
    query: {
      queue?: Queue;
      status?: string;
      department?: string;
      account?: string;
      kind?: string;
      search?: string;
      order?: 'due' | 'changed';
      after?: string;
      limit?: number;
    };
    answer: CasePage;
  };
  'get counts': { answer: Counts };
  'get cases/:code': { answer: CaseView };
  /** `after` counts in the case's conversation; with 0 the turns of earlier channels come, too. */
  'get cases/:code/turns': { query: { after?: number }; answer: Turns };
  /** Sent twice with the same `id` it is done once. Refused with 409: `case.taken`, `case.moved` and the like. */
  'post cases/:code/commands': {
    body: { id: string; seen: number | null; command: PostedCommand };
    answer: CaseView;
  };
  /** Said every ten seconds while it is open; `typing` an answer, not a note; `open: false` on leaving. */
  'post cases/:code/presence': { body: { typing: boolean; open?: boolean }; answer: null };
  /** The body is the file's bytes, its name is in `Content-Disposition`. What is answered goes into a `reply`. */
  'post cases/:code/files': { body: Uint8Array; answer: FileRef };
  /** Answers of the FAQ. */
  'get entries': { query: { search?: string; locale?: Locale }; answer: readonly FoundEntry[] };
  /** The bytes of a file, of a turn that the reader may see. */
  'get files/:code/:file': { query: { conversation: string; revision: number }; answer: Uint8Array };
  /** Server-sent events. Some cases may come twice: the higher revision counts. */
  'get stream': { query: { after?: number }; answer: News };
  /** What this agent was told. */
  'get notices': { query: { after?: string }; answer: readonly SeenNotification[] };
  /** Who read what on a day, UTC. */
  'get readings': { query: { day?: string; agent?: string; code?: string; before?: number }; answer: ReadingsPage };
  /** Web hooks and their newest deliveries. */
  'get hooks': { answer: readonly Hook[] };
  'get staff': { answer: readonly Agent[] };
  'post staff': { body: NewStaff; answer: Invited };
  'patch staff/:id': {
    body: Partial<Omit<NewStaff, 'email'> & Pick<Agent, 'active' | 'availability' | 'platformIds'>>;
    answer: Agent;
  };
}

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
