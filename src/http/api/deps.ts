import type { Content } from '../../content/content.ts';
import type { ContentDesk } from '../../content/desk/desk.ts';
import type { ReplayAccount } from '../../content/desk/protocolReplay.ts';
import type { ReleaseChecks } from '../../content/gate/releaseChecks.ts';
import type { Spelling } from '../../content/spelling/spelling.ts';
import type { QuestionDesk } from '../../content/unanswered/questionDesk.ts';
import type { DeskSettingsLog } from '../../core/journal/deskSettings.ts';
import type { FlowVersions } from '../../core/journal/flowVersions.ts';
import type { NotificationChoices } from '../../core/journal/notificationChoices.ts';
import type { Readings } from '../../core/journal/staffReadings.ts';
import type { AgentId, StaffDirectory } from '../../core/model/agent.ts';
import type { CaseState } from '../../core/model/case.ts';
import type { CommandEnvelope } from '../../core/model/staffCommand.ts';
import type { DeadLetterDesk } from '../../core/outbox/deadLetters.ts';
import type { ChannelPreview } from '../../core/ports/adapter.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { MachineTranslation } from '../../core/ports/desk/machineTranslation.ts';
import type { StaffDevice, StaffDevices } from '../../core/ports/desk/staffDevices.ts';
import type { FileStore } from '../../core/ports/files.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { NotificationStore } from '../../core/ports/notifications.ts';
import type { Undelivered } from '../../core/ports/outbox.ts';
import type { Presence } from '../../core/ports/presence.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { PersonalRecords } from '../../core/ports/staffStore.ts';
import type { FileType } from '../../core/util/fileType.ts';
import type { UploadLimits } from '../../core/util/uploadSlots.ts';
import type { StaffAdministration } from '../../identity/administration.ts';
import type { Operators } from '../../identity/operators.ts';
import type { RetentionDeps, RightsDeps } from './rightsDeps.ts';
import type { CaseView, Setting } from './wire.ts';
import type { AccountAdministration } from './wireAccounts.ts';
import type { AnnouncementAdministration } from './wireAnnouncements.ts';
import type { ConnectionDesk, DepartmentView, EmbedSites } from './wireConnections.ts';
import type { WebhookView } from './wireStaff.ts';
import type { TicketDesk } from './wireTickets.ts';

/** The dependencies of the console's API. */
export interface ApiDeps {
  readonly tenant: string;
  readonly cases: Pick<CaseIndex, 'find' | 'byCode' | 'facts'>;
  /** Runs a staff command; resolves when it is durable and indexed. */
  readonly handleCommand: (envelope: CommandEnvelope) => Promise<unknown>;
  /** Releases the cases of somebody who goes away or may no longer handle cases. */
  readonly release: (agent: AgentId) => Promise<unknown>;
  /** Position of a case among those that wait, 1 for the next; null unless it waits. */
  readonly waitOf: (row: CaseRow) => Promise<{ readonly position: number | null }>;
  /** The ticket system of a case, as staff know it; null: it is in none. */
  /** The proof that the public log holds a case, as a file; null: it does not yet, or is turned off. */
  readonly caseProofOf: (row: CaseRow) => Promise<string | null>;
  readonly ticketSystemOf: (of: Pick<CaseState, 'ticket'>) => CaseView['ticketSystem'];
  readonly tickets: TicketDesk;
  readonly directory: StaffDirectory;
  readonly administration: StaffAdministration;
  /** What becomes of announcements. */
  readonly announcements: AnnouncementAdministration;
  /** Keys by which administrators prove their identity on the command line. */
  readonly operators: Pick<Operators, 'makeKey' | 'removeKey'>;
  readonly journal: Pick<Journal, 'read' | 'load'>;
  readonly sealer: Pick<Sealer, 'open' | 'seal' | 'fate'>;
  readonly outbox: Undelivered;
  readonly files: FileStore;
  readonly upload: { readonly bytes: number; readonly types: readonly FileType[] } & UploadLimits;
  readonly accounts: () => Setting['accounts'];
  /** Who answers for each account, and when somebody attends it. */
  readonly accountHours: () => readonly ReplayAccount[];
  /** What administrators do with channel accounts. */
  readonly channelAccounts: AccountAdministration;
  readonly connections: ConnectionDesk;
  /** What pages need to show the web chat. */
  readonly embedSites: () => EmbedSites;
  readonly departments: () => Promise<readonly DepartmentView[]>;
  /** Messages that could not be delivered. */
  readonly deadLetters: DeadLetterDesk;
  readonly content: () => Content;
  /** The editor's desk; null where the content is edited as files. */
  readonly desk: ContentDesk | null;
  readonly spelling: Spelling;
  /** How channels show messages. */
  readonly previews: () => Promise<readonly ChannelPreview[]>;
  /** What drafts would change for those who ask; null where the content is edited as files. */
  readonly releaseChecks: ReleaseChecks | null;
  /** The version of a flow with which a conversation began; null where it was never recorded. */
  readonly flowOf: FlowVersions['find'];
  /** Unanswered questions and figures; null where the content is edited as files. */
  readonly questions: QuestionDesk | null;
  readonly knowledge: () => Pick<Knowledge, 'understand' | 'entry' | 'protocol'>;
  /** Translates what citizens write; null: nothing does. */
  readonly translation: MachineTranslation | null;
  readonly notifications: Pick<NotificationStore, 'list' | 'unread' | 'markRead'>;
  /** How people want to be notified. */
  readonly notificationChoices: NotificationChoices;
  readonly staffDevices: StaffDevices;
  /** By what browsers know us, and whom we send to; null: nobody is notified on a device. */
  readonly push: {
    readonly publicKey: string;
    accepts(device: Pick<StaffDevice, 'endpoint' | 'p256dh' | 'auth'>): boolean;
  } | null;
  readonly personal: PersonalRecords;
  /** Labels and macros. */
  readonly deskSettings: DeskSettingsLog;
  /** Who read what citizens wrote. */
  readonly readings: Readings;
  /** How long what people write is kept. */
  readonly retention: RetentionDeps;
  /** What people ask of what is kept about them. */
  readonly rights: RightsDeps;
  readonly hooks: () => Promise<readonly WebhookView[]>;
  readonly presence: Presence;
  readonly pubsub: PubSub;
  readonly limits: Readonly<Record<'reads' | 'writes' | 'commands' | 'uploads', Pick<Limit, 'allow'>>>;
  /** Returns a new id that nobody can guess. */
  readonly newId: () => string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}
