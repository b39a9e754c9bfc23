import type { Platform } from '../../../adapters/adapter.ts';
import type { Surface } from '../../../src/core/model/message.ts';

/** A platform under the contract, and a server that plays it. */
export interface AdapterFixture {
  readonly platform: Platform;
  /** Starts a platform that nobody talks on yet. It logs nothing and holds no port when it was closed. */
  open(): Promise<FakePlatform>;
  /** Whether the platform tells a repetition by the idempotency key, so that a crash repeats nothing. */
  readonly knowsRepetitions: boolean;
}

/** Where somebody sits when they talk with an account: a chat of their own, or a place that others read. */
export interface Seat {
  /** As `FakePlatform.account` knows it. */
  readonly account: string;
  /** A lower-case word, as in `ana`: who it is. */
  readonly person: string;
  readonly surface: Surface;
}

/** One message of the bot as people see it: markup worked out, buttons in their order. */
export interface Shown {
  /** The platform's id of it. */
  readonly id: string;
  /** What is read, without marks. Items of a list begin with `- `, `• ` or `* `; a link shows its words. */
  readonly text: string;
  /** Stretches that are shown in bold. */
  readonly bold: readonly string[];
  readonly links: readonly { readonly text: string; readonly url: string }[];
  /** Labels of what can be pressed. */
  readonly buttons: readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** What befalls a message that the bot sends. */
export type Fault =
  /** The platform refuses with an HTTP status; `retryAfter` in seconds, as a 429 tells. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: number | null }
  /** It takes the request and never answers. */
  | { readonly kind: 'silence' }
  /** It breaks the connection off. */
  | { readonly kind: 'cut' };

export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * A platform as people and the service see it. What people do resolves once the service was told (its webhook answered,
 * whatever it said), or once it can fetch it; an update that the service does not acknowledge is kept.
 */
export interface FakePlatform {
  /** An account's own part of its definition, and its secrets; made on first use. `wrong`: with a secret that is no good. */
  account(name: string, secret: 'right' | 'wrong'): { settings: unknown; secrets: Readonly<Record<string, string>> };
  /** Where the service is, without a slash at its end: told before an account is opened, and again after a restart. */
  serve(url: string): void;

  /** Writes a message, in a public place one that mentions the bot; resolves to the platform's id of it. */
  say(seat: Seat, text: string): Promise<string>;
  /** Writes a message in a public place that is not for the bot. */
  chatter(seat: Seat, text: string): Promise<void>;
  /** Answers the newest message of the bot in a public place, without a mention. Null where that addresses nobody. */
  readonly reply: ((seat: Seat, text: string) => Promise<void>) | null;
  /** Presses the button of that label on the newest message that shows it. */
  press(seat: Seat, label: string): Promise<void>;
  /** Sends a file with a caption (it may be empty). */
  sendFile(seat: Seat, file: SentFile, caption: string): Promise<void>;
  /** Changes a message of the person. Null where people can't. */
  readonly edit: ((seat: Seat, message: string, text: string) => Promise<void>) | null;
  /** Hands the newest update of an account over once more. Null where the platform never does. */
  readonly redeliver: ((account: string) => Promise<void>) | null;
  /** Two messages that reach the service in the opposite order. */
  sayBackwards(seat: Seat, first: string, second: string): Promise<void>;

  /** What the bot said at a seat, oldest first, in a public place in the thread or chat where the person sits. */
  shown(seat: Seat): readonly Shown[];
  /** How often somebody at a seat saw that the bot is writing. Null where the platform can't show it. */
  readonly typings: ((seat: Seat) => number) | null;
  /** Lets the next message that the bot sends on an account meet a fault; resolves when it has met it. */
  fail(account: string, fault: Fault): Promise<void>;
  /** Lets every attempt to show "is writing" on an account fail from now on; does nothing where there is none. */
  failTyping(account: string): void;
  close(): Promise<void>;
}
