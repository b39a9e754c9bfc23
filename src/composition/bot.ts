import type { Registry } from '../accounts/registry.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { CaseLinks } from '../core/cases/caseLinks.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { Readings } from '../core/journal/readings.ts';
import type { ReadTranscript } from '../core/journal/transcript.ts';
import type { FileStore, NoteStore } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Lease } from '../core/ports/lease.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { OnStaffMessage } from '../core/ports/staffInbox.ts';
import type { Staff } from '../identity/identity.ts';
import type { Meaning } from '../language/meaning/meaning.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import type { PublicLog } from '../transparency/publicLog.ts';
import type { Notifications } from './notifications.ts';
import type { OpenAccounts } from './openAccounts.ts';
import type { StaffDesk } from './staffDesk.ts';
import type { StoreHealth } from './storeHealth.ts';

/** The bot without its routes: stores, knowledge, engine and outbox, ready for adapters. */
export interface Bot {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly outbox: Store['outbox'];
  readonly files: FileStore;
  /** Removes files whose commit never came, at intervals until the end. */
  collectFiles(end: AbortSignal): Promise<void>;
  /** Small records that channels store for themselves. */
  readonly notes: NoteStore;
  readonly sealer: Sealer;
  readonly pubsub: PubSub;
  /** The id of the installation. */
  readonly installation: string;
  /** Whether the stores accept writes. */
  readonly storeHealth: Pick<StoreHealth, 'problem' | 'writeSeconds' | 'lost'>;
  /** Whether this process is connected to the others. */
  isInTouch(): boolean;
  /** Creates a rate limit across all processes; limits of different names count separately. */
  readonly limit: Coordination['limit'];
  /** Who has which case open right now, and who is typing. */
  readonly presence: Coordination['presence'];
  readonly knowledge: KnowledgeStore;
  /** Sentence vectors; `meaningOff` where there are none. */
  readonly meaning: Meaning;
  readonly readTranscript: ReadTranscript;
  readonly cases: Store['cases'];
  /** Keys and addresses by which citizens follow their cases. */
  readonly caseLinks: CaseLinks;
  readonly caseLink: CaseLinks['caseLink'];
  /** Who among staff read what citizens wrote. */
  readonly readings: Readings;
  /** Notifications to staff. */
  readonly notifications: Store['notifications'];
  /** Web hooks and their newest deliveries, for administrators. */
  readonly hooks: Notifications['hooks'];
  /** Sends e-mails; null where no mail server is configured. */
  readonly post: Notifications['post'];
  /** Commands of staff on cases. */
  readonly staff: StaffDesk;
  /** Handles messages from staff inboxes. */
  readonly onStaffMessage: OnStaffMessage;
  /** Derives a secret for one purpose from the master key. */
  readonly derive: (purpose: string) => Uint8Array;
  /** All accounts of the tenant; empty until `refresh` is called. */
  readonly accounts: Registry;
  /** The people who work for the council, and how they sign in. */
  readonly people: Staff;
  /** The open accounts, with their ways to send. */
  readonly openAccounts: OpenAccounts;
  /** The public log; null where it is off. */
  readonly publicLog: PublicLog | null;
  /** Delivers what is due now; resolves when nothing is due any more. */
  deliver(): Promise<void>;
  /** Starts continuous delivery, until `close`. */
  startDelivery(): void;
  /** Runs a task in exactly one process, see `startSingle`; at the latest until `close`. */
  single(name: string, work: (lease: Lease, end: AbortSignal) => Promise<void>): { stop(): Promise<void> };
  /** Finishes work in progress and closes the stores. */
  close(): Promise<void>;
}
