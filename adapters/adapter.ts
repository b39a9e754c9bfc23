import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Router } from 'express';
import type { Account, Capabilities } from '../src/core/model/account.ts';
import type { ConversationId } from '../src/core/model/conversation.ts';
import type { CodedError } from '../src/core/model/errors.ts';
import type { MenuEntry } from '../src/core/model/parsedCommand.ts';
import type { Receive, Send } from '../src/core/ports/adapter.ts';
import type { Clock } from '../src/core/ports/clock.ts';
import type { AttachmentStore } from '../src/core/ports/files.ts';
import type { Lease } from '../src/core/ports/lease.ts';
import type { Log } from '../src/core/ports/log.ts';
import type { Sealer } from '../src/core/ports/sealer.ts';
import type { OnStaffMessage, StaffInboxChannel } from '../src/core/ports/staffInbox.ts';

/**
 * The boundary between a platform and the rest. A platform's folder exports one `Platform`; the composition root opens
 * its channel when the first of its accounts is opened, so that nothing of a platform that nobody uses is loaded.
 */
export interface Platform {
  /** Its name, as accounts give it: the folder's. */
  readonly channel: string;
  readonly capabilities: Capabilities;
  /** Names of the secrets that an account refers to, as in `token`. Optional ones may be left out. */
  readonly secrets: readonly { readonly name: string; readonly optional: boolean }[];
  /**
   * Checks the part of an account's definition that is the platform's own.
   * @throws {CodedError} `config.invalid`, saying what to mend
   */
  readSettings(given: unknown): unknown;
  /**
   * What of an account no other one of the channel may have, as `readSettings` returned its settings: two with the same
   * site key would take each other's people. Left out where there is nothing.
   */
  claims?(id: string, settings: unknown): readonly Claim[];
  createChannel(deps: ChannelDeps): Channel;
}

/** Something that one account of a channel has, and no other one. */
export interface Claim {
  readonly value: string;
  /** Where it stands in the settings; null: it follows from the account's id. */
  readonly setting: string | null;
}

/** What a channel may use of the rest of the house. */
export interface ChannelDeps {
  readonly receive: Receive;
  readonly conversationId: Sealer['conversationId'];
  readonly files: ChannelFiles;
  readonly notes: ChannelNotes;
  /** Takes what is written in a place of staff's own; left out where nobody takes it. */
  readonly onStaffMessage?: OnStaffMessage;
  /** The bot's commands, for platforms that show a menu. */
  readonly menu: () => readonly MenuEntry[];
  /** Keeps work going in exactly one process of all; see `startSingle`. Returns what ends it. */
  readonly single: (name: string, work: (lease: Lease, end: AbortSignal) => Promise<void>) => { stop(): Promise<void> };
  /** Address at which platforms reach this server, without a slash at its end. */
  readonly publicUrl: string;
  /** At least 32 bytes, the same in every process, for this channel alone: signs what it hands out. */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files of people: what arrives is kept before the turn (see `takeFiles`), what leaves is opened for sending. */
export interface ChannelFiles extends AttachmentStore {
  /** Null when there is no such file, or it was erased. */
  open(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}

/** Small records that a channel keeps for itself, sealed with a conversation. */
export interface ChannelNotes {
  /** Resolves when the bytes are durable. An id that is there already keeps what it has. */
  seal(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none, or it was erased. */
  open(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}

/** One account with what it needs to talk to its platform. */
export interface AccountToOpen {
  /** As it is now; asked anew for each message, since its standing changes. */
  readonly account: () => Account;
  /** By name, as `Platform.secrets` lists them. Never to be logged, stored or shown. */
  readonly secrets: Readonly<Record<string, string>>;
  /** As `Platform.readSettings` returned them. */
  readonly settings: unknown;
  /**
   * To be called when an open account stopped working and will not by itself (a revoked token, a gateway that closed
   * for good, a long silence of the platform): it is shown as failing, closed, and opened anew with back-off. Calling
   * it again changes nothing.
   */
  readonly failed: (error: CodedError) => void;
}

/** Who the platform says that an account is. */
export interface Identity {
  /** The platform's id of the profile. */
  readonly id: string;
  readonly name: string;
  /** See `AccountLinks`. */
  readonly profile: string | null;
  readonly start: string | null;
}

/** An account at work. */
export interface OpenAccount {
  readonly identity: Identity;
  /** The place of staff's own that the account has, if its settings name one. */
  readonly staffInboxChannel?: StaffInboxChannel;
  /** Takes no more messages; resolves when those under way are done. */
  close(): Promise<void>;
}

/** One platform at work, with any number of accounts. */
export interface Channel {
  /**
   * Its HTTP routes, with their full paths, to be mounted at the root before any body parser; null where it has none.
   * They serve no pages and set what headers their answers need.
   */
  readonly router: Router | null;
  /** Null where it speaks no WebSocket. */
  readonly upgrade: Upgrade | null;
  /** Null where clients read the journal by themselves (`delivery: 'pull'`). */
  readonly send: Send | null;
  /** Shows on the platform that somebody is writing; null where it can't. Passing failures are its own matter. */
  readonly showTyping: ((account: Account, address: unknown) => Promise<void>) | null;
  /**
   * Asks the platform who the account is, and nothing else.
   * @throws {CodedError} `platform.refused` (a wrong token) or `platform.unreachable`
   */
  identify(account: AccountToOpen): Promise<Identity>;
  /** Starts to take messages of an account. Throws like `identify`; it is then shown as failing and tried again. */
  open(account: AccountToOpen): Promise<OpenAccount>;
  /** Closes every account. Saying it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Offers a WebSocket upgrade. True: it was taken (accepted, or refused with an answer) and the socket must be left
 * alone. False: it is somebody else's.
 */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
