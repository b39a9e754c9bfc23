import type { AttentionHours } from './accountRecord.ts';
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
  /** Whether it can show a way to leave at once, and take the conversation out of sight. */
  readonly quickExit: boolean;
  /**
   * `pull`: the client reads the journal from a cursor, so a committed message is a delivered one.
   * `push`: each message is sent to the platform by the outbox.
   */
  readonly delivery: 'pull' | 'push';
  /** How fast the platform takes messages; null where it sets no limit. */
  readonly pace: SendingPace | null;
}

/** What a platform takes from one account before it refuses; the dispatcher keeps below it. */
export interface SendingPace {
  /** Messages a second, all conversations together. */
  readonly perSecond: number;
  /** Milliseconds between two messages of one conversation, on average. */
  readonly betweenMs: number;
  /** Messages that one conversation may get at once, before that average counts. */
  readonly burst: number;
}

/** One profile of the city on one channel, as a turn sees it. */
export interface Account {
  /** Unique in its tenant, as in `web` or `library`. */
  readonly id: string;
  readonly tenant: string;
  readonly channel: string;
  /** What people know it by, as in `Biblioteca Antonio Martín`. */
  readonly name: string;
  /** Language in which it greets whoever has said nothing yet. */
  readonly locale: Locale;
  /** Topics of the FAQ that it answers, as in `biblioteques`; null: all. */
  readonly topics: readonly string[] | null;
  /** Department that answers for it, an id, and when people attend it; null where nothing is written down. */
  readonly department: string | null;
  readonly hours: AttentionHours | null;
  readonly capabilities: Capabilities;
  /** Messages that one conversation may send in one go, and every minute from then on. */
  readonly pace: { readonly burst: number; readonly perMinute: number };
  readonly status: AccountStatus;
  readonly links: AccountLinks;
}

/** Whether the account answers now, or sends people to another one (a crisis, or a channel that rests). */
export type AccountStatus =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'frozen';
      readonly towards: { readonly name: string; readonly url: string } | null;
      /** What people are told besides, as the city wrote it; null: only where to go. */
      readonly message: string | null;
    };

/** Where people find an account. */
export interface AccountLinks {
  /** Its public page; null where there is none. */
  readonly profile: string | null;
  /**
   * What opens a private conversation with it and hands over a code: `{code}` stands for it. Null where the platform
   * has no such link, and the person types the code.
   */
  readonly start: string | null;
  /** The account that answers what this one does not; null where there is none. */
  readonly elsewhere: { readonly name: string; readonly url: string } | null;
  /** Open accounts on other channels to which a person may take a conversation along; `start` as above, never null. */
  readonly others: readonly { readonly name: string; readonly start: string }[];
}
