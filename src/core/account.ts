import type { Locale } from './locale.ts';

/** What a platform can show and do; the renderer degrades every message to it. */
export interface Capabilities {
  /** Most choices that one message can carry as buttons; 0 where there are none and choices become a numbered list. */
  readonly buttons: number;
  /** Most characters of a button's label. */
  readonly buttonLabel: number;
  /** Most characters (UTF-16 units) of one message; longer ones are split. */
  readonly textLength: number;
  readonly markup: 'plain' | 'markdown';
  /** Who else sees the conversation. */
  readonly surface: 'private' | 'public';
  /**
   * `pull`: the client reads the journal from a cursor, so a committed message is a delivered one.
   * `push`: each message is sent to the platform by the outbox.
   */
  readonly delivery: 'pull' | 'push';
}

/** One profile of the city on one channel. */
export interface Account {
  /** Unique in its tenant, as in `web` or `library`. */
  readonly id: string;
  readonly tenant: string;
  readonly channel: string;
  /** Language in which it greets whoever has said nothing yet. */
  readonly locale: Locale;
  readonly capabilities: Capabilities;
  /** Messages that one conversation may send in one go, and every minute from then on. */
  readonly pace: { readonly burst: number; readonly perMinute: number };
}
