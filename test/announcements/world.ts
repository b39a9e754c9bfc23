import { randomUUID } from 'node:crypto';
import { type AnnouncementDesk, createAnnouncementDesk } from '../../src/announcements/announcementDesk.ts';
import { createCarryOut } from '../../src/announcements/carryOut.ts';
import type { SendingStatus } from '../../src/announcements/sendingStatus.ts';
import { createWritePost } from '../../src/announcements/writePost.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { Announcement } from '../../src/core/model/announcements/announcement.ts';
import { PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Dispatcher } from '../../src/core/outbox/dispatcher.ts';
import type { AnnouncementChannel, PublicPost } from '../../src/core/ports/adapter.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Outbox } from '../../src/core/ports/outbox.ts';
import { accountWith, pushCapabilities } from '../support/account.ts';
import { createClock, type ManualClock } from '../support/clock.ts';
import { dispatcherOver } from '../support/dispatcher.ts';
import { createLog } from '../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { createPubSub } from '../support/pubsub.ts';
import { timeZone } from './announcement.ts';

/** What a platform does with the next call: it answers, it fails in one of its ways, or the service dies around it. */
export const fates = ['well', 'refused', 'wait', 'no-line', 'lost-answer', 'dies-before', 'dies-after'] as const;
export type Fate = (typeof fates)[number];

/** What a platform was made to do, and whether it was allowed at that moment. */
interface PlatformCall {
  readonly kind: 'post' | 'edit' | 'remove';
  readonly account: string;
  readonly text: string;
  readonly at: number;
  readonly isStopped: boolean;
  readonly isWithdrawn: boolean;
}

/** For how long a platform recognises what it has, milliseconds. */
const recognisesMs = 120_000;

class Killed extends Error {}

/** Accounts of three kinds of platforms: one edits, one recognises what it has, one can do neither. */
export const accounts = ['edits', 'recognises', 'plain'] as const;

/** A town with accounts on platforms, a service that dies and starts again, and a clock. */
export interface World {
  readonly clock: ManualClock;
  readonly calls: readonly PlatformCall[];
  /** What each account shows now. */
  shown(account: string): readonly string[];
  /** Whether an account shows a version, as somebody sees who looks. */
  sees(account: string, version: number): boolean;
  /** Somebody removes by hand what an account shows. */
  clean(account: string): void;
  service(): { readonly announcements: AnnouncementDesk; readonly dispatcher: Dispatcher };
  /** The service as it is, but for what a dead one had in mind. */
  restart(): Promise<void>;
  /** Runs work that a death of the service may end. */
  run(work: (announcements: AnnouncementDesk) => Promise<unknown>): Promise<void>;
  /** Sends what is due. */
  deliver(): Promise<void>;
  live: readonly Announcement[];
  crisis: boolean;
  /** Crises and frozen accounts that ended. */
  crisisEndedAt: number | null;
  readonly frozen: Map<string, { stopped: boolean; resumedAt: number | null }>;
  /** Accounts that are not open here, or that nobody has ever opened. */
  readonly closed: Map<string, 'off' | 'unknown'>;
  withdrawn: boolean;
  /** Fates of the next calls, in their order; none: well. */
  fates: Fate[];
  /** Called while a platform takes a post. */
  during: (() => Promise<void>) | null;
  /** Called when the service asks how the accounts are, right before it sends. */
  asking: (() => Promise<void>) | null;
}

export function createWorld(
  stores: { readonly journal: Journal; readonly outbox: Outbox; readonly tenant?: string },
  start: number,
): World {
  const { tenant = 'default' } = stores;
  const clock = createClock(start);
  const sealer = createMemorySealer(createMemoryKeys());
  const messages = new Map<string, Map<string, string>>(accounts.map((each) => [each, new Map()]));
  const keys = new Map<string, { readonly id: string; readonly at: number }>();
  const calls: PlatformCall[] = [];
  let made = 0;
  let isDead = false;
  let current: ReturnType<typeof begin>;

  const sendingStatus = (): SendingStatus => ({
    crisis: world.crisis,
    crisisEndedAt: world.crisisEndedAt,
    account: (id) => ({
      stopped: false,
      resumedAt: null,
      ...world.frozen.get(id),
      isKnown: world.closed.get(id) !== 'unknown',
    }),
  });

  async function ask(): Promise<SendingStatus> {
    await world.asking?.();
    return sendingStatus();
  }

  /** A journal that a dead service can't reach. */
  function alive<T extends object>(store: T, isOwn: () => boolean): T {
    return new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...given: readonly unknown[]) => {
          if (!isOwn()) throw new Killed();
          return Reflect.apply(value, target, given);
        };
      },
    });
  }

  /** What a dead service had in mind reaches no platform, though another one lives by then. */
  function place(account: string, isOwn: () => boolean): AnnouncementChannel {
    const own = messages.get(account) ?? new Map<string, string>();
    async function call(kind: PlatformCall['kind'], text: string, work: () => void): Promise<void> {
      if (!isOwn()) throw new Killed();
      const fate = world.fates.shift() ?? 'well';
      if (fate === 'dies-before') isDead = true;
      if (isDead) throw new Killed();
      if (fate === 'no-line') throw new PlatformUnreachable('no line', { isUnsent: true });
      if (fate === 'refused') throw new PlatformRefused('no', { retryAt: null });
      if (fate === 'wait') throw new PlatformRefused('later', { retryAt: clock.now() + 1_000 });
      const { stopped = false } = world.frozen.get(account) ?? {};
      calls.push({
        kind,
        account,
        text,
        at: clock.now(),
        isStopped: world.crisis || stopped,
        isWithdrawn: world.withdrawn,
      });
      await world.during?.();
      work();
      if (fate === 'dies-after') isDead = true;
      if (fate !== 'well') throw isDead ? new Killed() : new PlatformUnreachable('silence');
    }
    return {
      edits: account === 'edits',
      recognisesMs: account === 'recognises' ? recognisesMs : 0,
      async post({ message, idempotencyKey }: PublicPost) {
        let id = '';
        await call('post', message.text, () => {
          const before = account === 'recognises' ? keys.get(idempotencyKey) : undefined;
          const known = before !== undefined && clock.now() - before.at < recognisesMs ? before : null;
          made += 1;
          id = known?.id ?? `m${made}`;
          keys.set(idempotencyKey, known ?? { id, at: clock.now() });
          own.set(id, message.text);
        });
        return id;
      },
      edit: (id, { message }) =>
        call('edit', message.text, () => {
          if (own.has(id)) own.set(id, message.text);
        }),
      remove: (id) => call('remove', '', () => void own.delete(id)),
    };
  }

  function begin() {
    const self = { isCurrent: true };
    const isOwn = () => self.isCurrent && !isDead;
    const journal = alive(stores.journal, isOwn);
    const records = createRecordLog({ journal, sealer, clock: clock.now, newId: randomUUID });
    const pubsub = createPubSub();
    const live = () => ({ all: world.live, unreadable: new Set<string>() });
    const common = { tenant, records, sendingStatus: ask, pubsub, clock: clock.now };
    const carryOut = createCarryOut({
      ...common,
      placeOf: (id) =>
        world.closed.has(id)
          ? null
          : { account: accountWith({ id, capabilities: pushCapabilities }), place: place(id, isOwn) },
      find: (id) => world.live.find((each) => each.id === id) ?? null,
      write: createWritePost({ timeZone: () => timeZone, translate: () => '' }),
      timeout: () => new AbortController().signal,
    });
    const dispatcher = dispatcherOver(
      {
        clock,
        outbox: alive(stores.outbox, isOwn),
        journal,
        sealer,
        route: () => null,
        log: createLog(),
        runSideEffect: async (sideEffect, commit, attempt = { isLast: false }) => {
          if (sideEffect.type === 'post-announcement') await carryOut(sideEffect, commit, attempt);
        },
      },
      {},
    );
    const announcements = createAnnouncementDesk({ ...common, live, accounts: () => accounts, isPull: () => false });
    return { announcements, dispatcher, self };
  }

  const world: World = {
    clock,
    calls,
    shown: (account) => [...(messages.get(account)?.values() ?? [])],
    sees: (account, version) => world.shown(account).some((text) => text.includes(`place ${version}`)),
    clean: (account) => messages.get(account)?.clear(),
    service: () => current,
    async restart() {
      current.self.isCurrent = false;
      isDead = false;
      // Longer than a task of a dead process is leased.
      clock.advance(61_000);
      current = begin();
    },
    async run(work) {
      try {
        await work(current.announcements);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      if (isDead) await world.restart();
    },
    async deliver() {
      await world.run(() => current.dispatcher.deliver());
    },
    live: [],
    crisis: false,
    crisisEndedAt: null,
    frozen: new Map(),
    closed: new Map(),
    withdrawn: false,
    fates: [],
    during: null,
    asking: null,
  };
  current = begin();
  return world;
}
