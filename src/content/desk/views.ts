import type { AgentId } from '../../core/model/agent.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { GivenAccess } from '../../core/model/records.ts';
import type { Aspect } from '../../core/model/understanding.ts';
import type { TextDifference } from '../documents/mergeTexts.ts';

/** A text in some of the languages. */
export type Texts = Partial<Readonly<Record<Locale, string | undefined>>>;

/** One aspect of an entry, or what a special case says. */
export interface AspectFields {
  readonly answer?: Texts | undefined;
  readonly source?: { readonly url: string; readonly name: string } | undefined;
  readonly verified?: string | undefined;
  /** Of opening hours: the department whose hours in the calendar they are. */
  readonly hoursOf?: string | undefined;
}

/** A special case of an entry. */
export interface ExceptionFields extends AspectFields {
  readonly id: string;
  readonly title?: Texts | undefined;
  readonly questions?: Partial<Readonly<Record<Locale, readonly string[] | undefined>>> | undefined;
}

/** The fields of an entry, as `docs/content.md` describes them. When saving: left out stays as it is, null goes. */
export interface EntryFields {
  readonly department?: string | null | undefined;
  readonly title?: Texts | null | undefined;
  readonly questions?: Partial<Readonly<Record<Locale, readonly string[] | undefined>>> | null | undefined;
  readonly answer?: Texts | null | undefined;
  readonly plain?: Texts | null | undefined;
  readonly aspects?: Partial<Readonly<Record<Aspect, AspectFields | undefined>>> | null | undefined;
  readonly general?: readonly Aspect[] | null | undefined;
  readonly exceptions?: readonly ExceptionFields[] | null | undefined;
  readonly followUps?: readonly string[] | null | undefined;
  readonly flow?: string | null | undefined;
  readonly personal?: boolean | null | undefined;
  readonly quickExit?: boolean | null | undefined;
  readonly sensitive?: boolean | null | undefined;
  readonly source?: { readonly url: string; readonly name: string } | null | undefined;
  readonly verified?: string | null | undefined;
  readonly valid?: { readonly from?: string | undefined; readonly until?: string | undefined } | null | undefined;
}

/** The fields of a file that is one map, as it is written: `rules` of the protocol, `steps` of a flow. */
export type FileFields = Readonly<Record<string, unknown>>;

/** A problem of one document, and how to fix it. */
export interface DocumentProblem {
  readonly document: string;
  /** Line of the document, 1 for the first; null: it concerns the whole document. */
  readonly line: number | null;
  readonly message: string;
  /** Whether it prevents publishing. */
  readonly fatal: boolean;
  /** Where it is among the fields of a file: `rules.3.tone`; absent: it is not known. */
  readonly path?: string;
}

/** A document in the list. */
export interface DeskItem {
  /** `faq/padro/padro.alta` for an entry, else the path of a file: `council.yaml`. */
  readonly id: string;
  readonly kind: 'entry' | 'file';
  readonly file: string;
  /** Of an entry; null for other documents. */
  readonly topic: string | null;
  /** Of an entry or a flow; null for other documents. */
  readonly title: Texts | null;
  /** What the drafts make of it. */
  readonly state: 'live' | 'changed' | 'new' | 'removed';
  readonly department: string | null;
  /** Languages with title, answer and enough questions; all of them for other documents. */
  readonly languages: readonly Locale[];
  readonly verified: string | null;
  readonly validUntil: string | null;
  /**
   * The last day on which all of an entry holds, `YYYY-MM-DD`: its validity ends, or the source of it or of a part was
   * checked a year before. Null: never, or it is no entry.
   */
  readonly expires: string | null;
  /** Who saved the draft last (null: it ships with the bot), and when; null: there is no draft. */
  readonly draft: { readonly by: AgentId | null; readonly at: number } | null;
  /** The proposal that changes it; null: none. */
  readonly proposal: string | null;
}

export interface DeskList {
  /** Number of the live release. */
  readonly release: number;
  readonly topics: readonly string[];
  /** Years whose two local holidays nobody has written yet: they count as working days. */
  readonly withoutLocalDays: readonly number[];
  readonly documents: readonly DeskItem[];
}

/** A text of a document with its version. */
interface VersionText {
  readonly version: string;
  readonly text: string;
}

/** What citizens get, with its fields. */
interface LiveText extends VersionText {
  /** Null where it is no entry, or cannot be read. */
  readonly entry: EntryFields | null;
}

/** One document with its texts. */
export interface DeskDocument extends DeskItem {
  /** Send it as `base` when saving: the version of `text`; null: there is none. */
  readonly base: string | null;
  /** The draft, or else what is proposed, or else what is live; null: it is removed. */
  readonly text: string | null;
  /** The fields of `text`; null where it is no entry, or cannot be read. */
  readonly entry: EntryFields | null;
  /** The fields of `text` where it is a file that the console edits by them; null: it is not, or cannot be read. */
  readonly fields: FileFields | null;
  /** What citizens get; null: nothing yet. */
  readonly live: LiveText | null;
  /** What was released after the draft was begun; `merged` null: both changed the same lines. */
  readonly released: { readonly text: string | null; readonly merged: string | null } | null;
  /** What the new version of the bot brings and could not be merged; null: nothing. */
  readonly shipped: VersionText | null;
  readonly problems: readonly DocumentProblem[];
}

/** The answer with status 409 where somebody else saved meanwhile. */
export interface DraftConflict {
  readonly error: { readonly code: 'content.moved'; readonly message: string };
  /** The document as it is now. */
  readonly theirs: DeskDocument;
  /** What was sent. */
  readonly yours: string | null;
  /** Both changes in one text, to be saved with `base` of `theirs`; null: both changed the same lines. */
  readonly merged: string | null;
}

/** A change of one document, before and after. */
export interface DeskChange {
  readonly document: string;
  readonly title: Texts | null;
  readonly kind: 'changed' | 'new' | 'removed';
  readonly before: string | null;
  readonly after: string | null;
  readonly diff: readonly TextDifference[];
}

export interface DraftChange extends DeskChange {
  /** Null: it ships with the bot. */
  readonly by: AgentId | null;
  readonly at: number;
  /** What was released meanwhile changed the same lines: save the draft again. */
  readonly conflict: boolean;
  readonly problems: readonly DocumentProblem[];
}

/** Drafts that wait for approval or for their time. */
export interface DeskProposal {
  readonly id: string;
  readonly by: AgentId;
  readonly at: number;
  readonly publishAt: number | null;
  readonly needsApproval: boolean;
  readonly reviewer: AgentId | null;
  /** Who had let the reviewer in, and when; null: it is not known, or nobody did. */
  readonly reviewerAccess: GivenAccess | null;
  readonly note: string;
  readonly reverts: number | null;
  readonly changes: readonly DeskChange[];
}

export interface DeskChanges {
  readonly release: number;
  readonly approval: 'required' | 'off';
  readonly changes: readonly DraftChange[];
  /** Problems that the drafts cause in documents that they do not change. */
  readonly problems: readonly DocumentProblem[];
  readonly proposals: readonly DeskProposal[];
}

export interface DeskRelease {
  readonly number: number;
  readonly at: number;
  /** Null: the content that shipped with the bot, at the first start. */
  readonly by: AgentId | null;
  readonly reviewer: AgentId | null;
  /** Who had let the reviewer in, and when; null: it is not known, or nobody did. */
  readonly reviewerAccess: GivenAccess | null;
  /** Who let it pass although pinned questions fell, and why; null: none fell. */
  readonly accepted: { readonly by: AgentId; readonly reason: string } | null;
  readonly note: string;
  readonly reverts: number | null;
  /** How many documents it changed. */
  readonly changed: number;
}

export interface DeskReleases {
  readonly live: number;
  /** The release that this process answers by: it differs for a moment after a release, or where that cannot be loaded. */
  readonly inUse: number;
  /** The newest first. */
  readonly releases: readonly DeskRelease[];
  /** Send it as `before` for older ones; null: there are none. */
  readonly next: number | null;
}

export interface DeskReleaseView extends DeskRelease {
  readonly changes: readonly DeskChange[];
}

/** What became of a request to publish. */
export type Published =
  | { readonly kind: 'released'; readonly release: DeskRelease }
  | { readonly kind: 'waiting'; readonly proposal: DeskProposal };

/** A message of the bot in a trial chat. */
export interface TrialReply {
  readonly text: string;
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** What the bot understood of a message, and what decided. */
export interface TrialReasons {
  readonly language: string | null;
  /** The FAQ entries that come closest. */
  readonly topics: readonly { readonly entry: string; readonly title: Texts | null; readonly confidence: number }[];
  readonly aspects: readonly { readonly aspect: string; readonly confidence: number }[];
  readonly kind: { readonly kind: string; readonly confidence: number } | null;
  /** The rule of the protocol that applied; null: none. */
  readonly rule: string | null;
  /** The entry that answered, with the aspect or special case; null: none. */
  readonly entry: { readonly id: string; readonly aspect: string | null; readonly exception: string | null } | null;
  /** The flow that is under way now, and what it asks for; null: none. */
  readonly flow: { readonly id: string; readonly asks: string | null } | null;
  /** Types of the events that the turn recorded, in order. */
  readonly events: readonly string[];
}

export interface Trial {
  /** Send it with the next message. It is kept for 30 minutes in the process that made it. */
  readonly conversation: string;
  /** Whether the conversation that was asked for is forgotten, and a new one began. */
  readonly restarted: boolean;
  readonly replies: readonly TrialReply[];
  readonly why: TrialReasons;
}

/** What is done to several services at once. */
export type BulkEdit =
  | { readonly kind: 'fields'; readonly fields: BulkFields }
  | { readonly kind: 'remove' }
  | { readonly kind: 'restore' };

/** Fields that several services get at once; absent: they stay. Days: `YYYY-MM-DD`. */
export interface BulkFields {
  readonly department?: string | undefined;
  readonly verified?: string | undefined;
  readonly validFrom?: string | undefined;
  /** Null: for good. */
  readonly validUntil?: string | null | undefined;
}

/** A service that was changed with others, with what undoes it. Versions: null where it is removed. */
export interface BulkChange {
  readonly document: string;
  /** What it was before: a draft, or else what is live. */
  readonly before: string | null;
  readonly hadDraft: boolean;
  /** What its draft is now. */
  readonly version: string | null;
}

export interface BulkOutcome {
  /** They are drafts now. Send it back to undo it. */
  readonly changed: readonly BulkChange[];
  /** Those that it does not concern, or that somebody edited since. */
  readonly skipped: readonly string[];
}

/** What an import made of documents. */
export interface ImportOutcome {
  /** They are drafts now. */
  readonly drafted: readonly string[];
  /** Somebody has a draft of them that says something else: that one stays. */
  readonly skipped: readonly string[];
}
