import type { AgentId } from '../agent.ts';
import type { CaseCode } from '../case.ts';
import type { ConversationId } from '../conversation.ts';

/** What people may ask of what is kept about them: GDPR articles 15, 20, 16, 17, 18 and 21. */
export const requestedRights = ['access', 'export', 'correct', 'erase', 'restrict', 'object'] as const;
export type RequestedRight = (typeof requestedRights)[number];

/** What an erasure did, and checked afterwards. */
interface ErasedCounts {
  readonly messages: number;
  readonly files: number;
  /** What can still be read, messages and files: nothing, or it is tried again. */
  readonly left: number;
}

/** A request as the desk keeps it: ids, times and decisions. What was said about it is sealed. */
export interface RightsRequest {
  readonly id: string;
  readonly right: RequestedRight;
  /** The case by which the person was found; null: by a conversation or an address. */
  readonly case: CaseCode | null;
  readonly conversations: readonly ConversationId[];
  /** The member of staff who opened it; null: the person did, on the page of their data. */
  readonly by: AgentId | null;
  /** When it reached the council, from which its time counts; milliseconds since 1970. */
  readonly receivedAt: number;
  readonly dueAt: number;
  /** Whether the two further months of GDPR art. 12.3 were taken. */
  readonly isExtended: boolean;
  /** When what is kept was last saved for the person; null: never. */
  readonly savedAt: number | null;
  /** Whether its conversations were restricted by it and still are. */
  readonly restricts: boolean;
  /** Revision of the record that tells how the person was identified. */
  readonly opened: number;
  readonly closed: ClosedRequest | null;
}

export interface ClosedRequest {
  readonly at: number;
  readonly by: AgentId;
  readonly outcome: 'done' | 'refused';
  /** Null: nothing was erased. */
  readonly erased: ErasedCounts | null;
  /** Revision of the record that tells what was answered, and that the public log has. */
  readonly revision: number;
}

/** The desk's own record: all open requests, and the newest closed ones, oldest first. */
export interface RightsRecord {
  readonly record: 'rights';
  readonly shape: 1;
  readonly requests: readonly RightsRequest[];
}

/** A step of a request. `by` null: the person's own. */
export type RightsDeskEvent =
  | {
      readonly type: 'right.requested';
      readonly by: AgentId | null;
      readonly request: string;
      readonly right: RequestedRight;
    }
  | { readonly type: 'right.saved'; readonly by: AgentId; readonly request: string }
  | { readonly type: 'right.extended'; readonly by: AgentId; readonly request: string }
  | { readonly type: 'right.unrestricted'; readonly by: AgentId; readonly request: string }
  | {
      readonly type: 'right.answered';
      readonly by: AgentId;
      readonly request: string;
      readonly right: RequestedRight;
      readonly outcome: ClosedRequest['outcome'];
      readonly isOnTime: boolean;
    };
