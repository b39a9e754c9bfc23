import type { Account } from '../../../src/core/account.ts';
import type { ConversationId } from '../../../src/core/conversation.ts';
import type { Locale } from '../../../src/core/locale.ts';

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
