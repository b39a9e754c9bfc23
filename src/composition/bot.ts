import type { Registry } from '../accounts/registry.ts';
import type { SecretVault } from '../accounts/vault.ts';
import type { ContentDesk } from '../content/desk/desk.ts';
import type { GuideRelease } from '../content/desk/guideReleases.ts';
import type { ReleaseChecks } from '../content/gate/releaseChecks.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { QuestionDesk } from '../content/unanswered/questionDesk.ts';
import type { CaseLinks } from '../core/cases/caseLinks.ts';
import type { DataLinks } from '../core/cases/rights/dataLinks.ts';
import type { NotifyLinks } from '../core/cases/rights/notifyLinks.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { WaitingLine } from '../core/engine/waitingLine.ts';
import type { ApiKeys } from '../core/journal/apiKeys.ts';
import type { Readings } from '../core/journal/staffReadings.ts';
import type { ReadTranscript } from '../core/journal/transcript.ts';
import type { Understanding } from '../core/model/understanding.ts';
import type { AccountTraffic } from '../core/outbox/accountTraffic.ts';
import type { Dispatcher } from '../core/outbox/dispatcher.ts';
import type { FileStore, NoteStore } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Lease } from '../core/ports/lease.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { OnStaffMessage } from '../core/ports/staffInbox.ts';
import type { Staff } from '../identity/identity.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import type { PublicLog } from '../transparency/publicLog.ts';
import type { BotAnnouncements } from './botAnnouncements.ts';
import type { BotReports } from './botReports.ts';
import type { BotSubscribers } from './botSubscribers.ts';
import type { BotSurveys } from './botSurveys.ts';
import type { BotTickets } from './botTickets.ts';
import type { Notifications } from './notifications.ts';
import type { OpenAccounts } from './openAccounts.ts';
import type { Push } from './push.ts';
import type { BotRights } from './rights.ts';
import type { StaffDesk } from './staffDesk.ts';
import type { StoreHealth } from './storeHealth.ts';

/** What the installation keeps. */
export interface BotStores {
  readonly journal: Journal;
  readonly outbox: Store['outbox'];
  readonly cases: Store['cases'];
  /** Notifications to staff. */
  readonly notifications: Store['notifications'];
  /** What staff keep for themselves. */
  readonly personal: Store['personal'];
  readonly files: FileStore;
  /** Small records that channels store for themselves. */
  readonly notes: NoteStore;
  /** Removes files whose commit never came, at intervals until the end. */
  collectFiles(end: AbortSignal): Promise<void>;
  /** The id of the installation. */
  readonly installation: string;
  /** Whether the stores accept writes. */
  readonly health: Pick<StoreHealth, 'problem' | 'writeSeconds' | 'lost'>;
}

/** What citizens write goes through this. */
export interface Conversations {
  readonly engine: Engine;
  /** Messages that are read now, that wait, and that were refused since the start because too many waited. */
  readonly waiting: WaitingLine['counts'];
  readonly knowledge: KnowledgeStore;
  readonly sealer: Sealer;
  readonly readTranscript: ReadTranscript;
  /** What a text means on its own; nothing of it is kept. */
  readonly understand: (text: string) => Promise<Understanding>;
  /** Keys and addresses by which citizens follow their cases. */
  readonly caseLinks: CaseLinks & NotifyLinks;
  /** Addresses at which people see what is kept of their conversation. */
  readonly dataLinks: DataLinks;
  /** Web push; null: nobody is notified on a device. */
  readonly push: Push | null;
  /** Derives a secret for one purpose from the master key. */
  readonly derive: (purpose: string) => Uint8Array;
}

/** What people who work for the council use. */
export interface BotStaff {
  /** Who they are, and how they sign in. */
  readonly people: Staff;
  /** Their commands on cases. */
  readonly desk: StaffDesk;
  /** Handles messages from staff inboxes. */
  readonly onStaffMessage: OnStaffMessage;
  /** Who among them read what citizens wrote. */
  readonly readings: Readings;
  /** Web hooks and their newest deliveries, for administrators. */
  readonly hooks: Notifications['hooks'];
  readonly pingHook: Notifications['pingHook'];
  readonly boardMails: Notifications['boardMails'];
  readonly heldMails: Notifications['heldMails'];
  readonly devices: Notifications['devices'];
  readonly reminders: Notifications['reminders'];
  /** Sends e-mails; null where no mail server is configured. */
  readonly post: Notifications['post'];
  /** Sends text messages; null where no gateway is configured. */
  readonly texts: Notifications['texts'];
}

/** The channel accounts of the tenant. */
export interface BotAccounts {
  /** All of them; empty until `refresh` is called. */
  readonly registry: Registry;
  /** The keys of programs that file requests. */
  readonly keys: ApiKeys;
  /** Those that are open, with their ways to send. */
  readonly open: OpenAccounts;
  /** Their secrets that were entered in the console. */
  readonly vault: SecretVault;
  /** What this process saw of each. */
  readonly traffic: AccountTraffic;
  /** Until when this process sends nothing on one, and why; null: it may send. */
  pause(id: string): ReturnType<Dispatcher['pause']>;
}

/** The content where it is edited in the console. */
export interface BotContent {
  readonly desk: ContentDesk;
  /** What drafts would change for people who ask. */
  readonly checks: ReleaseChecks;
  /** The newest releases, as everybody may see them. */
  readonly guideReleases: () => Promise<readonly GuideRelease[]>;
  /** Unanswered questions and figures. */
  readonly questions: QuestionDesk;
  /** Takes each release into use, until the end. */
  follow(end: AbortSignal): Promise<void>;
  /** Publishes what was scheduled, until the end. For one process of all. */
  releaseOnTime(end: AbortSignal): Promise<void>;
}

/** This process among the others of the installation. */
export interface BotProcesses {
  readonly pubsub: PubSub;
  /** Creates a rate limit across all processes; limits of different names count separately. */
  readonly limit: Coordination['limit'];
  /** Who has which case open right now, and who is typing. */
  readonly presence: Coordination['presence'];
  /** Whether this process is connected to the others. */
  isInTouch(): boolean;
  /** Runs a task in exactly one process, see `startSingle`; at the latest until the bot is closed. */
  single(name: string, work: (lease: Lease, end: AbortSignal) => Promise<void>): { stop(): Promise<void> };
}

/** The bot without its routes, ready for adapters. Pass on what is needed of it, not the whole. */
export interface Bot {
  readonly stores: BotStores;
  readonly conversations: Conversations;
  readonly staff: BotStaff;
  readonly accounts: BotAccounts;
  /** Null where the content is edited as files. */
  readonly content: BotContent | null;
  readonly announcements: BotAnnouncements;
  readonly surveys: BotSurveys;
  /** Ticket systems of the city. */
  readonly tickets: BotTickets;
  readonly reports: BotReports;
  readonly subscribers: BotSubscribers;
  readonly processes: BotProcesses;
  readonly rights: BotRights;
  readonly delivery: {
    /** Delivers what is due now; resolves when nothing is due any more. */
    now(): Promise<void>;
    /** Starts continuous delivery, until `close`. */
    start(): void;
  };
  /** The public log; null where it is off. */
  readonly publicLog: PublicLog | null;
  /** Finishes work in progress and closes the stores. */
  close(): Promise<void>;
}
