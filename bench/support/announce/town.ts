import { randomUUID } from 'node:crypto';
import { createStillGoes } from '../../../src/announcements/subscribers/stillGoes.ts';
import { createSubscriberIndex } from '../../../src/announcements/subscribers/subscriberIndex.ts';
import { createSubscriberMail } from '../../../src/announcements/subscribers/subscriberMail.ts';
import { createSubscriberNotifier } from '../../../src/announcements/subscribers/subscriberNotifier.ts';
import { createSubscriberWriter } from '../../../src/announcements/subscribers/subscriberWriter.ts';
import { createSubscriptionLinks } from '../../../src/core/cases/rights/subscriptionLinks.ts';
import { createEngine, type Engine } from '../../../src/core/engine/engine.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { readHere } from '../../../src/core/engine/understand.ts';
import { createRecentCommits } from '../../../src/core/journal/recentCommits.ts';
import type { Capabilities } from '../../../src/core/model/account.ts';
import type { Announcement, AnnouncementState } from '../../../src/core/model/announcements/announcement.ts';
import { mailAccount, type Subscription } from '../../../src/core/model/announcements/subscription.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { createDispatcher } from '../../../src/core/outbox/dispatcher.ts';
import { startDispatchLoop } from '../../../src/core/outbox/dispatchLoop.ts';
import { systemTimer as timer } from '../../../src/core/util/sleep.ts';
import { createSealer } from '../../../src/journal/sealer.ts';
import { openStores } from '../../../src/store/open.ts';
import { accountWith } from '../../../test/support/account.ts';
import { directoryOf } from '../../../test/support/agent.ts';
import { createMemoryCaseIndex } from '../../../test/support/caseIndex.ts';
import { noVectors } from '../../../test/support/danger.ts';
import { createLog } from '../../../test/support/log.ts';
import { echoPhrases } from '../../../test/support/phrases.ts';
import { createPubSub } from '../../../test/support/pubsub.ts';
import { roomyLine } from '../../../test/support/roomyLine.ts';
import { sideEffectsOver } from '../../../test/support/sideEffectsOver.ts';
import { staffOver } from '../../../test/support/staff.ts';
import { townKnowledge } from '../../../test/support/town.ts';

/** A town over SQLite with many who are told of works, and one announcement of them. */
export interface AnnounceTown {
  /** Reads who is told. */
  open(): Promise<void>;
  /** Tells all of them; resolves when nothing is left to send. */
  notifyAll(): Promise<void>;
  counts(): { readonly sent: number; readonly twice: number; readonly mostInSecond: number };
  close(): Promise<void>;
}

const inAll = (text: string) => ({ ca: text, es: text, en: text });
const setUpAtOnce = 200;

export async function openTown(
  folder: string,
  count: number,
  capabilities: Capabilities | 'mail',
): Promise<AnnounceTown> {
  const log = createLog();
  const { store, keyring } = await openStores({
    dataDir: folder,
    keysDir: folder,
    masterKey: null,
    mongoUri: null,
    mongoKeysUri: null,
    log,
  });
  const { journal, outbox, derived } = store;
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const tenant = 'default';
  const clock = Date.now;
  const pubsub = createPubSub();
  const isMail = capabilities === 'mail';
  const account = accountWith({ id: isMail ? mailAccount : 'push', ...(isMail ? {} : { capabilities }) });
  const now = clock();
  const announcement: Announcement = {
    id: 'works',
    version: 'v1',
    kind: 'notice',
    title: inAll('Tall del carrer Major'),
    text: inAll('El carrer Major estarà **tallat** per obres. Els autobusos passaran per la Ronda.'),
    picture: null,
    link: 'https://www.example.cat/obres',
    topic: 'via-publica',
    neighbourhood: null,
    location: 'Carrer Major',
    from: now,
    until: now + 86_400_000,
    allDay: false,
    publishAt: now,
    accounts: [],
  };
  const item: AnnouncementState = {
    id: 'works',
    state: 'published',
    version: 'v1',
    publishAt: now,
    until: announcement.until,
    accounts: [],
    former: [],
    held: false,
    reviewedAt: now,
    publishedAt: now,
    correctedAt: null,
    withdrawnAt: null,
    step: 1,
    passedOn: 1,
    revisions: [],
  };
  for (let at = 0; at < count; at += setUpAtOnce)
    await Promise.all(Array.from({ length: Math.min(setUpAtOnce, count - at) }, (_, index) => begin(at + index)));

  /** Somebody who said yes a while ago. */
  async function begin(number: number): Promise<void> {
    const conversation = sealer.conversationId(tenant, account.id, `person ${number}`);
    const subscription: Subscription = {
      alerts: ['works'],
      neighbourhood: null,
      pace: 'at-once',
      by: isMail ? 'email' : 'here',
      state: 'active',
      locale: 'ca',
      since: now - 1_000,
      asked: 1,
      keyedAt: now,
      sent: [],
    };
    const address = isMail ? { email: `person${number}@example.cat` } : { chat: number };
    await journal.append({
      tenant,
      account: account.id,
      conversation,
      revision: 1,
      inboundKey: sealer.inboundKey(conversation, 'begin'),
      at: now - 1_000,
      events: [{ type: 'subscription.begun' }],
      state: { ...newConversation(now - 1_000), subscription },
      outbox: [],
      ...(await sealer.seal(conversation, { address, inbound: null, outbound: [] }, 'current')),
    });
  }

  const sent = new Map<string, number>();
  const seconds = new Map<number, number>();
  function take(who: string): void {
    sent.set(who, (sent.get(who) ?? 0) + 1);
    const second = Math.floor(performance.now() / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }

  const announcements = {
    state: async () => ({ record: 'announcements' as const, shape: 1 as const, items: [item], withdrawn: [] }),
    published: async () => [{ announcement, publishedAt: now, correctedAt: null }],
    hold: async () => {},
  };
  const sendingStatus = async () => ({
    crisis: false,
    crisisEndedAt: null,
    account: () => ({ isKnown: !isMail, stopped: false, resumedAt: null }),
  });
  const hours = () => ({
    next: (at: number) => at,
    digest: (at: number) => at,
    opens: (day: string) => Date.parse(day),
  });
  const engineOf = (): Engine => engine;
  const around = { announcements, sendingStatus, journal, engine: engineOf, hours, clock };
  const alerts = () => [{ id: 'works', title: inAll('Obres'), topics: ['via-publica'] }];
  const stillGoes = createStillGoes(around);
  const subscriberWriter = createSubscriberWriter({
    timeZone: () => 'Europe/Madrid',
    url: 'https://bot.example',
    council: () => 'Ajuntament',
  });
  const index = createSubscriberIndex({ derived, journal, tenant });
  const sideEffects = sideEffectsOver({ journal, sealer, keys: keyring, clock });
  const runSideEffect = createSideEffects({
    keys: keyring,
    removeErasedFiles: async () => {},
    channelTransfers: sideEffects.channelTransfers,
    caseProjection: { show: async () => {}, forget: async () => [] },
    notifier: null,
    inboxSync: null,
    noteSubscription: index.note,
    writeToSubscriber: createSubscriberMail({
      post: async ({ to }) => take(to),
      journal,
      sealer,
      links: createSubscriptionLinks({ mac: () => Buffer.alloc(20), url: 'https://bot.example' }),
      subscriberWriter,
      stillGoes,
      engine: engineOf,
      alerts,
      limit: { allow: async () => ({ ok: true, retryAfter: 0 }), giveBack: async () => {} },
      log,
    }),
  });
  const engine: Engine = createEngine({
    ...sideEffects,
    staff: staffOver({
      journal,
      directory: directoryOf([]),
      accounts: isMail ? [] : [account],
      index: createMemoryCaseIndex(),
    }),
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
    recentCommits: createRecentCommits(clock),
    clock,
    log,
    observe: () => {},
  });
  const dispatcher = createDispatcher({
    outbox,
    journal,
    sealer,
    runSideEffect,
    route: () => ({
      account,
      send: async ({ conversation }) => {
        take(conversation);
        return { platformId: null };
      },
    }),
    mayAnnounce: async (...message) => (await stillGoes(...message)) !== null,
    clock,
    elapsed: () => performance.now(),
    newName: randomUUID,
    timer,
    jitter: Math.random,
    log,
    observe: () => {},
  });
  const loop = startDispatchLoop({ work: dispatcher.look, pubsub, clock, timer, log });
  dispatcher.onProgress(loop.look);
  const notifier = createSubscriberNotifier({
    ...around,
    tenant,
    index,
    outbox,
    alerts,
    neighbourhoods: () => [],
    subscriberWriter,
    log,
  });
  const isPull = !isMail && capabilities.delivery === 'pull';

  return {
    open: () => notifier.open(new AbortController().signal),
    async notifyAll() {
      for (;;) {
        const next = await notifier.look();
        const left = (await outbox.depth()).waiting;
        const isSoon = next !== null && next <= clock() + 1_000;
        if (!isSoon && left === 0) break;
        const wait = isSoon ? Math.min(250, Math.max(0, next - clock())) : 50;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
      await engine.idle();
      // Who reads the journal on their own has it with the commit.
      if (!isPull) return;
      const { commits } = await countSent();
      for (const who of commits) if (!sent.has(who)) take(who);
    },
    counts: () => ({
      sent: sent.size,
      twice: [...sent.values()].filter((times) => times > 1).length,
      mostInSecond: isPull ? 0 : Math.max(0, ...seconds.values()),
    }),
    async close() {
      await dispatcher.stop();
      await loop.stop();
      await store.close();
      await keyring.close();
    },
  };

  async function countSent(): Promise<{ readonly commits: readonly string[] }> {
    const found: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof journal.scan>> = await journal.scan(cursor, 1_000);
      for (const { conversation, events } of page.commits)
        if (events.some(({ type }) => type === 'subscription.notified')) found.push(conversation);
      cursor = page.cursor;
      if (page.commits.length < 1_000) return { commits: found };
    }
  }
}
