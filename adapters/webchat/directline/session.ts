import type { Account } from '../../../src/core/model/account.ts';
import type { ConversationId } from '../../../src/core/model/conversation.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { Inbound } from '../../../src/core/model/message.ts';
import type { Delivery } from '../../../src/core/ports/adapter.ts';

/** One person in one conversation of one account, as a token identifies them. */
export interface Session {
  readonly account: Account;
  /** The id that clients see. */
  readonly platformConversation: string;
  /** The id in the journal. */
  readonly conversation: ConversationId;
  /** The client's id for its person. It is echoed but not stored. */
  readonly user: string;
  /** Language that the page declared. */
  readonly locale: Locale | null;
  /** Origins of the pages that may use the token; null for a token issued without a browser. */
  readonly origins: readonly string[] | null;
}

/** Wraps a person's message for the engine: a web chat is private, and its person is anonymous. */
export function deliveryOf({ account, platformConversation }: Session, inbound: Inbound, sender: string): Delivery {
  return { account, platformConversation, surface: 'private', person: null, address: null, inbound, sender };
}
