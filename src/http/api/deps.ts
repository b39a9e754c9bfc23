import type { Content } from '../../content/content.ts';
import type { Readings } from '../../core/journal/readings.ts';
import type { AgentId, StaffDirectory } from '../../core/model/agent.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { CommandEnvelope } from '../../core/model/staffCommand.ts';
import type { CaseIndex, CaseRow } from '../../core/ports/caseIndex.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { AttachmentStore } from '../../core/ports/files.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { Log } from '../../core/ports/log.ts';
import type { NotificationStore } from '../../core/ports/notifications.ts';
import type { Undelivered } from '../../core/ports/outbox.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import type { FileType } from '../../core/util/fileType.ts';
import type { UploadLimits } from '../../core/util/uploadSlots.ts';
import type { Operators } from '../../identity/operators.ts';
import type { Hook, Invited, NewStaff, Setting } from './wire.ts';

/** How often something may happen. */
export interface Limit {
  allow(key: string): Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
}

/** Who is where and who writes there, as the processes share it. */
export interface Presence {
  note(topic: string, who: string, doing: 'here' | 'typing', milliseconds: number): Promise<void>;
  leave(topic: string, who: string, doing: 'here' | 'typing'): Promise<void>;
  list(topic: string): Promise<Readonly<Record<'here' | 'typing', readonly string[]>>>;
  /** Topic that wakes whoever watches a place. */
  topic(topic: string): string;
}

/** What administrators do with people. */
export interface StaffAdministration {
  /** Lists somebody and makes the link by which they come in. */
  invite(person: NewStaff, by: AgentId): Promise<Invited>;
}

/** What the console's interface uses of the rest of the house. */
export interface ApiDeps {
  readonly tenant: string;
  readonly cases: Pick<CaseIndex, 'find' | 'byCode'>;
  /** Does what somebody of staff decided; resolves when it is durable and the index of cases knows it. */
  readonly handleCommand: (envelope: CommandEnvelope) => Promise<unknown>;
  /** Lets go of what somebody has who goes away, or may serve no more. */
  readonly release: (agent: AgentId) => Promise<unknown>;
  /** Place of a case among those that wait, 1 for the next; null unless it waits. */
  readonly waitOf: (row: CaseRow) => Promise<{ readonly position: number | null }>;
  readonly directory: StaffDirectory;
  readonly administration: StaffAdministration;
  /** Keys by which administrators prove on the command line who they are. */
  readonly operators: Pick<Operators, 'makeKey' | 'removeKey'>;
  readonly journal: Pick<Journal, 'read' | 'load'>;
  readonly sealer: Pick<Sealer, 'open' | 'fate'>;
  readonly outbox: Undelivered;
  readonly files: AttachmentStore & { open(conversation: ConversationId, id: string): Promise<Uint8Array | null> };
  readonly upload: { readonly bytes: number; readonly types: readonly FileType[] } & UploadLimits;
  readonly accounts: () => Setting['accounts'];
  readonly content: () => Content;
  readonly knowledge: () => Pick<Knowledge, 'understand' | 'entry' | 'protocol'>;
  readonly notifications: Pick<NotificationStore, 'list'>;
  /** Who read what of citizens. */
  readonly readings: Readings;
  readonly hooks: () => Promise<readonly Hook[]>;
  readonly presence: Presence;
  readonly pubsub: PubSub;
  readonly limits: { readonly reads: Limit; readonly writes: Limit; readonly uploads: Limit };
  /** A new id that nobody can guess. */
  readonly newId: () => string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}
