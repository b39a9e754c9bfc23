import type { Registry } from '../accounts/registry.ts';
import type { KnowledgeStore } from '../content/knowledgeStore.ts';
import type { CaseLinks } from '../core/cases/caseLinks.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { Readings } from '../core/journal/readings.ts';
import type { ReadTranscript } from '../core/journal/transcript.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Lease } from '../core/ports/lease.ts';
import type { PubSub } from '../core/ports/pubsub.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import type { OnStaffMessage } from '../core/ports/staffInbox.ts';
import type { Staff } from '../identity/identity.ts';
import type { FileStore } from '../journal/fileStore.ts';
import type { NoteStore } from '../journal/noteStore.ts';
import type { Meaning } from '../language/meaning/meaning.ts';
import type { Coordination } from '../store/coordination.ts';
import type { Store } from '../store/store.ts';
import type { Notifications } from './notifications.ts';
import type { OpenAccounts } from './openAccounts.ts';
import type { StaffDesk } from './staffDesk.ts';
import type { StoreHealth } from './storeHealth.ts';

/** The bot without its doors: stores, knowledge, engine and outbox, ready for adapters. */
export interface Bot {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly outbox: Store['outbox'];
  readonly files: FileStore;
  /** Removes, now and then until the end, files whose commit never came. */
  collectFiles(end: AbortSignal): Promise<void>;
  /** Small records that channels keep for themselves. */
  readonly notes: NoteStore;
  readonly sealer: Sealer;
  readonly pubsub: PubSub;
  /** The id of the installation. */
  readonly installation: string;
  /** Whether the stores keep what they are given. */
  readonly storeHealth: Pick<StoreHealth, 'problem' | 'writeSeconds' | 'lost'>;
  /** Whether this process is in touch with the others. */
  isInTouch(): boolean;
  /** A limit that all processes count together; limits of different names count apart. */
  readonly limit: Coordination['limit'];
  /** Who is where right now, and who writes. */
  readonly presence: Coordination['presence'];
  readonly knowledge: KnowledgeStore;
  /** Sentence vectors; those of `meaningOff` where there are none. */
  readonly meaning: Meaning;
  readonly readTranscript: ReadTranscript;
  readonly cases: Store['cases'];
  /** Keys and addresses with which citizens follow their cases. */
  readonly caseLinks: CaseLinks;
  readonly caseLink: CaseLinks['caseLink'];
  /** Who of staff read what of citizens. */
  readonly readings: Readings;
  /** What staff were told. */
  readonly notifications: Store['notifications'];
  /** Web hooks and their newest deliveries, for administrators. */
  readonly hooks: Notifications['hooks'];
  /** Hands letters to the mail server; null where none is set. */
  readonly post: Notifications['post'];
  /** What staff do with cases. */
  readonly staff: StaffDesk;
  /** Cases as threads where staff are. */
  readonly onStaffMessage: OnStaffMessage;
  /** A secret for one purpose, derived from the master key. */
  readonly derive: (purpose: string) => Uint8Array;
  /** All accounts of the tenant; empty until it is told to `refresh`. */
  readonly accounts: Registry;
  /** Who works for the council, and how they come in. */
  readonly people: Staff;
  /** The accounts that are open, with the ways out through them. */
  readonly openAccounts: OpenAccounts;
  /** Delivers what is due now; resolves when nothing is due any more. */
  deliver(): Promise<void>;
  /** Starts delivering by itself, until `close`. */
  startDelivery(): void;
  /** Keeps work going in exactly one process of all, see `startSingle`; at the latest until `close`. */
  single(name: string, work: (lease: Lease, end: AbortSignal) => Promise<void>): { stop(): Promise<void> };
  /** Finishes what is under way and closes the stores. */
  close(): Promise<void>;
}
