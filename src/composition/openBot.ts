import { randomUUID } from 'node:crypto';
import about from '../../package.json' with { type: 'json' };
import { accountChannel } from '../accounts/lifecycle.ts';
import type { Config } from '../config.ts';
import { buildKnowledge, rulesOnlyKnowledge, stageKnowledge } from '../content/buildKnowledge.ts';
import { folderSource } from '../content/documents/source.ts';
import { openKnowledge } from '../content/knowledgeStore.ts';
import type { ReadingThread } from '../content/reading/readingThread.ts';
import type { ReaderSource } from '../content/reading/textReader.ts';
import { createKeyedCase } from '../core/cases/caseLinks.ts';
import { createCaseProjection } from '../core/cases/caseProjection.ts';
import { createCasesAhead } from '../core/cases/waiting.ts';
import { createEngine, type EngineDeps } from '../core/engine/engine.ts';
import { createDispatchedSideEffects, createSideEffects } from '../core/engine/sideEffects.ts';
import { createCachedJournal } from '../core/journal/cachedJournal.ts';
import { createChannelTransfers } from '../core/journal/channelTransfers.ts';
import { createFlowVersions } from '../core/journal/flowVersions.ts';
import { createRecentCommits } from '../core/journal/recentCommits.ts';
import { createRecordLog } from '../core/journal/recordLog.ts';
import { createReadings } from '../core/journal/staffReadings.ts';
import { createTranscript } from '../core/journal/transcript.ts';
import { createDispatcher, type DispatcherDeps } from '../core/outbox/dispatcher.ts';
import type { Knowledge } from '../core/ports/knowledge.ts';
import type { Log } from '../core/ports/log.ts';
import type { NotificationReport } from '../core/ports/notifications.ts';
import { systemTimer as timer } from '../core/util/sleep.ts';
import { createStaff } from '../identity/createIdentity.ts';
import { createFileStore } from '../journal/fileStore.ts';
import { createNoteStore } from '../journal/noteStore.ts';
import { createSealer } from '../journal/sealer.ts';
import { type Meaning, meaningOff } from '../language/meaning/meaning.ts';
import { createInboxSync } from '../notifications/staffInbox/syncCase.ts';
import { createErasureLedger } from '../rights/erasures/ledger.ts';
import { type Coordination, openCoordination } from '../store/coordination.ts';
import { createSteadyClock } from '../store/redis/steadyClock.ts';
import { type AllStores, type OpenedBy, openAllStores } from './allStores.ts';
import type { Bot } from './bot.ts';
import { openBotAccounts } from './botAccounts.ts';
import { openBotAnnouncements } from './botAnnouncements.ts';
import { openBotContent } from './botContent.ts';
import { botDelivery } from './botDelivery.ts';
import { botProcesses } from './botProcesses.ts';
import { openBotReports } from './botReports.ts';
import { botStores } from './botStores.ts';
import { openBotSurveys } from './botSurveys.ts';
import { openBotTickets } from './botTickets.ts';
import { citizenLinks } from './citizenLinks.ts';
import { citizenNews } from './citizenNews.ts';
import { openContentStore } from './contentStore.ts';
import { councilNames } from './councilNames.ts';
import { countLimit } from './countLimit.ts';
import { createLearners } from './learners.ts';
import { messageReading } from './messageReading.ts';
import { openNotifications } from './notifications.ts';
import { observedNotifications } from './observedNotifications.ts';
import { pageValues } from './pageValues.ts';
import { openPush } from './push.ts';
import { openRights } from './rights.ts';
import { createStaffDesk } from './staffDesk.ts';
import { createStaffInboxAccounts, staffMessages } from './staffInboxes.ts';
import { type StoreHealth, watchStores } from './storeHealth.ts';
import { openPublicLog } from './transparency.ts';
import { understandText } from './understandText.ts';

/** Opens the stores and creates the bot. `publicUrl` is the base of links to our own pages. */
export async function openBot(
  config: Config,
  deps: {
    log: Log;
    purpose: OpenedBy;
    publicUrl: string;
    /** Called for every turn, and for every attempt to send a message. */
    observe: EngineDeps['observe'];
    observeDelivery: DispatcherDeps['observe'];
    /** Called for every attempt to notify staff by e-mail or web hook. */
    observeNotification?: (report: NotificationReport) => void;
    /** Sentence vectors, closed by the caller. Command line tools run without. */
    meaning?: Meaning;
    /** What reads messages off the event loop, closed by the caller. Command line tools read on it. */
    reading?: ReadingThread | null;
  },
): Promise<Bot> {
  const { log } = deps;
  const coordination = await openCoordination({ redisUrl: config.redisUrl, log });
  try {
    const stores = await openAllStores(config, deps.purpose, log);
    try {
      const storeHealth = await watchStores({ stores, timer, elapsed: () => performance.now(), log });
      return await assemble(config, coordination, stores, storeHealth, deps).catch(async (error: unknown) => {
        await storeHealth.stop();
        throw error;
      });
    } catch (error) {
      await stores.close();
      throw error;
    }
  } catch (error) {
    // Open connections would keep a failed command alive.
    await coordination.close();
    throw error;
  }
}

async function assemble(
  config: Config,
  coordination: Coordination,
  stores: AllStores,
  storeHealth: StoreHealth,
  deps: Parameters<typeof openBot>[1],
): Promise<Bot> {
  const { log } = deps;
  const { store, keyring } = stores;
  const clock = Date.now;
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const { caseLinks, dataLinks, subscriptionLinks: links, turnLinks } = citizenLinks(keyring, deps.publicUrl, config);
  const { pubsub } = coordination;
  const meaning = deps.meaning ?? meaningOff();
  const { parsed, ...learning } = createLearners(config.learntDir, meaning, log);
  /** What texts are read by. */
  const sources = new WeakMap<Knowledge, ReaderSource>();
  const learners = {
    ...learning,
    onBuilt: (built: Knowledge, source: ReaderSource) => void sources.set(built, source),
  };
  const records = createRecordLog({ journal: store.journal, sealer, clock, newId: randomUUID });
  const common = { tenant: config.tenant, records, pubsub, clock, timer, log };
  const contentStore =
    config.content === 'files' ? null : openContentStore({ config, blobs: store.blobs, vectors: meaning, ...common });
  const use = (built: Knowledge, source: ReaderSource) => {
    sources.set(built, source);
    deps.reading?.offer(built, source);
  };
  const knowledge = await openKnowledge({
    source: contentStore?.source ?? (async () => folderSource(config.dialogsDir)),
    values: pageValues(deps.publicUrl),
    versions: store.knowledgeVersions,
    builder: {
      begin: (content, version) => stageKnowledge(content, version, { ...learners, onBuilt: use }),
      whole: (content, version) => buildKnowledge(content, version, learners),
      rulesOnly: rulesOnlyKnowledge,
    },
    parsed,
    onUse(built) {
      const source = sources.get(built);
      if (source !== undefined) use(built, source);
    },
    clock,
    log,
  });
  if (deps.purpose === 'service') await contentStore?.ship();
  const timeZone = () => knowledge.content().calendar.timeZone;
  const readings = createReadings({ tenant: config.tenant, records, timeZone, clock });
  const people = createStaff({
    tenant: config.tenant,
    secondFactor: config.secondFactor,
    oidc: config.oidc,
    store: stores.people,
    records,
    limit: coordination.limit,
    url: deps.publicUrl,
    secret: keyring.derive('staff'),
    newId: randomUUID,
    clock,
    log,
    councilNames: () => councilNames(knowledge),
  });
  const { directory } = people;
  const notes = createNoteStore({ blobs: store.blobs, keys: keyring });
  const { stop, received, observing, ...ownAccounts } = openBotAccounts({
    config,
    log: records,
    staff: directory,
    fourEyes: people.fourEyes,
    pubsub,
    notes,
    derived: store.derived,
    sealer,
    clock,
    timer,
    warnings: log,
  });
  const { registry: accounts, open: openAccounts } = ownAccounts;
  const content =
    contentStore &&
    openBotContent({
      tenant: config.tenant,
      looksAtLinks: config.contentLinks,
      store: contentStore,
      knowledge,
      sourceOf: (built) => sources.get(built) ?? null,
      meaning,
      stores: store,
      sealer,
      readings,
      fourEyes: people.fourEyes,
      accounts: () => accounts.all().map(({ id }) => id),
      records,
      pubsub,
      secret: keyring.derive('questions'),
      clock,
      timer,
      log,
    });
  const recentCommits = createRecentCommits(clock);
  const flowVersions = createFlowVersions(records);
  const channelTransfers = createChannelTransfers({ records, journal: store.journal, sealer, flowVersions, clock });
  const caseProjection = createCaseProjection({
    index: store.cases,
    journal: store.journal,
    sealer,
    pubsub,
    channelOf: (tenant, id) => {
      const record = accounts.find(id);
      return openAccounts.find(tenant, id)?.channel ?? (record && accountChannel(record));
    },
  });
  const push = openPush(config, keyring);
  const { post, texts, deputyOf, ...notifications } = await openNotifications({
    ...common,
    push,
    config,
    publicUrl: deps.publicUrl,
    directory,
    notifications: observedNotifications(store.notifications, pubsub),
    personal: store.personal,
    cases: store.cases,
    secret: keyring.derive('board mail'),
    content: knowledge.content,
    observe: (report) => deps.observeNotification?.(report),
  });
  const staffInboxAccounts = createStaffInboxAccounts(accounts);
  const staffInbox = {
    records,
    sealer,
    directory,
    pubsub,
    journal: store.journal,
    inboxAccounts: staffInboxAccounts,
    publicUrl: deps.publicUrl,
    departments: notifications.departments,
    timeZone,
  };
  const { quota, floor } = config.files;
  const ledger = createErasureLedger({ file: config.erasuresFile, keys: keyring, log });
  const files = createFileStore({ files: store.files, keys: keyring, quota, floor, clock });
  // Side effects are carried out by the engine, and some of them are further commands to it: it is there once one runs.
  const later = { engine: () => engine };
  const around = { ...common, knowledge, sealer };
  const news = citizenNews({ ...around, ...later, post, texts, push, links: caseLinks, store, coordination });
  const asked = openBotSurveys({ ...around, journal: store.journal, keys: keyring, noteErased: ledger.note });
  const places = { publicUrl: deps.publicUrl, store, contentStore, registry: accounts, openAccounts, coordination };
  const said = openBotAnnouncements({ ...around, ...places, links, post, ...later });
  const passed = await openBotTickets({ ...around, ...places, config, flowVersions, files, ...later });
  const sideEffects = {
    keys: keyring,
    countAnswer: asked.countAnswer,
    noteErased: ledger.note,
    removeErasedFiles: files.removeErased,
    channelTransfers,
    caseProjection,
    notifier: notifications.notifier,
    inboxSync: createInboxSync({ ...staffInbox, inboxChannel: openAccounts.inboxChannel }),
    ...notifications.sideEffects,
    ...news.sideEffects,
    ...said.sideEffects,
    ...passed.sideEffects,
  };
  const reading = messageReading({ thread: deps.reading ?? null, meaning });
  const engine = createEngine({
    // Where processes share conversations, the cache would be out of date more often than not.
    journal: config.redisUrl === null ? createCachedJournal(store.journal) : store.journal,
    recentCommits,
    sealer,
    channelTransfers,
    flowVersions,
    keyedCase: createKeyedCase({ isKey: caseLinks.isKey, byCode: store.cases.byCode }),
    runSideEffect: createSideEffects(sideEffects),
    outbox: store.outbox,
    caseLimit: countLimit(coordination.limit, 'address-cases', config.casesPerAddress, 600),
    casesAhead: createCasesAhead({ index: store.cases, log }),
    knowledge,
    program: about.version,
    ...reading,
    translate: knowledge.translate,
    ...turnLinks,
    staff: {
      load: store.journal.load,
      directory,
      deputyOf,
      index: store.cases,
      accountOf: openAccounts.find,
    },
    pubsub,
    clock,
    timer,
    log,
    observe: (turn) => {
      received(turn.account.id);
      deps.observe(turn);
    },
  });
  const dispatcher = createDispatcher({
    outbox: store.outbox,
    journal: store.journal,
    sealer,
    runSideEffect: createDispatchedSideEffects(sideEffects, engine),
    route: openAccounts.route,
    mayAnnounce: said.mayAnnounce,
    clock,
    elapsed: createSteadyClock(() => performance.now(), clock),
    newName: randomUUID,
    timer,
    jitter: Math.random,
    log,
    observe: observing(deps.observeDelivery),
  });
  openAccounts.onRoute((tenant, id) => void dispatcher.resume(tenant, id));
  const delivery = botDelivery(dispatcher, { pubsub, clock, timer, log });
  const { stopSingles, ...processes } = botProcesses(coordination, log);
  return {
    stores: botStores({ stores, files, notes, health: storeHealth, sealer, clock, timer, log }),
    announcements: said.announcements,
    subscribers: said.subscribers,
    surveys: asked.surveys,
    tickets: passed.tickets,
    reports: openBotReports({ ...around, journal: store.journal, timeZone }),
    conversations: {
      engine,
      waiting: reading.line.counts,
      knowledge,
      sealer,
      readTranscript: createTranscript(store.journal, sealer, recentCommits),
      understand: understandText({ knowledge, reading: deps.reading ?? null, meaning, log }),
      caseLinks,
      dataLinks,
      push,
      derive: (purpose) => keyring.derive(purpose),
    },
    staff: {
      people,
      desk: createStaffDesk({
        engine,
        store,
        directory,
        deputyOf,
        rows: caseProjection,
        ...common,
      }),
      onStaffMessage: staffMessages(staffInbox, { tenant: config.tenant, cases: store.cases, knowledge, engine }),
      readings,
      hooks: notifications.hooks,
      pingHook: notifications.pingHook,
      boardMails: notifications.boardMails,
      heldMails: notifications.heldMails,
      devices: notifications.devices,
      reminders: notifications.reminders,
      post,
      texts,
    },
    accounts: { ...ownAccounts, pause: (id) => dispatcher.pause(config.tenant, id) },
    content,
    processes,
    rights: openRights({
      config,
      engine,
      ledger,
      store,
      sealer,
      files,
      keyring,
      records,
      content: knowledge.content,
      log,
    }),
    delivery,
    publicLog: openPublicLog(config, {
      publicUrl: deps.publicUrl,
      journal: store.journal,
      records,
      keys: keyring,
      secret: keyring.derive('public log'),
      clock,
      timer,
      log,
    }),
    async close() {
      await delivery.stop(async () => {
        await content?.checks.stop();
        await stopSingles();
        await engine.idle();
        await stop();
      });
      await storeHealth.stop();
      // If nothing can be written any more, that is already known.
      await stores.remember().catch(() => {});
      await stores.close();
      await coordination.close();
    },
  };
}
