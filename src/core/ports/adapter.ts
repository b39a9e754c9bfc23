import type { Account, Capabilities } from '../model/account.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Inbound, Rendered, Surface } from '../model/message.ts';

/** A message from a platform, as its adapter passes it to the engine. */
export interface Delivery {
  readonly account: Account;
  /**
   * The platform's own id of the conversation. In public it identifies one person's part: what the bot remembers
   * (language, choices on offer) is theirs, not the group's.
   */
  readonly platformConversation: string;
  readonly surface: Surface;
  /** The platform's own id of the sender, the same throughout the account; null where it has none. */
  readonly person: string | null;
  /** What the adapter needs to reach this conversation later (JSON); sealed with the commit. */
  readonly address: unknown;
  readonly inbound: Inbound;
  /**
   * Identifies where the message comes from (see `addressKey`), on channels where anyone can start any number of
   * conversations: cases are limited by it. Not stored.
   */
  readonly sender?: string;
}

/** The engine's result for a delivery, once it is durable. */
export interface Receipt {
  readonly conversation: ConversationId;
  /** Revision of the commit that holds the message. */
  readonly revision: number;
  readonly duplicate: boolean;
}

/**
 * Passes a delivery to the engine. Resolves when the commit is durable: only then may the platform get an
 * acknowledgement.
 */
export type Receive = (delivery: Delivery) => Promise<Receipt>;

/** One message to be sent to a platform. */
export interface Sending {
  readonly account: Account;
  readonly conversation: ConversationId;
  /** The address in the newest delivery of the conversation's turn. */
  readonly address: unknown;
  readonly message: Rendered;
  /** The same for every attempt at one message, for platforms that can detect duplicates. */
  readonly idempotencyKey: string;
  /** Aborted when the attempt has taken too long: another process may soon try. */
  readonly signal: AbortSignal;
}

/**
 * Sends one message to a platform; resolves to the platform's id of it. Throws `PlatformRefused` when the platform
 * understood and refused (permanent, or `retryAt`), `AccountOff` when the account is not open in this installation,
 * `PlatformUnreachable` or anything else for a temporary failure.
 */
export type Send = (sending: Sending) => Promise<{ platformId: string | null }>;

/** What goes to a public place. */
export interface PublicPost {
  readonly account: Account;
  /** One message of the platform. */
  readonly message: Rendered;
  /** The message says in words what it shows. */
  readonly picture: { readonly url: string; readonly alt: string } | null;
  /** The same for every attempt at one post, for platforms that can detect duplicates. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}

/**
 * A public place on a platform (a channel, a group) in which an account announces things; its settings name it. All
 * methods throw as `Send` does.
 */
export interface AnnouncementChannel {
  /** Whether what was posted can be changed where it is; else a correction is posted. */
  readonly edits: boolean;
  /** How long the platform recognises that it has a post by its idempotency key, milliseconds; 0: it never does. */
  readonly recognisesMs: number;
  /** Resolves to the platform's id of the message. */
  post(post: PublicPost): Promise<string>;
  /** Changes a message; one that says so already is no error. */
  edit(message: string, post: PublicPost): Promise<void>;
  /** Removes a message; one that is gone is no error. */
  remove(message: string, signal: AbortSignal): Promise<void>;
}

/** A run of text in one style, as a platform shows it. */
export interface ShownSpan {
  readonly text: string;
  readonly bold: boolean;
  /** Where it leads; null: nowhere. */
  readonly href: string | null;
}

/** A paragraph of one or more lines, or a list. */
export interface ShownBlock {
  readonly kind: 'paragraph' | 'list';
  readonly lines: readonly (readonly ShownSpan[])[];
}

/** One message as people see it on a platform, read from what the platform gets. */
export interface PreviewMessage {
  /** Null: its client reads `text` as light Markdown. */
  readonly blocks: readonly ShownBlock[] | null;
  readonly text: string;
  /** Labels of the buttons, row by row. */
  readonly buttons: readonly (readonly string[])[];
  /** Labels of a menu that opens; empty: there is none. */
  readonly menu: readonly string[];
  readonly quickExit: boolean;
  /** Length of the text in UTF-16 units, and the most that one message may have. */
  readonly length: number;
  readonly limit: number;
  /** What the platform gets, as JSON. */
  readonly sent: string;
}

/**
 * How a platform shows messages, for people who write them: `preview.ts` of its folder exports one. It writes with the
 * renderer that sends, and loads no library of the platform.
 */
export interface ChannelPreview {
  readonly channel: string;
  readonly capabilities: Capabilities;
  /** Whether the bot is spoken to in public there, too. */
  readonly hasPublic: boolean;
  show(message: Rendered): readonly PreviewMessage[];
}
