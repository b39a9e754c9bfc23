import { Router } from 'express';
import type { AccountToOpen, Channel, ChannelDeps, OpenAccount, Platform, Upgrade } from '../../adapters/adapter.ts';
import { accountChannel, isOpen } from '../accounts/lifecycle.ts';
import { type Health, type Kept, keepOpen } from '../accounts/reconcileAccounts.ts';
import type { Registry } from '../accounts/registry.ts';
import type { OpenSealed } from '../accounts/secrets.ts';
import { type AccountContext, type PlatformLinks, toAccount } from '../accounts/toAccount.ts';
import type { Environment } from '../config.ts';
import type { Account, Capabilities } from '../core/model/account.ts';
import type { AccountRecord } from '../core/model/accountRecord.ts';
import { AccountOff, CodedError } from '../core/model/errors.ts';
import type { AnnouncementChannel, Send } from '../core/ports/adapter.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { StaffInboxChannel } from '../core/ports/staffInbox.ts';
import type { OpenAccounts } from './openAccounts.ts';
import type { LoadPlatform } from './platforms.ts';
import { readyToOpen } from './readyToOpen.ts';

export interface ChannelsDeps {
  readonly registry: Pick<Registry, 'all' | 'crisis'>;
  readonly loadPlatform: LoadPlatform;
  readonly depsFor: (channel: string) => ChannelDeps;
  readonly surroundings: Pick<AccountContext, 'tenant' | 'defaults'>;
  /** Links of an account, known before its platform has reported them; null where unknown. */
  readonly knownLinks: (id: string) => PlatformLinks | null;
  /** Capabilities of a channel that runs in other processes only; null: this process runs it. */
  readonly elsewhere: (channel: string) => Capabilities | null;
  readonly env: Environment;
  /** Opens secrets that were entered in the console. */
  readonly sealed: OpenSealed;
  /** The look-up of open accounts: accounts are added when they open and removed when they close. */
  readonly openAccounts: Pick<OpenAccounts, 'put' | 'remove'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly jitter: () => number;
  readonly log: Log;
}

/** Milliseconds that accounts have to close when the process stops: a platform may hang while one is being opened. */
const shutdownTimeoutMs = 5_000;

/** The health of an account in this process. */
export interface AccountHealth {
  readonly account: string;
  readonly channel: string;
  readonly health: Health;
  /** Whether it only sends people to another account. */
  readonly frozen: boolean;
}

/** The channels of one process, with all of their accounts. */
export interface Channels {
  /** Routes of all channels, including those opened later. */
  readonly router: Router;
  readonly upgrade: Upgrade;
  /** Opens the accounts that should be open, closes the others, and applies changes. */
  reconcileAccounts(): void;
  /** Resolves after the first attempt to open an account, whether or not it succeeded. */
  tried(id: string): Promise<void>;
  /** An account as it is now; null when it has never been open in this process. */
  account(id: string): Account | null;
  health(): readonly AccountHealth[];
  close(): Promise<void>;
}

/** An account that should be open, whether or not it is. */
interface Running {
  record: AccountRecord;
  /** Fingerprint of the settings whose change requires reopening it. */
  readonly configFingerprint: string;
  account: Account | null;
  platform: Platform | null;
  links: PlatformLinks | null;
  /** Null while it is not open, and where clients read the journal themselves. */
  send: Send | null;
  /** Its staff inbox; null while it is not open, and where it has none. */
  inboxChannel: StaffInboxChannel | null;
  /** Where it announces things; null likewise. */
  place: AnnouncementChannel | null;
  /** Code of the failure that was logged last. */
  loggedFault: string | null;
  readonly kept: Kept;
  readonly tried: PromiseWithResolvers<void>;
}

/**
 * Keeps open the accounts that the registry lists as open, each on its channel. A channel is loaded with its first
 * account.
 */
export function createChannels(deps: ChannelsDeps): Channels {
  const { registry, log } = deps;
  const router = Router();
  const channels = new Map<string, Promise<{ platform: Platform; channel: Channel }>>();
  const upgrades: Upgrade[] = [];
  const running = new Map<string, Running>();
  /** Accounts that are being closed: an account is reopened only afterwards. */
  const closing = new Map<string, Promise<void>>();
  /** Accounts that are open in other processes only. */
  const elsewhere = new Map<string, Account>();
  let isClosing = false;

  function channelNamed(name: string): Promise<{ platform: Platform; channel: Channel }> {
    const made = channels.get(name) ?? makeChannel(name);
    channels.set(name, made);
    made.catch(() => channels.delete(name));
    return made;
  }

  async function makeChannel(name: string) {
    const platform = await deps.loadPlatform(name);
    const channel = platform.createChannel(deps.depsFor(name));
    if (channel.router) router.use(channel.router);
    if (channel.upgrade) upgrades.push(channel.upgrade);
    return { platform, channel };
  }

  const around = (): AccountContext => ({
    ...deps.surroundings,
    records: registry.all(),
    crisis: registry.crisis(),
    linksOf: (id) => running.get(id)?.links ?? deps.knownLinks(id),
  });

  /** Updates every account: the links of one appear in others that refer people to it. */
  function renew(): void {
    const surroundings = around();
    renewElsewhere(surroundings);
    for (const each of running.values()) {
      if (each.platform === null) continue;
      each.account = toAccount(each.record, each.platform.capabilities, surroundings);
      const { account, send, inboxChannel, place } = each;
      deps.openAccounts.put({ account, send, inboxChannel, place });
    }
  }

  /** Lists the accounts that are open in other processes: their people can be answered from here, and those processes send. */
  function renewElsewhere(surroundings: AccountContext): void {
    const before = new Map(elsewhere);
    elsewhere.clear();
    for (const record of registry.all()) {
      const capabilities = isOpen(record) ? deps.elsewhere(accountChannel(record)) : null;
      if (capabilities === null) continue;
      const account = toAccount(record, capabilities, surroundings);
      elsewhere.set(record.id, account);
      before.delete(record.id);
      deps.openAccounts.put({ account, send: null, inboxChannel: null, place: null });
    }
    for (const account of before.values()) deps.openAccounts.remove(account);
  }

  function start(record: AccountRecord, configFingerprint: string): void {
    const tried = Promise.withResolvers<void>();
    const own: Running = {
      record,
      configFingerprint,
      tried,
      account: null,
      platform: null,
      links: null,
      send: null,
      inboxChannel: null,
      place: null,
      loggedFault: null,
      kept: keepOpen({
        open: (failed) => openAccount(own, failed),
        changed(health, error) {
          announce(own, health, error);
          tried.resolve();
        },
        clock: deps.clock,
        timer: deps.timer,
        jitter: deps.jitter,
      }),
    };
    running.set(record.id, own);
  }

  async function openAccount(own: Running, failed: AccountToOpen['failed']): Promise<OpenAccount> {
    await closing.get(own.record.id);
    if (isClosing) throw new AccountOff();
    const { platform, channel } = await channelNamed(accountChannel(own.record));
    own.platform = platform;
    renew();
    const opened = await channel.open({
      ...(await readyToOpen(own.record, platform, deps.env, deps.sealed)),
      account: () => accountOf(own),
      failed,
    });
    own.links = opened.identity;
    own.inboxChannel = opened.staffInboxChannel ?? null;
    own.place = opened.announcementChannel ?? null;
    own.send = channel.send && sendVia(channel.send, failed);
    return opened;
  }

  function announce(own: Running, health: Health, error: unknown): void {
    const fields = { account: own.record.id, channel: accountChannel(own.record) };
    if (health.state !== 'failing') {
      own.loggedFault = null;
      renew();
      log.info(fields, 'an account is open');
      return;
    }
    own.send = null;
    own.inboxChannel = null;
    own.place = null;
    renew();
    if (own.loggedFault === health.code) return;
    own.loggedFault = health.code;
    const fault = error instanceof CodedError ? {} : { error };
    log.warn({ ...fields, ...fault, code: health.code }, `an account failed and will be retried: ${health.message}`);
  }

  function stop(own: Running): void {
    const { id } = own.record;
    running.delete(id);
    if (own.account) deps.openAccounts.remove(own.account);
    own.tried.resolve();
    const closed = own.kept.stop().then(() => {
      if (closing.get(id) === closed) closing.delete(id);
    });
    closing.set(id, closed);
    log.info({ account: id, channel: accountChannel(own.record) }, 'an account is closed in this process');
  }

  return {
    router,
    upgrade: (request, socket, head) => upgrades.some((upgrade) => upgrade(request, socket, head)),
    account: (id) => running.get(id)?.account ?? null,

    reconcileAccounts() {
      if (isClosing) return;
      const wanted = registry
        .all()
        .filter((record) => isOpen(record) && deps.elsewhere(accountChannel(record)) === null);
      const fingerprints = new Map(wanted.map((record) => [record.id, configFingerprintOf(record)]));
      for (const [id, own] of running) if (fingerprints.get(id) !== own.configFingerprint) stop(own);
      for (const record of wanted) {
        const own = running.get(record.id);
        if (own) own.record = record;
        else start(record, fingerprints.get(record.id) ?? '');
      }
      renew();
    },

    tried: async (id) => running.get(id)?.tried.promise,

    health: () =>
      [...running.values()].map(({ record, account, kept }) => ({
        account: record.id,
        channel: accountChannel(record),
        health: kept.health(),
        frozen: account?.status.kind === 'frozen',
      })),

    async close() {
      isClosing = true;
      // Whole channels first: they answer requests meanwhile with "try again", not "no such account".
      const made = await Promise.allSettled(channels.values());
      const open = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value.channel] : []));
      await Promise.all(open.map((channel) => channel.close()));
      const stopped = Promise.all([...[...running.values()].map(({ kept }) => kept.stop()), ...closing.values()]);
      const impatient = Promise.withResolvers<void>();
      const cancel = deps.timer(shutdownTimeoutMs, impatient.resolve);
      await Promise.race([stopped, impatient.promise]);
      cancel();
    },
  };
}

/** A fingerprint of the settings with which an account was opened; everything else may change while it is open. */
function configFingerprintOf(record: AccountRecord): string {
  return JSON.stringify([accountChannel(record), record.definition?.secrets, record.definition?.settings]);
}

function accountOf({ account }: Running): Account {
  if (account === null) throw new AccountOff();
  return account;
}

/** A revoked token also shows when a message is sent. */
function sendVia(send: Send, failed: AccountToOpen['failed']): Send {
  return async (sending) => {
    try {
      return await send(sending);
    } catch (error) {
      if (error instanceof AccountOff) failed(error);
      throw error;
    }
  };
}
