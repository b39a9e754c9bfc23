import type { AttentionHours } from './accountRecord.ts';
import type { CallingCode } from './contact/mobileNumber.ts';
import type { Locale } from './locale.ts';

/** What a platform can show and do; the renderer adapts every message to it. */
export interface Capabilities {
  /**
   * Maximum number of choices that one message can carry as buttons; 0 where there are no buttons and choices become a
   * numbered list.
   */
  readonly buttons: number;
  /** Maximum length of a button's label, in characters. */
  readonly buttonLabel: number;
  /** Maximum length of one message, in UTF-16 units; longer ones are split. */
  readonly textLength: number;
  readonly markup: 'plain' | 'markdown';
  /** Whether it can show a quick exit, which leaves at once and hides the conversation. */
  readonly quickExit: boolean;
  /** Whether its clients show below each answer whether it was useful. Absent: the bot asks, and seldom. */
  readonly ratings?: boolean;
  /**
   * `pull`: the client reads the journal from a cursor, so a committed message counts as delivered. `push`: the outbox
   * sends each message to the platform.
   */
  readonly delivery: 'pull' | 'push';
  /** The platform's rate limits; null where it sets none. */
  readonly pace: SendingPace | null;
}

/** The rates up to which a platform accepts messages from one account; the dispatcher stays below them. */
export interface SendingPace {
  /** Messages a second, across all conversations. */
  readonly perSecond: number;
  /** Milliseconds between two messages of one conversation, on average. */
  readonly betweenMs: number;
  /** Messages that one conversation may get in a burst before that average applies. */
  readonly burst: number;
}

/** One of the city's profiles on one channel, as a turn sees it. */
export interface Account {
  /** Unique in its tenant, as in `web` or `library`. */
  readonly id: string;
  readonly tenant: string;
  readonly channel: string;
  /** What people know it by, as in `Biblioteca Antonio Martín`. */
  readonly name: string;
  /** Language in which it greets a person who has not written anything yet. */
  readonly locale: Locale;
  /** FAQ topics that it answers, as in `biblioteques`; null: all. */
  readonly topics: readonly string[] | null;
  /** Id of the department responsible for it, and its opening hours; null where nothing is recorded. */
  readonly department: string | null;
  readonly hours: AttentionHours | null;
  readonly capabilities: Capabilities;
  /** Messages that one conversation may send in a burst, and per minute from then on. */
  readonly pace: { readonly burst: number; readonly perMinute: number };
  /** Whether the service can send e-mails to people. Absent: it cannot. */
  readonly mails?: boolean;
  /** Countries to whose mobile numbers it can send text messages, its own first. Absent: it cannot. */
  readonly textsTo?: readonly CallingCode[];
  readonly status: AccountStatus;
  readonly links: AccountLinks;
}

/** Whether the account answers now, or sends people to another one (in a crisis, or while it is frozen). */
export type AccountStatus =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'frozen';
      readonly towards: { readonly name: string; readonly url: string } | null;
      /** Additional message for people, as the city wrote it; null: only where to go. */
      readonly message: string | null;
    };

/** Where people find an account. */
export interface AccountLinks {
  /** Its public page; null where there is none. */
  readonly profile: string | null;
  /**
   * Link that opens a private conversation with the account and passes a code, written `{code}` in it. Null where the
   * platform has no such link, and the person types the code.
   */
  readonly start: string | null;
  /** The account that answers questions outside this one's topics; null where there is none. */
  readonly elsewhere: { readonly name: string; readonly url: string } | null;
  /** Open accounts on other channels in which a person may continue the conversation; `start` as above, never null. */
  readonly others: readonly { readonly name: string; readonly start: string }[];
}
