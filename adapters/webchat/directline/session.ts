import type { Account } from '../../../src/core/model/account.ts';
import type { ConversationId } from '../../../src/core/model/conversation.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { Inbound } from '../../../src/core/model/message.ts';
import type { Delivery } from '../../../src/core/ports/adapter.ts';

/** Who is asking: one person in one conversation of one account, as a token says. */
export interface Session {
  readonly account: Account;
  /** The id that clients see. */
  readonly platformConversation: string;
  /** The id in the journal. */
  readonly conversation: ConversationId;
  /** The id under which the client knows its person. It is echoed and kept nowhere. */
  readonly user: string;
  /** Language that the page declared. */
  readonly locale: Locale | null;
  /** Origins of the pages that may use the token; null for a token that was made without a browser. */
  readonly origins: readonly string[] | null;
}

/** What the person of a session sent, for the engine: nobody else sees a chat of the web, and there is nobody to be known. */
export function deliveryOf({ account, platformConversation }: Session, inbound: Inbound, sender: string): Delivery {
  return { account, platformConversation, surface: 'private', person: null, address: null, inbound, sender };
}
