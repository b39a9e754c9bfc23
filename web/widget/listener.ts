import type { LineStatus } from './follow.ts';
import type { Entry } from './log.ts';

/** Who shows the conversation. */
export interface Listener {
  /** The log has changed. */
  changed(): void;
  /** The bot has said something while the page was looking; what a reload brings back is no news. */
  news(entries: readonly Entry[]): void;
  status(status: LineStatus): void;
  /** A message could not be sent. */
  failed(): void;
  /** Somebody on the city's side is writing. */
  typing(): void;
  /** The server has lost the conversation and another one begins. */
  forgotten(): void;
  /** The person has left the conversation in haste, in another tab or before they came back to this page. */
  left(): void;
}
