import type { Account } from './account.ts';
import type { Inbound, Rendered } from './message.ts';

/** What a platform delivered, as its adapter hands it to the engine. */
export interface Delivery {
  readonly account: Account;
  /** The platform's own id of the conversation. */
  readonly platformConversation: string;
  /** What the adapter needs to reach this conversation later (JSON); sealed with the commit. */
  readonly address: unknown;
  readonly inbound: Inbound;
}

/** What the engine did with a delivery, once it is durable. */
export interface Receipt {
  readonly conversation: string;
  /** Revision of the commit that holds the message. */
  readonly revision: number;
  readonly duplicate: boolean;
}

/** Hands a delivery to the engine. Resolves when the commit is durable: only then may a platform be told "received". */
export type Receive = (delivery: Delivery) => Promise<Receipt>;

/** Sends one message to a platform. Throws `PlatformRefused`, or anything else for a passing failure. */
export type Send = (
  account: Account,
  address: unknown,
  message: Rendered,
  /** The same for every attempt of one message, for platforms that can tell a repetition by it. */
  idempotencyKey: string,
) => Promise<{ platformId: string | null }>;

/** One channel. Many accounts may run on it. */
export interface Adapter {
  readonly channel: string;
  readonly accounts: readonly Account[];
  /** Null where clients read the journal by themselves (`delivery: 'pull'`). */
  readonly send: Send | null;
  start(): Promise<void>;
  /** Stops taking messages; resolves when those under way are done. */
  stop(): Promise<void>;
}
