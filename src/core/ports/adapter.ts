import type { Account } from '../model/account.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Inbound, Rendered, Surface } from '../model/message.ts';

/** What a platform delivered, as its adapter hands it to the engine. */
export interface Delivery {
  readonly account: Account;
  /**
   * The platform's own id of the conversation. In a public place that of one person there: what the bot remembers
   * (language, choices on offer) is theirs, not the group's.
   */
  readonly platformConversation: string;
  readonly surface: Surface;
  /** The platform's own id of who wrote, the same in every place of the account; null where it has none. */
  readonly person: string | null;
  /** What the adapter needs to reach this conversation later (JSON); sealed with the commit. */
  readonly address: unknown;
  readonly inbound: Inbound;
  /**
   * What stands for where the message comes from (see `addressKey`), where a stranger can begin as many conversations as
   * they like: the cases that it opens are counted by it. It is not stored.
   */
  readonly sender?: string;
}

/** What the engine did with a delivery, once it is durable. */
export interface Receipt {
  readonly conversation: ConversationId;
  /** Revision of the commit that holds the message. */
  readonly revision: number;
  readonly duplicate: boolean;
}

/** Hands a delivery to the engine. Resolves when the commit is durable: only then may a platform be told "received". */
export type Receive = (delivery: Delivery) => Promise<Receipt>;

/** One message on its way to a platform. */
export interface Sending {
  readonly account: Account;
  readonly conversation: ConversationId;
  /** As the newest delivery of the conversation's turn carried it. */
  readonly address: unknown;
  readonly message: Rendered;
  /** The same for every attempt of one message, for platforms that can tell a repetition by it. */
  readonly idempotencyKey: string;
  /** Aborted when the attempt has taken too long: another process may soon try. */
  readonly signal: AbortSignal;
}

/**
 * Sends one message to a platform; resolves to the platform's id of it. Throws `PlatformRefused` when the platform
 * understood and refused (permanent, or `retryAt`), `AccountOff` when the account isn't open here, `PlatformUnreachable`
 * or anything else for a passing failure.
 */
export type Send = (sending: Sending) => Promise<{ platformId: string | null }>;
