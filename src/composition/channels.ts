import { Router } from 'express';
import type { AccountToOpen, Channel, ChannelDeps, OpenAccount, Platform, Upgrade } from '../../adapters/adapter.ts';
import { channelOf, isOpen } from '../accounts/lifecycle.ts';
import { type Health, type Kept, keepOpen } from '../accounts/reconcileAccounts.ts';
import type { Registry } from '../accounts/registry.ts';
import { type PlatformLinks, type Surroundings, toAccount } from '../accounts/toAccount.ts';
import type { Environment } from '../config.ts';
import type { Account, Capabilities } from '../core/model/account.ts';
import type { AccountRecord } from '../core/model/accountRecord.ts';
import { AccountOff, CodedError } from '../core/model/errors.ts';
import type { Send } from '../core/ports/adapter.ts';
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
  readonly surroundings: Pick<Surroundings, 'tenant' | 'defaults'>;
  /** Where people find an account before its platform has said so; null where nobody knows. */
  readonly knownLinks: (id: string) => PlatformLinks | null;
  /** What a channel can show that is opened in other processes only; null: this one has to do with it. */
  readonly elsewhere: (channel: string) => Capabilities | null;
  readonly env: Environment;
  /** Where accounts are looked up; what is opened and closed here is put in and taken out. */
  readonly openAccounts: Pick<OpenAccounts, 'put' | 'remove'>;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly jitter: () => number;
  readonly log: Log;
}

/** Milliseconds that accounts are given to close when the process ends: a platform may hang while one is being opened. */
const shutdownTimeout = 5_000;

/** How an account is doing in this process. */
export interface AccountHealth {
  readonly account: string;
  readonly channel: string;
  readonly health: Health;
  /** Whether it only sends people elsewhere. */
  readonly frozen: boolean;
}

/** The channels of one process with all of their accounts. */
export interface Channels {
  /** Routes of all channels, also of those that are opened later. */
  readonly router: Router;
  readonly upgrade: Upgrade;
  /** Opens what should be open, closes what should not, and takes over what changed. */
  reconcileAccounts(): void;
  /** Resolves when an account that should be open was tried once, whether that went well or not. */
  tried(id: string): Promise<void>;
  /** An account as it is now; null when it is not open here and never was. */
  account(id: string): Account | null;
  health(): readonly AccountHealth[];
  close(): Promise<void>;
}

/** An account that should be open, whether it is or not. */
interface Running {
  record: AccountRecord;
  /** Fingerprint of what it must be reopened for when it changes. */
  readonly configFingerprint: string;
  account: Account | null;
  platform: Platform | null;
  links: PlatformLinks | null;
  /** Null while it is not open, and where clients read the journal by themselves. */
  send: Send | null;
  /** The place of staff's own that it has; null while it is not open, and where it has none. */
  inboxChannel: StaffInboxChannel | null;
  /** Code of the failure that was logged last. */
  loggedFault: string | null;
  readonly kept: Kept;
  readonly tried: PromiseWithResolvers<void>;
}

/** Keeps the accounts open that the registry wants open, each on its channel, which is loaded for the first of them. */
export function createChannels(deps: ChannelsDeps): Channels {
  const { registry, log } = deps;
  const router = Router();
  const channels = new Map<string, Promise<{ platform: Platform; channel: Channel }>>();
  const upgrades: Upgrade[] = [];
  const running = new Map<string, Running>();
  /** Accounts that are being closed: the same account is opened again only afterwards. */
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

  const around = (): Surroundings => ({
    ...deps.surroundings,
    records: registry.all(),
    crisis: registry.crisis(),
    linksOf: (id) => running.get(id)?.links ?? deps.knownLinks(id),
  });

  /** Every account as it is now: what one of them says of itself concerns those that point to it. */
  function renew(): void {
    const surroundings = around();
    renewElsewhere(surroundings);
    for (const each of running.values()) {
      if (each.platform === null) continue;
      each.account = toAccount(each.record, each.platform.capabilities, surroundings);
      deps.openAccounts.put({ account: each.account, send: each.send, inboxChannel: each.inboxChannel });
    }
  }

  /** Accounts that other processes have open: their people can be answered from here, which those processes send. */
  function renewElsewhere(surroundings: Surroundings): void {
    const before = new Map(elsewhere);
    elsewhere.clear();
    for (const record of registry.all()) {
      const capabilities = isOpen(record) ? deps.elsewhere(channelOf(record)) : null;
      if (capabilities === null) continue;
      const account = toAccount(record, capabilities, surroundings);
      elsewhere.set(record.id, account);
      before.delete(record.id);
      deps.openAccounts.put({ account, send: null, inboxChannel: null });
    }
    for (const account of before.values()) deps.openAccounts.remove(account);
  }

  function start(record: AccountRecord, configFingerprint: string): void {
    const tried = Promise.withResolvers<void>();
    const own: Running = {
      ...{
        record,
        configFingerprint,
        tried,
        account: null,
        platform: null,
        links: null,
        send: null,
        inboxChannel: null,
        loggedFault: null,
      },
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
    const { platform, channel } = await channelNamed(channelOf(own.record));
    own.platform = platform;
    renew();
    const opened = await channel.open({
      ...(await readyToOpen(own.record, platform, deps.env)),
      account: () => accountOf(own),
      failed,
    });
    own.links = opened.identity;
    own.inboxChannel = opened.staffInboxChannel ?? null;
    own.send = channel.send && sendVia(channel.send, failed);
    return opened;
  }

  function announce(own: Running, health: Health, error: unknown): void {
    const fields = { account: own.record.id, channel: channelOf(own.record) };
    if (health.state !== 'failing') {
      own.loggedFault = null;
      renew();
      log.info(fields, 'an account is open');
      return;
    }
    own.send = null;
    own.inboxChannel = null;
    renew();
    if (own.loggedFault === health.code) return;
    own.loggedFault = health.code;
    const fault = error instanceof CodedError ? {} : { error };
    log.warn({ ...fields, ...fault, code: health.code }, `an account fails and will be tried again: ${health.message}`);
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
    log.info({ account: id, channel: channelOf(own.record) }, 'an account is closed here');
  }

  return {
    router,
    upgrade: (request, socket, head) => upgrades.some((upgrade) => upgrade(request, socket, head)),
    account: (id) => running.get(id)?.account ?? null,

    reconcileAccounts() {
      if (isClosing) return;
      const wanted = registry.all().filter((record) => isOpen(record) && deps.elsewhere(channelOf(record)) === null);
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
        channel: channelOf(record),
        health: kept.health(),
        frozen: account?.status.kind === 'frozen',
      })),

    async close() {
      isClosing = true;
      // Whole channels first: they tell those who ask meanwhile to come back, not that there is no such account.
      const made = await Promise.allSettled(channels.values());
      const open = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value.channel] : []));
      await Promise.all(open.map((channel) => channel.close()));
      const stopped = Promise.all([...[...running.values()].map(({ kept }) => kept.stop()), ...closing.values()]);
      const impatient = Promise.withResolvers<void>();
      const cancel = deps.timer(shutdownTimeout, impatient.resolve);
      await Promise.race([stopped, impatient.promise]);
      cancel();
    },
  };
}

/** What an account was opened with; everything else about it may change while it is open. */
function configFingerprintOf(record: AccountRecord): string {
  return JSON.stringify([channelOf(record), record.definition?.secrets, record.definition?.settings]);
}

function accountOf({ account }: Running): Account {
  if (account === null) throw new AccountOff();
  return account;
}

/** A revoked token shows when a message is sent, too. */
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
