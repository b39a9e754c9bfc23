import type { ShownMessage } from './conversationLog.ts';
import type { LineStatus } from './follower.ts';

/** Who shows the conversation. */
export interface ConversationListener {
  /** The log has changed. */
  changed(): void;
  /** The bot has said something while the page was open; messages restored by a reload do not count. */
  news(entries: readonly ShownMessage[]): void;
  status(status: LineStatus): void;
  /** A message could not be sent. */
  failed(): void;
  /** Staff or the bot are typing. */
  typing(): void;
  /** The server has lost the conversation and another one begins. */
  forgotten(): void;
  /** The person used the quick exit, in another tab or before returning to this page. */
  left(): void;
}
