import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Router } from 'express';
import type { Account, Capabilities } from '../src/core/model/account.ts';
import type { CodedError } from '../src/core/model/errors.ts';
import type { MenuEntry } from '../src/core/model/parsedCommand.ts';
import type { AnnouncementChannel, Receive, Send } from '../src/core/ports/adapter.ts';
import type { Clock } from '../src/core/ports/clock.ts';
import type { FileStore, NoteStore } from '../src/core/ports/files.ts';
import type { Lease } from '../src/core/ports/lease.ts';
import type { Log } from '../src/core/ports/log.ts';
import type { Sealer } from '../src/core/ports/sealer.ts';
import type { OnStaffMessage, StaffInboxChannel } from '../src/core/ports/staffInbox.ts';

/**
 * The boundary between a platform and the rest. A platform's folder exports one `Platform`; the composition root
 * creates its channel when the first of its accounts is opened, so that unused platforms load nothing.
 */
export interface Platform {
  /** Channel name as accounts give it; the same as the folder's name. */
  readonly channel: string;
  readonly capabilities: Capabilities;
  /** Names of the secrets that an account refers to, as in `token`. */
  readonly secrets: readonly { readonly name: string; readonly optional: boolean }[];
  /**
   * Settings that name a server which gets the account's secrets: only people who can reach this machine may set them.
   * Omitted where there are none.
   */
  readonly serverSettings?: readonly string[];
  /**
   * Validates the platform-specific part of an account's definition.
   * @throws {CodedError} `config.invalid`, saying what to fix
   */
  readSettings(given: unknown): unknown;
  /**
   * Values that must be unique among the accounts of a channel, taken from the settings that `readSettings` returned:
   * two accounts with the same site key would receive each other's people. Omitted where there are none.
   */
  claims?(id: string, settings: unknown): readonly Claim[];
  /** Whether its accounts can announce things in a public place, which `announce` in their settings names. */
  readonly announces?: boolean;
  createChannel(deps: ChannelDeps): Channel;
}

/** A value that must be unique among the accounts of a channel. */
interface Claim {
  readonly value: string;
  /** Its path in the settings; null when it derives from the account's id. */
  readonly setting: string | null;
}

/** Services that a channel may use. */
export interface ChannelDeps {
  readonly receive: Receive;
  readonly conversationId: Sealer['conversationId'];
  /** Inbound files are stored before the turn (see `takeFiles`), outbound files are opened for sending. */
  readonly files: FileStore;
  readonly notes: NoteStore;
  /** Takes messages written in a staff inbox; omitted when nobody takes them. */
  readonly onStaffMessage?: OnStaffMessage;
  /** The bot's commands, for platforms that show a menu. */
  readonly menu: () => readonly MenuEntry[];
  /** Keeps work running in exactly one process; see `startSingle`. Returns the function that stops it. */
  readonly single: (name: string, work: (lease: Lease, end: AbortSignal) => Promise<void>) => { stop(): Promise<void> };
  /** Public address of this server for platforms, without a trailing slash. */
  readonly publicUrl: string;
  /** At least 32 bytes, the same in every process, for this channel only: signs the tokens it issues. */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
}

/** One account and what it needs to talk to its platform. */
export interface AccountToOpen {
  /** The current account; read it for each message, since its status changes. */
  readonly account: () => Account;
  /** By name, as `Platform.secrets` lists them. Never to be logged, stored or shown. */
  readonly secrets: Readonly<Record<string, string>>;
  /** As `Platform.readSettings` returned them. */
  readonly settings: unknown;
  /**
   * Call it when an open account has stopped working and will not recover (a revoked token, a gateway closed for good,
   * a long silence of the platform): the account is shown as failing, closed, and reopened with back-off. Further calls
   * have no effect.
   */
  readonly failed: (error: CodedError) => void;
}

/** Who the account is, according to the platform. */
export interface Identity {
  /** The platform's id of the profile. */
  readonly id: string;
  readonly name: string;
  /** See `AccountLinks`. */
  readonly profile: string | null;
  readonly start: string | null;
}

/** An open account. */
export interface OpenAccount {
  readonly identity: Identity;
  /** The account's staff inbox, if its settings name one. */
  readonly staffInboxChannel?: StaffInboxChannel;
  /** The public place in which it announces things, if its settings name one. */
  readonly announcementChannel?: AnnouncementChannel;
  /** Stops accepting messages; resolves when those in progress are done. */
  close(): Promise<void>;
}

/** One platform with any number of accounts. */
export interface Channel {
  /**
   * HTTP routes with their full paths, mounted at the root before any body parser; null if there are none. They return
   * no pages and set the headers that their answers need.
   */
  readonly router: Router | null;
  /** Null when it uses no WebSocket. */
  readonly upgrade: Upgrade | null;
  /** Null where clients read the journal themselves (`delivery: 'pull'`). */
  readonly send: Send | null;
  /** Shows on the platform that somebody is writing; null where it can't. It handles temporary failures itself. */
  readonly showTyping: ((account: Account, address: unknown) => Promise<void>) | null;
  /**
   * Asks the platform who the account is, and does nothing else.
   * @throws {CodedError} `platform.refused` (a wrong token) or `platform.unreachable`
   */
  identify(account: AccountToOpen): Promise<Identity>;
  /**
   * Starts receiving messages for an account. Throws like `identify`; the account is then shown as failing and retried.
   */
  open(account: AccountToOpen): Promise<OpenAccount>;
  /** Closes every account. Further calls have no effect. */
  close(): Promise<void>;
}

/**
 * Offers a WebSocket upgrade. True: the channel has accepted or refused it, and the caller must not touch the socket.
 * False: it belongs to another handler.
 */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
