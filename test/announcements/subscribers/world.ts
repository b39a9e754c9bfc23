import { randomUUID } from 'node:crypto';
import { type AnnouncementDesk, createAnnouncementDesk } from '../../../src/announcements/announcementDesk.ts';
import type { SendingStatus } from '../../../src/announcements/sendingStatus.ts';
import { createStillGoes } from '../../../src/announcements/subscribers/stillGoes.ts';
import { createSubscriberDesk, type SubscriberDesk } from '../../../src/announcements/subscribers/subscriberDesk.ts';
import { createSubscriberIndex } from '../../../src/announcements/subscribers/subscriberIndex.ts';
import { createSubscriberMail } from '../../../src/announcements/subscribers/subscriberMail.ts';
import {
  createSubscriberNotifier,
  type SubscriberNotifier,
} from '../../../src/announcements/subscribers/subscriberNotifier.ts';
import { createSubscriberWriter } from '../../../src/announcements/subscribers/subscriberWriter.ts';
import { createDecentHours } from '../../../src/content/decentHours.ts';
import { createSubscriptionLinks } from '../../../src/core/cases/rights/subscriptionLinks.ts';
import { createEngine, type Engine } from '../../../src/core/engine/engine.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { readHere } from '../../../src/core/engine/understand.ts';
import { createRecentCommits } from '../../../src/core/journal/recentCommits.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import type { Announcement } from '../../../src/core/model/announcements/announcement.ts';
import {
  askByMail,
  subscribeHere,
  subscriptionChanged,
} from '../../../src/core/model/announcements/decideSubscription.ts';
import {
  mailAccount,
  mailConversation,
  type SubscriptionChoice,
} from '../../../src/core/model/announcements/subscription.ts';
import { PlatformRefused, PlatformUnreachable } from '../../../src/core/model/errors.ts';
import type { Dispatcher } from '../../../src/core/outbox/dispatcher.ts';
import type { DerivedRecords } from '../../../src/core/ports/derived.ts';
import type { Journal } from '../../../src/core/ports/journal.ts';
import type { DeadLetters, Outbox } from '../../../src/core/ports/outbox.ts';
import { systemTimer } from '../../../src/core/util/sleep.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { directoryOf } from '../../support/agent.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { createClock, type ManualClock } from '../../support/clock.ts';
import { noVectors } from '../../support/danger.ts';
import { dispatcherOver } from '../../support/dispatcher.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { roomyLine } from '../../support/roomyLine.ts';
import { sideEffectsOver } from '../../support/sideEffectsOver.ts';
import { staffOver } from '../../support/staff.ts';
import { townKnowledge } from '../../support/town.ts';
import { timeZone } from '../announcement.ts';

/** What a platform does with the next message: it takes it, fails in one of its ways, or the service dies around it. */
export const sendFates = ['well', 'wait', 'silence', 'lost-answer', 'dies-before', 'dies-after'] as const;
export type SendFate = (typeof sendFates)[number];

export const subscribers = ['chat', 'digest', 'mail'] as const;
export type SubscriberName = (typeof subscribers)[number];

/** Something that reached a subscriber: one that the platform recognises is no second one. */
interface Arrival {
  readonly to: SubscriberName;
  readonly text: string;
  readonly at: number;
  readonly isStopped: boolean;
  readonly isWithdrawn: boolean;
  readonly wants: boolean;
}

class Killed extends Error {}

export const decentHours = createDecentHours(
  { hours: { from: '9:00', until: '20:00' }, holidays: { from: '10:00', until: '14:00' }, digest: '18:00' },
  { timeZone, workingDays: ['mon'], holidays: new Set(['2026-10-26']) },
);
const alerts = [{ id: 'works', title: { ca: 'Obres', es: 'Obras', en: 'Works' }, topics: ['via-publica'] }];

export interface SubscriberStores {
  readonly journal: Journal;
  readonly outbox: Outbox & DeadLetters;
  readonly derived: DerivedRecords;
  readonly tenant?: string;
}

/** Three who are told of works: at once, in a summary, and by e-mail; a service that dies and starts again, and a clock. */
export async function createSubscriberWorld(stores: SubscriberStores, start: number) {
  const { tenant = 'default' } = stores;
  const clock: ManualClock = createClock(start);
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const account = accountWith({ id: 'push', tenant, capabilities: pushCapabilities });
  const arrivals: Arrival[] = [];
  const taken = new Set<string>();
  /** Messages that somebody tried to send, did not know whether they arrived, and then might not send again. */
  const doubted = new Set<SubscriberName>();
  let isDead = false;
  let current: ReturnType<typeof begin>;

  const idOf = (name: SubscriberName) =>
    name === 'mail'
      ? sealer.conversationId(tenant, mailAccount, mailConversation('Anna@Exemple.cat'))
      : sealer.conversationId(tenant, account.id, name);
  const nameOf = (conversation: string) => subscribers.find((each) => idOf(each) === conversation) ?? 'chat';

  const sendingStatus = async (): Promise<SendingStatus> => ({
    crisis: world.crisis,
    crisisEndedAt: world.crisisEndedAt,
    account: (id) => ({ stopped: false, resumedAt: null, isKnown: id === account.id }),
  });

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

  /** A platform, or a mail server, takes a message, or does not. */
  function take(to: SubscriberName, key: string, text: string): void {
    const fate = world.fates.shift() ?? 'well';
    if (fate === 'dies-before') isDead = true;
    if (isDead) throw new Killed();
    if (fate === 'refuse') throw new PlatformRefused('never', { retryAt: null });
    if (fate === 'silence') throw new PlatformUnreachable('silence');
    // What a mail server refuses is refused for good: it never says when.
    if (fate === 'wait' && to === 'mail') throw new PlatformUnreachable('busy');
    if (fate === 'wait') throw new PlatformRefused('later', { retryAt: clock.now() + 1_000 });
    if (!taken.has(key)) {
      taken.add(key);
      const { crisis: isStopped, withdrawn: isWithdrawn } = world;
      arrivals.push({ to, text, at: clock.now(), isStopped, isWithdrawn, wants: world.wants.has(to) });
    }
    if (fate === 'dies-after') isDead = true;
    if (fate !== 'well') throw isDead ? new Killed() : new PlatformUnreachable('no answer');
  }

  function begin() {
    const self = { isCurrent: true };
    const isOwn = () => self.isCurrent && !isDead;
    const journal = alive(stores.journal, isOwn);
    const outbox = alive(stores.outbox, isOwn);
    const records = createRecordLog({ journal, sealer, clock: clock.now, newId: randomUUID });
    const pubsub = createPubSub();
    const announcements: AnnouncementDesk = createAnnouncementDesk({
      tenant,
      records,
      live: () => ({ all: world.live, unreadable: new Set<string>() }),
      sendingStatus,
      accounts: () => [],
      isPull: () => true,
      pubsub,
      clock: clock.now,
    });
    const log = createLog();
    const index = createSubscriberIndex({ derived: alive(stores.derived, isOwn), journal, tenant });
    const subscriberWriter = createSubscriberWriter({
      timeZone: () => timeZone,
      url: 'https://bot.example',
      council: () => 'Prat',
    });
    const hours = () => decentHours;
    const common = { announcements, sendingStatus, journal, engine: (): Engine => engine, hours, clock: clock.now };
    const stillGoes = createStillGoes(common);
    const sideEffects = sideEffectsOver({ journal, sealer, keys, clock: clock.now });
    const writeToSubscriber = createSubscriberMail({
      post: async ({ id, to, subject, text }) => {
        if (to === 'Anna@Exemple.cat' && !subject.startsWith('Confirm')) take('mail', id, `${subject}\n${text}`);
      },
      journal,
      sealer,
      links: createSubscriptionLinks({ mac: (text) => Buffer.from(text.padEnd(20)), url: 'https://bot.example' }),
      subscriberWriter,
      stillGoes,
      engine: common.engine,
      alerts: () => alerts,
      limit: { allow: async () => ({ ok: true, retryAfter: 0 }), giveBack: async () => {} },
      log,
    });
    const runSideEffect = createSideEffects({
      keys,
      removeErasedFiles: async () => {},
      channelTransfers: sideEffects.channelTransfers,
      caseProjection: { show: async () => {}, forget: async () => [] },
      notifier: null,
      inboxSync: null,
      noteSubscription: (commit) => index.note(commit),
      writeToSubscriber,
    });
    const engine: Engine = createEngine({
      ...sideEffects,
      staff: staffOver({ journal, directory: directoryOf([]), accounts: [account], index: createMemoryCaseIndex() }),
      journal,
      outbox,
      sealer,
      runSideEffect,
      knowledge: { current: () => townKnowledge },
      program: '1.0.0',
      reader: readHere,
      line: roomyLine(),
      vectors: noVectors,
      translate: echoPhrases,
      pubsub,
      recentCommits: createRecentCommits(clock.now),
      clock: clock.now,
      log,
      observe: () => {},
    });
    const dispatcher: Dispatcher = dispatcherOver(
      {
        clock,
        outbox,
        journal,
        sealer,
        route: () => ({
          account,
          send: async ({ conversation, idempotencyKey, message }) => {
            if (message.announces !== undefined) take(nameOf(conversation), idempotencyKey, message.text);
            return { platformId: null };
          },
        }),
        log,
        runSideEffect,
      },
      {
        mayAnnounce: async (commit, versions, attempt) => {
          const may = (await stillGoes(commit, versions, attempt)) !== null;
          if (!may && !attempt.isFirst) doubted.add(nameOf(commit.conversation));
          return may;
        },
      },
    );
    const notifier: SubscriberNotifier = createSubscriberNotifier({
      ...common,
      tenant,
      index,
      outbox,
      alerts: () => alerts,
      neighbourhoods: () => [],
      subscriberWriter,
      log,
    });
    const desk: SubscriberDesk = createSubscriberDesk({
      tenant,
      index,
      announcements,
      journal,
      sealer,
      outbox,
      alerts: () => alerts,
      neighbourhoods: () => [],
      channelOf: () => 'telegram',
      protect: (counts) => ({
        total: [...counts.values()].reduce((sum, count) => sum + count, 0),
        cells: Object.fromEntries(counts),
        others: 0,
      }),
      smallest: 1,
      clock: clock.now,
      timer: systemTimer,
    });
    return { announcements, desk, dispatcher, engine, notifier, self, opened: { isOpen: false } };
  }

  const world = {
    clock,
    keys,
    sealer,
    arrivals,
    doubted,
    idOf,
    live: [] as readonly Announcement[],
    crisis: false,
    crisisEndedAt: null as number | null,
    withdrawn: false,
    fates: [] as (SendFate | 'refuse')[],
    /** Those who want to be told now. */
    wants: new Set<SubscriberName>(),
    service: () => current,
    async restart() {
      current.self.isCurrent = false;
      isDead = false;
      // Longer than a task of a dead process is leased.
      clock.advance(61_000);
      current = begin();
    },
    /** Runs work that a death of the service may end. */
    async run(work: (service: typeof current) => Promise<unknown>) {
      try {
        await work(current);
        await current.engine.idle();
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      if (isDead) await world.restart();
    },
    async look() {
      await world.run(async ({ announcements, notifier, opened }) => {
        await announcements.look();
        if (!opened.isOpen) await notifier.open(new AbortController().signal);
        opened.isOpen = true;
        await notifier.look();
      });
    },
    deliver: () => world.run(({ dispatcher }) => dispatcher.deliver()),
  };
  current = begin();

  const choice = (pace: SubscriptionChoice['pace']): SubscriptionChoice => ({
    alerts: ['works'],
    neighbourhood: null,
    pace,
  });
  for (const name of ['chat', 'digest'] as const) {
    const { engine } = current;
    await engine.receive({
      account,
      platformConversation: name,
      surface: 'private',
      person: null,
      address: { chat: name },
      inbound: { id: 'hello', content: { kind: 'text', text: 'hi' }, localeHint: 'ca' },
    });
    await engine.subscriber({
      tenant,
      conversation: idOf(name),
      id: 'begin',
      decide(state, at) {
        if (state === null) return null;
        const { subscription, event } = subscribeHere(null, choice(name === 'digest' ? 'digest' : 'at-once'), 'ca', at);
        return { state: { ...state, subscription }, events: [event], sideEffects: [subscriptionChanged] };
      },
    });
    world.wants.add(name);
  }
  await current.engine.subscriber({
    tenant,
    conversation: idOf('mail'),
    id: 'begin',
    email: 'Anna@Exemple.cat',
    decide: (state, at) => askByMail(state, { ...choice('at-once'), locale: 'ca' }, at),
  });
  await current.dispatcher.deliver();
  return world;
}
