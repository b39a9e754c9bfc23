import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Channel } from '../../../adapters/adapter.ts';
import {
  createWebchat,
  readSiteSettings,
  readWebchatSettings,
  typingTopic,
  webchatCapabilities,
} from '../../../adapters/webchat/index.ts';
import type { Content } from '../../../src/content/content.ts';
import { createNotifyLinks, type NotifyLinks } from '../../../src/core/cases/rights/notifyLinks.ts';
import type { SubscriptionPurpose } from '../../../src/core/cases/rights/subscriptionLinks.ts';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { readHere } from '../../../src/core/engine/understand.ts';
import { createRecentCommits } from '../../../src/core/journal/recentCommits.ts';
import { createTranscript } from '../../../src/core/journal/transcript.ts';
import type { Inbound } from '../../../src/core/model/message.ts';
import type { Receive } from '../../../src/core/ports/adapter.ts';
import { senderBehind } from '../../../src/http/clientAddress.ts';
import { createPages } from '../../../src/http/pages/index.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { surveysOver } from '../../participation/surveys.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith, directoryOf } from '../../support/agent.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { noVectors } from '../../support/danger.ts';
import { freePort } from '../../support/freePort.ts';
import { createKeptFiles, type KeptFiles } from '../../support/keptFiles.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { roomyLine } from '../../support/roomyLine.ts';
import { sideEffectsOver, testKey } from '../../support/sideEffectsOver.ts';
import { standIn } from '../../support/standIn.ts';
import { builtPages } from './builtPages.ts';
import { nobodyOfStaff, noPersonalData, refuse } from './nobody.ts';
import type { SiteOptions } from './siteOptions.ts';
import { type StaffReply, staffReply } from './staffReply.ts';
import { type FollowCase, followCase } from './staffStream.ts';
import { webEntries, webTown } from './strings.ts';
import { linkToSubscription, subscriptionsOf } from './subscriptions.ts';
import { until } from './until.ts';

const supervisor = agentWith('anna', { name: 'Anna Puig', roles: ['supervisor'] });

export const publicUrl = 'https://bot.example.cat';

/** A whole site over memory: the real engine, web chat and pages, and the ways in which a network lets one down. */
export interface Site {
  /** What is kept of files, over restarts. */
  readonly kept: KeptFiles;
  readonly url: string;
  /** What the persons of all conversations have said, in order, as the journal has it. */
  inbounds(): Promise<readonly Inbound[]>;
  /** Links of e-mails to citizens, as the pages read them. */
  readonly notifyLinks: NotifyLinks;
  /** The path of a link of an e-mail to somebody who asked to be told. */
  subscriptionLink(purpose: SubscriptionPurpose, email: string): Promise<string>;
  /** Revision of the commit that came last. */
  newestRevision(): number;
  /** The account of each of them. */
  accounts(): Promise<readonly string[]>;
  readonly reply: StaffReply;
  readonly followCase: FollowCase;
  /** Somebody on the city's side writes, in every conversation. */
  type(): void;
  /** Cuts every WebSocket, as a broken network does. */
  dropSockets(): void;
  readonly openSockets: () => number;
  /** Ends the server and begins it again on the same port. `forget`: with another secret and an empty journal. */
  restart(how: 'remember' | 'forget'): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Time passes for surveys, and what is due is done. */
  passForSurveys(milliseconds: number): Promise<void>;
  /** Runs before each message is taken; a test may hold it up or make it fail. */
  beforeReceive: () => Promise<void>;
  /** Logged errors. */
  readonly errors: () => readonly unknown[];
}

export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const account = accountWith({
    id: 'web',
    channel: 'webchat',
    capabilities: webchatCapabilities,
    pace: { burst: 500, perMinute: 500 },
  });
  const library = { ...account, id: 'library', name: 'Library' };
  const accounts = [account, library];
  const folder = await builtPages();
  const log = createLog();
  const { quickExit = 'https://weather.example' } = options;
  let store = createMemoryJournal();
  let keys = createMemoryKeys();
  let secret = Buffer.alloc(32, 1);
  const port = await freePort();
  const kept = createKeptFiles();
  let running: {
    server: Server;
    channel: Channel;
    sockets: Set<Duplex>;
    pubsub: ReturnType<typeof createPubSub>;
    reply: StaffReply;
    follow: FollowCase;
  } | null = null;

  let passed = 0;
  let lookAtSurveys: () => Promise<unknown> = async () => {};
  const notifyLinks = createNotifyLinks({ mac: (text) => createHash('sha256').update(text).digest(), url: '' });

  const compose = () => {
    const pubsub = createPubSub();
    const sealer = createMemorySealer(keys);
    const { journal, outbox } = store;
    const recentCommits = createRecentCommits(Date.now);
    const clock = () => Date.now() + passed;
    const live = () => (options.knowledge ?? webTown).flows.all;
    const { desk: surveys, countAnswer } = surveysOver({ journal, sealer, keys, clock, live });
    lookAtSurveys = () => surveys.look();
    const sideEffects = sideEffectsOver({ journal, sealer, keys, clock: Date.now, countAnswer });
    const engine = createEngine({
      journal,
      outbox,
      sealer,
      ...sideEffects,
      staff: { ...sideEffects.staff, directory: directoryOf([supervisor]), accountOf: () => account },
      caseLink: (code) => `${publicUrl}/cas/${code}#${testKey}`,
      surveyLink: (id) => `${publicUrl}/participa/${id}`,
      knowledge: { current: () => options.knowledge ?? webTown },
      program: '1.0.0',
      reader: readHere,
      line: roomyLine(),
      vectors: noVectors,
      translate: options.translate ?? echoPhrases,
      pubsub,
      recentCommits,
      clock: Date.now,
      log,
      observe: () => {},
    });
    const receive: Receive = async (delivery) => {
      await site.beforeReceive();
      return engine.receive(delivery);
    };
    const settings = readWebchatSettings(options.settings ?? {});
    const readTranscript = createTranscript(journal, sealer, recentCommits);
    const limit = () => createLocalLimit(100_000, 60);
    const channel = createWebchat({
      settings,
      mainAccount: account.id,
      receive,
      readTranscript,
      conversationId: sealer.conversationId,
      files: kept.files,
      pubsub,
      limits: {
        starts: limit(),
        posts: { address: createLocalLimit(options.formsPerMinute ?? 100_000, 60), conversation: limit() },
        reads: { address: limit(), conversation: createLocalLimit(options.readsPerMinute ?? 100_000, 60) },
        files: { address: limit(), conversation: createLocalLimit(options.filesPerMinute ?? 100_000, 60) },
        addressBytes: createLocalLimit(1_000_000_000, 86_400),
      },
      senderOf: senderBehind(0),
      secret,
      quickExit: () => quickExit,
      proves: options.receipts !== undefined,
      clock: Date.now,
      log,
    });
    const { router, notFound } = createPages({
      folder,
      siteKey: settings.siteKey,
      baseUrl: channel.baseUrl,
      values: () => ({
        council: options.town?.().council ?? 'Ajuntament de Prova',
        site: 'https://www.example.cat',
        electronicOffice: 'https://seu.example.cat',
        office: "l'oficina",
        officePhone: '930 000 000',
        officeAddress: 'Plaça, 1',
      }),
      account: (id) => accounts.find((each) => each.id === (id ?? account.id)) ?? null,
      fallback: account.locale,
      receive,
      readTranscript,
      conversationId: sealer.conversationId,
      verifyToken: channel.verifyToken,
      allowsOrigin: channel.allowsOrigin,
      counting: () => channel.counting,
      openFile: kept.files.open,
      uploads: () => channel.uploads,
      senderOf: senderBehind(0),
      secret,
      quickExit: () => quickExit,
      guide: {
        url: publicUrl,
        program: '1.0.0',
        knowledge: () => options.knowledge ?? webTown,
        entries: () => options.entries ?? webEntries,
        understand: async (text) => (options.knowledge ?? webTown).understand(text, text).understanding,
        releases: async () => options.releases ?? [],
        allowSearch: createLocalLimit(options.searchesPerMinute ?? 100_000, 60).allow,
        clock: Date.now,
      },
      agenda: {
        published: async () => options.announcements?.() ?? [],
        accountOf: channel.accountOf,
        isWithdrawn: async (id) => options.withdrawn?.includes(id) === true,
      },
      suggestions: { sealer, cases: { find: async () => ({ rows: [], next: null, total: 0 }) } },
      subscriptions: subscriptionsOf({ account, journal, sealer, engine }),
      participation: { surveys, smallestCell: 5, platform: () => 'https://participa.example.cat' },
      transparency: {
        figures: async () => options.figures ?? null,
        nextPeriod: () => '2026-12-01',
        overdue: async () => options.overdue ?? [],
        dir3: null,
        witnesses: async () => options.witnesses ?? null,
        publicKeys: async () => options.publicKeys ?? [],
        clock: Date.now,
      },
      figures: { questions: null, content: () => standIn<Content>({}), allow: limit().allow },
      authRoutes: {
        staff: nobodyOfStaff,
        url: '',
        allow: limit().allow,
        clock: Date.now,
        timeZone: () => 'Europe/Madrid',
      },
      timeZone: () => options.town?.().timeZone ?? 'Europe/Madrid',
      casePage: {
        tenant: account.tenant,
        links: {
          isKey: (_, key) => key === testKey,
          readNotifyLink: notifyLinks.readNotifyLink,
        },
        cases: sideEffects.staff.index,
        waitOf: async () => ({ position: null, usually: null }),
        journal,
        protocol: () => (options.knowledge ?? webTown).protocol,
        limits: { wrongKeys: limit(), views: limit().allow },
        talk: {
          sealer,
          files: kept.files,
          fromCasePage: engine.fromCasePage,
          timeZone: () => 'Europe/Madrid',
          upload: settings.upload,
          mails: options.mails ?? false,
          textsTo: options.textsTo ?? [],
          push: options.push ?? null,
          sendings: limit().allow,
          acts: createLocalLimit(options.actsPerCase ?? 100_000, 3_600).allow,
        },
        clock: Date.now,
      },
      receipts: options.receipts ?? null,
      dataPage: {
        tenant: account.tenant,
        links: { isKey: () => false },
        dataLinks: { read: () => null },
        cases: createMemoryCaseIndex(),
        desk: noPersonalData,
        requests: { openForPerson: refuse, restricts: async () => false },
        timeZone: () => 'Europe/Madrid',
        limits: { wrongKeys: limit(), views: limit().allow },
        clock: Date.now,
      },
      log,
    });
    const { files } = kept;
    const reply = staffReply({ agent: supervisor, index: sideEffects.staff.index, files, ...engine });
    const follow = followCase({ agent: supervisor, cases: sideEffects.staff.index, journal, pubsub });
    const channels = channel.router ? [channel.router] : [];
    const http = createHttpApp({ trustProxy: 0, channels, routers: [router, notFound], log });
    return { channel, pubsub, reply, follow, http };
  };

  const site: Site = {
    kept,
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    subscriptionLink: (purpose, email) =>
      linkToSubscription(store.journal, createMemorySealer(keys), { account, purpose, email }),
    async passForSurveys(milliseconds) {
      // Answers are counted by the outbox, after the person was thanked.
      await until(() => {
        const commits = store.commits();
        const given = commits.flatMap(({ outbox: tasks }) =>
          tasks.filter((task) => task.kind === 'effect' && task.sideEffect.type === 'count-answer'),
        );
        const counted = commits.flatMap(({ events }) => events.filter(({ type }) => type === 'survey.answered'));
        return counted.length >= given.length;
      });
      passed += milliseconds;
      await lookAtSurveys();
    },
    beforeReceive: async () => {},
    errors: () => log.lines.filter(({ level }) => level === 'error'),
    async inbounds() {
      const sealer = createMemorySealer(keys);
      const contents = await Promise.all(store.commits().map((commit) => sealer.open(commit)));
      return contents.map((content) => content?.inbound ?? null).filter((inbound) => inbound !== null);
    },
    notifyLinks,
    newestRevision: () => store.commits().at(-1)?.revision ?? 0,
    accounts: async () => store.commits().map(({ account: id }) => id),
    async reply(...given) {
      await running?.reply(...given);
    },
    async followCase(...given) {
      await running?.follow(...given);
    },
    type() {
      const conversations = new Set(store.commits().map(({ conversation }) => conversation));
      for (const conversation of conversations) running?.pubsub.publish(typingTopic(conversation));
    },
    dropSockets() {
      for (const socket of running?.sockets ?? []) socket.destroy();
    },
    openSockets: () => running?.sockets.size ?? 0,
    async start() {
      const { channel, pubsub, reply, follow, http } = compose();
      const sockets = new Set<Duplex>();
      const server = createServer(http);
      server.on('upgrade', (request, socket, head) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        if (!channel.upgrade?.(request, socket, head)) socket.destroy();
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      for (const each of accounts)
        await channel.open({ account: () => each, secrets: {}, settings: readSiteSettings({}), failed: () => {} });
      running = { server, channel, sockets, pubsub, reply, follow };
    },
    async stop() {
      if (running === null) return;
      const { server, channel } = running;
      running = null;
      await channel.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    async restart(how) {
      await site.stop();
      if (how === 'forget') {
        store = createMemoryJournal();
        keys = createMemoryKeys();
        secret = Buffer.alloc(32, 2);
      }
      await site.start();
    },
  };
  await site.start();
  return site;
}
