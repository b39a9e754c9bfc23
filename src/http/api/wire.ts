import type { CalendarYear, KeptChat, KeptTest, ProtocolReplay, ProtocolTrial } from '../../content/desk/trialViews.ts';
import type {
  BulkEdit,
  BulkOutcome,
  DeskChanges,
  DeskDocument,
  DeskList,
  DeskReleases,
  DeskReleaseView,
  EntryFields,
  FileFields,
  ImportOutcome,
  Published,
  Texts,
  Trial,
} from '../../content/desk/views.ts';
import type { ClashBody, ReleaseCheck } from '../../content/gate/views.ts';
import type { Jargon } from '../../content/readability/views.ts';
import type { DocumentWord, SpeltText } from '../../content/spelling/views.ts';
import type {
  ClusterList,
  EntryFigures,
  QuestionCluster,
  QuestionClusters,
  WordingRequest,
} from '../../content/unanswered/views.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CasePriority, SanctionKind } from '../../core/model/case.ts';
import type { CaseLabel, DeskSettings, Macro, MacroStep, ShareRule } from '../../core/model/desk/deskSettings.ts';
import type { NotificationChoice } from '../../core/model/desk/notificationChoice.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { FileRef } from '../../core/model/message.ts';
import type { PersonalData } from '../../core/model/rights/personalData.ts';
import type { MachineTranslated } from '../../core/ports/desk/machineTranslation.ts';
import type { UnreadNotifications } from '../../core/ports/notifications.ts';
import type { NewRightsRequest, RightsAnswer } from '../../core/ports/rights/rightsDesk.ts';
import type {
  AccountAnswer,
  AccountList,
  AccountStepKind,
  ChannelAccountView,
  ChannelForm,
  GivenAccount,
  SavedAccount,
  UndeliveredMessages,
} from './wireAccounts.ts';
import type { AnnouncementList, AnnouncementStepView, SubscribersView } from './wireAnnouncements.ts';
import type { Board, BoardComments, BoardMailView, BoardPace } from './wireBoard.ts';
import type { CasePage, CaseProof, CaseView, News, PostedToCase, PostedToMany, QueueCounts } from './wireCases.ts';
import type { ConnectionAnswer, Connections, DepartmentView, EmbedSites } from './wireConnections.ts';
import type {
  AddedDevice,
  CaseDraft,
  CaseListQuery,
  FoundEntry,
  GivenDevice,
  NotificationChoiceView,
  NotificationList,
  ReadingsOfDay,
  SavedView,
} from './wireRead.ts';
import type { RetentionPreview, RetentionView, RightsItem, RightsList, RightsProof } from './wireRights.ts';
import type { Me, OperatorKey, Setting } from './wireSetting.ts';
import type { Invited, NewStaff, SentLink, StaffImport, StaffMember, WebhookView } from './wireStaff.ts';
import type { TicketsView, TicketView } from './wireTickets.ts';
import type { CaseTurns } from './wireTurns.ts';
import type {
  DoubtfulWords,
  PreviewBody,
  ProtocolTrialBody,
  SheetBody,
  ShownPreview,
  TrialBody,
} from './wireWriting.ts';

/**
 * The JSON that console and server exchange under `/console/api`: types only, so that the page is built against them.
 * For each route: the query, the body, and the answer with status 200 (204 where there is none). `npm run docs:api`
 * generates docs/api.md from this file.
 */
export interface ApiRoutes {
  /** The signed-in person. */
  'get me': { answer: Me };
  'post me/availability': { body: Pick<Agent, 'availability'>; answer: Me };
  /**
   * Says that somebody is away until the end of this day (`YYYY-MM-DD`, where the town is), and who gets meanwhile what would be
   * given to them. It ends on its own, or when they are available again. Of a colleague, those who lead may say it.
   */
  'post absences': { body: { agent: string; lastDay: string; deputy: string }; answer: Me };
  'post absences/removal': { body: { agent: string }; answer: Me };
  /** Creates a key that replaces the earlier one. */
  'post me/operator-key': { answer: OperatorKey };
  'post me/operator-key/removal': { answer: null };
  /** How the person wants to be notified. */
  'get me/notifications': { answer: NotificationChoiceView };
  'post me/notifications': { body: NotificationChoice; answer: NotificationChoiceView };
  /** Notifies the person on a browser while no page of ours is open: what it gave when it subscribed. */
  'post me/devices': { body: GivenDevice; answer: AddedDevice };
  'post me/devices/remove': { body: { id: string }; answer: NotificationChoiceView };
  /** Settings that the page reads once. */
  'get setting': { answer: Setting };
  /**
   * Lists of names are separated by commas; `search` searches. Without `status`, unfinished cases. `agent`: an id, or
   * `nobody`. Opened at or after `from` and before `to`, milliseconds since 1970. `due`: an open deadline has passed, comes
   * today, or in the six days after. `first` and `resolution`: what became of these deadlines. `answered`: whether staff
   * have written. The queue `proposed` has every case in which a sanction waits for a decision, also closed ones.
   */
  'get cases': { query: CaseListQuery; answer: CasePage };
  /** Open cases by queue; those that are snoozed come back on their own. */
  'get counts': { answer: QueueCounts };
  /**
   * Figures of the work: deadlines now, and what was opened in so many days (7, 30, 90, 365; 30 by default), by
   * department, account and person.
   */
  'get board': { query: { days?: number; department?: string; account?: string }; answer: Board };
  /** What citizens wrote with the grades of cases opened in that period; reading it is recorded. */
  'get board/comments': {
    query: { days?: number; department?: string; account?: string };
    answer: BoardComments;
  };
  /** How often the person gets these figures by e-mail. */
  'get board/mail': { answer: BoardMailView };
  /** On Mondays or on the first of the month, or not (null). */
  'post board/mail': { body: { pace: BoardPace | null }; answer: BoardMailView };
  /** The same as CSV. */
  'post board/file': { body: { days: number; department?: string; account?: string }; answer: Uint8Array };
  'get cases/:code': { answer: CaseView };
  /** The proof that its citizen has, for what staff print. */
  'get cases/:code/proof': { answer: CaseProof };
  /** What the person has begun to write: the codes of the cases, at most 500. Only they can read it. */
  'get drafts': { answer: readonly string[] };
  'get cases/:code/draft': { answer: CaseDraft };
  /** Keeps it on the server; empty: removes it. A reply or a note that is sent removes its own. */
  'post cases/:code/draft': { body: { mode: 'reply' | 'note'; text: string }; answer: null };
  /** The views of the cases that the person has saved. */
  'get views': { answer: readonly SavedView[] };
  /** Replaces them all; at most 30. */
  'post views': { body: { views: readonly SavedView[] }; answer: readonly SavedView[] };
  /** `after` counts in the case's conversation; with 0 the turns of earlier channels are included. */
  'get cases/:code/turns': { query: { after?: number }; answer: CaseTurns };
  /** The list that the filters show, as CSV, at most 5,000 cases; it is on record that it was saved. */
  'post cases/file': { body: Omit<CaseListQuery, 'after' | 'limit'>; answer: Uint8Array };
  /** How many citizens may wait for a person, 0 to 30, before the service gives them no more cases. */
  'post capacities': { body: { agent: string; waiting: number }; answer: null };
  /** Makes a label (`id` null) or changes it. */
  'post labels': { body: { id: string | null; name: string; colour: string }; answer: DeskSettings };
  'post labels/remove': { body: { id: string }; answer: DeskSettings };
  /** The same for a macro: steps of different kinds, run in the order of the kinds. */
  'post macros': { body: { id: string | null; name: string; steps: readonly MacroStep[] }; answer: DeskSettings };
  'post macros/remove': { body: { id: string }; answer: DeskSettings };
  /** The same for a rule by which cases that nobody has are shared out: the first that fits counts. */
  'post rules': { body: Omit<ShareRule, 'id'> & { id: string | null }; answer: DeskSettings };
  'post rules/first': { body: { id: string }; answer: DeskSettings };
  'post rules/remove': { body: { id: string }; answer: DeskSettings };
  /** Refused with 409: `case.taken`, `case.moved` and similar codes. */
  'post cases/:code/commands': { body: PostedToCase; answer: CaseView };
  /** The cases in which it was refused. What is written for one person cannot be sent to many. */
  'post cases/commands': { body: PostedToMany; answer: { refused: readonly string[] } };
  /** Reported every ten seconds while the case is open; `typing` means a reply, not a note; `open: false` on leaving. */
  'post cases/:code/presence': { body: { typing: boolean; open?: boolean }; answer: null };
  /** What the citizen wrote in a turn, by the machine of the settings, in the language of who asks. Recorded as a reading. */
  'post cases/:code/translation': { body: { conversation: string; revision: number }; answer: MachineTranslated };
  /** The body is the file's bytes, its name is in `Content-Disposition`. The answer is used in a `reply`. */
  'post cases/:code/files': { body: Uint8Array; answer: FileRef };
  /** FAQ answers. */
  'get entries': { query: { search?: string; locale?: Locale }; answer: readonly FoundEntry[] };
  /** The bytes of a file, of a turn that the reader may see. */
  'get files/:code/:file': { query: { conversation: string; revision: number }; answer: Uint8Array };
  /** Server-sent events. A case may come twice: the higher revision counts. */
  'get stream': { query: { after?: number }; answer: News };
  /** The newest notifications of the person, at most 100, and what they have not read. */
  'get notifications': { answer: NotificationList };
  /** Marks those of a case as read, or all (`code` null), on all devices. */
  'post notifications/read': { body: { code: string | null }; answer: UnreadNotifications };
  /** Who read what on a day, UTC. */
  'get readings': { query: { day?: string; agent?: string; code?: string; before?: number }; answer: ReadingsOfDay };
  /** Web hooks and their newest deliveries. */
  'get hooks': { answer: readonly WebhookView[] };
  'get staff': { answer: readonly StaffMember[] };
  'post staff': { body: NewStaff; answer: Invited };
  /** What a table in CSV would do, by line; its first line names the columns. At most 200 people. */
  'post staff/import/check': { body: { csv: string }; answer: StaffImport };
  /** Does it: wrong lines are left out. */
  'post staff/import': { body: { csv: string }; answer: StaffImport };
  /** A new link for somebody who has not come in yet. */
  'post staff/:id/invitation': { answer: SentLink };
  'post staff/:id/invitation/cancel': { answer: Agent };
  /** A link for a new password. */
  'post staff/:id/reset': { answer: SentLink };
  /** Removes the second factors of somebody who lost them, and signs them out. */
  'post staff/:id/second-factor/removal': { answer: { mailed: boolean } };
  'patch staff/:id': {
    body: Partial<Omit<NewStaff, 'email'> & Pick<Agent, 'active' | 'availability' | 'platformIds'>>;
    answer: Agent;
  };
  /** Channel accounts, with their health in the process that answers. */
  'get accounts': { answer: AccountList };
  'get accounts/:id': { answer: ChannelAccountView };
  'get channels/:channel': { answer: ChannelForm };
  /** Asks for an account; somebody else approves it. */
  'post accounts': { body: GivenAccount; answer: SavedAccount };
  'post accounts/change': { body: GivenAccount; answer: SavedAccount };
  /** Asks the platform who an account would be with the secrets that are given; keeps nothing. */
  'post accounts/test': { body: GivenAccount; answer: AccountAnswer };
  'post accounts/:id/check': { answer: AccountAnswer };
  'post accounts/:id/step': { body: { step: AccountStepKind; reason?: string | null }; answer: ChannelAccountView };
  /** From now on all accounts but one send people to that one. */
  'post crisis': { body: { towards: string; message?: string | null; reason: string }; answer: AccountList };
  'post crisis/end': { body: { reason: string }; answer: AccountList };
  /** Messages that could not be delivered: all, or those of an account. */
  'get undelivered': { query: { account?: string }; answer: UndeliveredMessages };
  /** Sends one again, or all of an account. */
  'post undelivered/resend': { body: { id: string } | { account: string }; answer: { count: number } };
  /** What one says; null: it was erased. The reading is recorded before. */
  'post undelivered/text': { body: { id: string }; answer: { text: string | null } };
  /** What the service is connected to, without any secret. */
  'get connections': { answer: Connections };
  /** Sends an e-mail to the person who asks. */
  'post connections/mail/test': { answer: ConnectionAnswer };
  /** Sends a text message to a mobile number. Neither it nor what it is sent is recorded. Five in an hour, of all together. */
  'post connections/sms/test': { body: { phone: string }; answer: ConnectionAnswer };
  /** Reads what the identity provider says about itself. */
  'post connections/sign-in/test': { answer: ConnectionAnswer };
  /** Sends a signed `ping`. */
  'post hooks/:name/test': { answer: ConnectionAnswer };
  /** What pages need to show the web chat of an account. */
  'get embed': { answer: EmbedSites };
  /** How long what people write is kept, and what the newest nights erased. */
  'get retention': { answer: RetentionView };
  /** What would be erased within so many days. */
  'post retention/preview': { body: { days: number }; answer: RetentionPreview };
  /** The city's ticket systems and open cases in them, never a key; then, to send a case or what was said of it later again. */
  'get tickets': { answer: TicketsView };
  'post tickets/:code/send': { body: Record<string, never>; answer: TicketView };
  /** Announcements with their posts, and the days of a month (`YYYY-MM`). They are written as documents `announcements/<id>.yaml`. */
  'get announcements': { query: { month: string }; answer: AnnouncementList };
  /** How many subscribe to announcements, by topic, neighbourhood, alert, channel and language, with small counts put together. */
  'get announcements/subscribers': { answer: SubscribersView };
  'get announcements/:id/history': { answer: readonly AnnouncementStepView[] };
  /** How the channels would show it, as its draft is; `shown` null: it cannot be read yet. */
  'get announcements/:id/preview': { answer: { shown: readonly ShownPreview[] | null } };
  /** Lets go out what a crisis held. 409 `announcement.step`. */
  'post announcements/:id/release': { body: Record<string, never>; answer: null };
  /** For good: once it is answered, nothing of it is published. */
  'post announcements/:id/withdraw': { body: { reason: string }; answer: null };
  /** A post whose fate is not known is there, or is not and is sent again; one that failed is tried again. */
  'post announcements/:id/settle': { body: { account: string; isThere: boolean }; answer: null };
  /** What people asked of what is kept about them; it is on record that it was read. */
  'get rights': { answer: RightsList };
  /** On behalf of an identified person, received on a day (`YYYY-MM-DD`). 404 `rights.no-person` where nothing is kept. */
  'post rights': { body: NewRightsRequest; answer: RightsItem };
  /** Everything that is kept about the person. */
  'post rights/:id/data': { body: Record<string, never>; answer: PersonalData };
  /** The same as a ZIP; it is on record that it was saved. */
  'post rights/:id/file': { body: Record<string, never>; answer: Uint8Array };
  /** Does what is asked, or refuses it. 409 `rights.step`, `rights.closed` or `case.held`. */
  'post rights/:id/answer': { body: RightsAnswer; answer: RightsItem };
  /** Takes two further months. */
  'post rights/:id/extend': { body: { reason: string }; answer: RightsItem };
  /** Lets what was restricted be used again. */
  'post rights/:id/unrestrict': { body: { reason: string }; answer: RightsItem };
  /** The proof that the public log holds the answer. */
  'get rights/:id/proof': { answer: RightsProof };
  /** Departments, and whom notifications of their cases reach. */
  'get departments': { answer: readonly DepartmentView[] };
  /** What the bot says, by document. All routes below `content`: 409 `content.files` where it is edited as files. */
  'get content/documents': { answer: DeskList };
  'get content/document': { query: { id: string }; answer: DeskDocument };
  /**
   * Saves a draft, as a text, as fields of an entry, or as fields of a file that has some. `base` is the one of the document that was edited; where somebody
   * else saved meanwhile, 409 `content.moved` with a `DraftConflict`. `onto`: the version of `live`, once its changes are
   * taken in.
   */
  'post content/draft': {
    body: { id: string; base: string | null; onto?: string; text?: string; entry?: EntryFields; fields?: FileFields };
    answer: DeskDocument;
  };
  /** Begins an entry; its id is made from the Catalan title. */
  'post content/new': { body: { topic: string; title: Texts }; answer: DeskDocument };
  /** Null: nothing is left of the document. */
  'post content/discard': { body: { id: string }; answer: DeskDocument | null };
  'post content/remove': { body: { id: string }; answer: DeskDocument | null };
  /** All drafts, and the proposals that wait. */
  'get content/changes': { answer: DeskChanges };
  /**
   * Publishes all drafts, or those of `documents`; `at`: milliseconds since 1970, left out: now. It answers when the
   * release is learnt and in use here. 409 `content.blocked`, `content.conflict`.
   */
  'post content/publish': { body: { note: string; at?: number; documents?: readonly string[] }; answer: Published };
  /**
   * Begins to check all drafts, and ends the check that runs: what they would change for those who ask. It reads what
   * people asked, which is recorded.
   */
  'post content/check': { answer: ReleaseCheck };
  /** The newest check of this process: how far it is, or its report, in which identifiers are named and not quoted. */
  'get content/check': { answer: ReleaseCheck };
  /**
   * Lets the drafts of `version`, that of the check, pass although pinned questions fall. Another person publishes them:
   * nobody passes what they accepted alone. 409 `content.moved`, `content.conflict`.
   */
  'post content/accept': { body: { version: string; reason: string }; answer: ReleaseCheck };
  /**
   * Clusters of questions that had no good answer, 20 at a time; `entry`: only those to which it comes nearest. It reads
   * what people asked, which is recorded; identifiers are named and not quoted.
   */
  'get content/unanswered': { query: { list?: ClusterList; entry?: string; from?: number }; answer: QuestionClusters };
  /**
   * Releases the words of a question to be a wording of an entry's draft. Null, here and below: the questions were erased
   * meanwhile. 400 `input.invalid` where the text holds an identifier of a person.
   */
  'post content/unanswered/add': { body: WordingRequest & { document: string }; answer: QuestionCluster | null };
  /** The same, for a new entry; `withReply`: its answer begins with what staff replied. */
  'post content/unanswered/new': {
    body: WordingRequest & { topic: string; title: Texts; withReply: boolean };
    answer: { document: string };
  };
  'post content/unanswered/aside': {
    body: { cluster: string; use: 'not-ours' | 'ignored' };
    answer: QuestionCluster | null;
  };
  /** Takes a decision back, and what it added out of the drafts. */
  'post content/unanswered/undo': { body: { cluster: string }; answer: QuestionCluster | null };
  /** How often each entry was asked for, given, offered … in so many days, 30 by default. */
  'get content/figures': { query: { days?: number }; answer: readonly EntryFigures[] };
  /** The second person's approval. It goes live at once, or at its time. */
  'post content/approve': { body: { proposal: string }; answer: Published };
  /** The changes of a proposal become drafts again. */
  'post content/withdraw': { body: { proposal: string }; answer: DeskChanges };
  /** The history, 20 at a time; `before`: `next` of the page before. */
  'get content/releases': { query: { before?: number }; answer: DeskReleases };
  'get content/release': { query: { number: number }; answer: DeskReleaseView };
  /** Makes a release that undoes one; later changes of other lines stay. */
  'post content/revert': { body: { number: number; note: string }; answer: Published };
  /** For each text the words, each once, that neither its language's dictionary nor the council knows. */
  'post content/spelling': {
    body: { texts: readonly SpeltText[] };
    answer: { unknown: readonly (readonly string[])[] };
  };
  /** The same for a document in YAML. */
  'post content/spelling/document': { body: { text: string }; answer: { unknown: readonly DocumentWord[] } };
  /** At most five suggestions for each of at most five words. */
  'post content/spelling/suggestions': { body: DoubtfulWords; answer: { suggestions: readonly (readonly string[])[] } };
  /** Adds a word to the draft of the council's own words, or (`own: false`) takes it away. */
  'post content/spelling/word': { body: { word: string; own: boolean }; answer: null };
  /** Drafts a change of services, all in one step. */
  'post content/bulk': { body: { documents: readonly string[]; edit: BulkEdit }; answer: BulkOutcome };
  /** Does something with a question that comes close to another service; what it drafts is undone as of `content/bulk`. */
  'post content/clash': { body: ClashBody; answer: BulkOutcome };
  /** Brings back the drafts of before. */
  'post content/bulk/undo': { body: Pick<BulkOutcome, 'changed'>; answer: BulkOutcome };
  /** Words of officialese with plain words instead. */
  'get content/jargon': { answer: Jargon };
  /** Says that a document is open here (`open: false`: no longer); who else has it open. Report it every eight seconds. */
  'post content/presence': { body: { id: string; open: boolean }; answer: { present: readonly string[] } };
  /** How each channel shows it, by the renderer that sends: in private, and in public where it is spoken to there. */
  'post content/preview': { body: PreviewBody; answer: { shown: readonly ShownPreview[] } };
  /**
   * Says something to the bot with all drafts as they are: `text`, or `choice` (one of `choices`), or neither to be
   * greeted. Without `conversation` as a new citizen.
   */
  'post content/try': { body: TrialBody; answer: Trial };
  /** The texts of all drafts, or of some entries, a row a text and language, as a file. `locale`: of who opens it. */
  'post content/sheet': { body: SheetBody; answer: Uint8Array };
  /**
   * The bytes of such a file, CSV or XLSX: what it says otherwise becomes drafts, never more than that. 400 `input.invalid`
   * names the rows that are wrong; then there is no draft at all.
   */
  'post content/sheet/import': { body: Uint8Array; answer: ImportOutcome };
  /**
   * Keeps a trial chat as a pinned question or dialogue, in the draft of `tests.yaml`: what came of each message with all
   * drafts is what must come of it from then on. The publish gate asks it.
   */
  'post content/keep-test': { body: KeptChat; answer: KeptTest };
  /** Says what all drafts make of a message by the protocol: the rule, who answers, and by when. Nothing is kept. */
  'post content/protocol/try': { body: ProtocolTrialBody; answer: ProtocolTrial };
  /** What all drafts would have made of the cases of the last 30 days, by rule. Nothing that people wrote is read. */
  'get content/protocol/replay': { answer: ProtocolReplay };
  /** The free days of a year by the drafts of the calendar. */
  'get content/calendar': { query: { year: number }; answer: CalendarYear };
}

export type { MachineTranslated } from '../../core/ports/desk/machineTranslation.ts';
export type { CaseItem, CaseProof, PersonProof, PostedCommand, RelatedCase } from './wireCases.ts';
export type * from './wireRead.ts';
export type * from './wireSetting.ts';
export type * from './wireTurns.ts';
export type {
  CaseLabel,
  CasePage,
  CasePriority,
  CaseView,
  DeskSettings,
  Macro,
  MacroStep,
  News,
  QueueCounts,
  SanctionKind,
  ShareRule,
  UnreadNotifications,
};
