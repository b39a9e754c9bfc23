import type { ChannelDeps } from '../../adapters/adapter.ts';
import { readWebchatSettings } from '../../adapters/webchat/index.ts';
import { warnOfInactivity } from '../accounts/inactivity.ts';
import { builtIn } from '../accounts/lifecycle.ts';
import { createRegistryWatch } from '../accounts/watch.ts';
import type { Config, Environment } from '../config.ts';
import type { Log } from '../core/ports/log.ts';
import { systemTimer as timer } from '../core/util/sleep.ts';
import { senderBehind } from '../http/clientAddress.ts';
import { createAccountDesk } from './accountDesk.ts';
import type { Bot } from './bot.ts';
import { channelDepsFor } from './channelDeps.ts';
import { createChannels } from './channels.ts';
import { openConsole } from './console.ts';
import { open311Routes } from './open311.ts';
import { createPlatforms } from './platforms.ts';
import { receiptsOf } from './receipts.ts';
import type { Roles } from './roles.ts';
import { type Routes, type RunningService, type Single, startService } from './service.ts';
import { createServiceApi } from './serviceApi.ts';
import { serviceRequests } from './serviceRequests.ts';
import { caseProofOf, publicLogRoutes, startPublicLog, transparencyOf } from './transparency.ts';
import { embedSitesOf, openWebchat, quickExitOf, webchatPages, webchatPlatform } from './webchat.ts';

export type { RunningService as App } from './service.ts';

/**
 * Starts the service with all of its accounts.
 * @throws {CodedError} `config.invalid`, `port.unusable`, and the codes of the stores and of the content
 */
export async function startApp(config: Config, env: Environment, roles: Roles, log: Log): Promise<RunningService> {
  return startService({
    config,
    roles,
    log,
    makeRoutes: async (deps) => makeRoutes({ ...deps, config, env, roles, log }),
  });
}

/** What the routes and the work in one process use of the bot: it is opened, delivers and ends elsewhere. */
type RoutedBot = Omit<Bot, 'delivery' | 'close'>;

function makeRoutes(deps: {
  bot: RoutedBot;
  url: string;
  single: Single;
  config: Config;
  env: Environment;
  roles: Roles;
  log: Log;
}): Routes {
  const { bot, url, single, config, env, roles, log } = deps;
  const { conversations, stores, staff, processes, publicLog, content } = bot;
  const { registry } = bot.accounts;
  const settings = readWebchatSettings(env);
  const senderOf = senderBehind(config.trustProxy);
  const depsFor = channelDepsFor({
    conversations,
    stores,
    onStaffMessage: staff.onStaffMessage,
    single,
    publicUrl: url,
    log,
  });
  const openChat = (channel: ChannelDeps) =>
    openWebchat({
      channel,
      readTranscript: conversations.readTranscript,
      files: stores.files,
      processes,
      quickExit: () => quickExitOf(conversations),
      proves: config.transparencyLog,
      settings,
      senderOf,
    });
  // The pages show the same conversations.
  const webchat = openChat(depsFor(builtIn.channel));
  const platform = webchatPlatform(settings, () => webchat);
  const around = {
    registry,
    loadPlatform: createPlatforms([platform]),
    depsFor,
    surroundings: {
      tenant: config.tenant,
      defaults: {
        name: settings.botName,
        locale: config.locale,
        pace: config.pace,
        ...(staff.post && { mails: true }),
        ...(config.sms && { textsTo: config.sms.countries }),
      },
    },
    env,
    sealed: bot.accounts.vault.open,
  };
  const channels = createChannels({
    ...around,
    knownLinks: (id) => (id === builtIn.id ? { profile: `${url}/xat`, start: null } : null),
    // Web chat clients read the journal themselves: a worker has nothing to do with this channel.
    elsewhere: (channel) => (!roles.web && channel === platform.channel ? platform.capabilities : null),
    openAccounts: bot.accounts.open,
    clock: Date.now,
    timer,
    jitter: Math.random,
    log,
  });
  // A separate set of platforms: a check must not replace the running web chat.
  const check = { ...around, loadPlatform: createPlatforms([webchatPlatform(settings, openChat)]) };
  const channelAccounts = createAccountDesk({
    registry,
    fourEyes: staff.people.fourEyes,
    accounts: bot.accounts,
    channels,
    check,
    outbox: stores.outbox,
    content: conversations.knowledge.content,
    clock: Date.now,
  });
  const desk = openConsole({
    channelAccounts,
    embedSites: () => embedSitesOf(registry.all(), settings, url),
    config,
    rights: bot.rights,
    publicLog,
    conversations,
    content,
    announcements: bot.announcements,
    subscribers: bot.subscribers,
    tickets: bot.tickets,
    stores,
    staff,
    registry,
    processes,
    tenant: config.tenant,
    url,
    upload: settings.upload,
    timer,
    log,
    locale: config.locale,
  });
  const { pubsub } = processes;
  const accountWatch = createRegistryWatch({ registry, pubsub, timer, log, looked: channels.reconcileAccounts });

  const service = createServiceApi({
    secret: conversations.derive(serviceRequests),
    check,
    registry,
    channels,
    senderOf,
    clock: Date.now,
    allow: processes.limit('service-requests', 60, 60).allow,
  });

  const pages = roles.web
    ? webchatPages({
        conversations,
        stores,
        staff,
        announcements: bot.announcements,
        surveys: bot.surveys,
        reports: bot.reports,
        accountName: (id) => registry.find(id)?.definition?.name ?? id,
        subscribers: bot.subscribers,
        textsTo: config.sms?.countries ?? [],
        guideReleases: content?.guideReleases ?? null,
        proofOf: caseProofOf(publicLog, stores, conversations.sealer),
        receipts: receiptsOf(publicLog, stores, conversations.sealer),
        transparency: transparencyOf(publicLog, stores, config),
        questions: content?.questions ?? null,
        limit: processes.limit,
        settings,
        senderOf,
        webchat,
        account: channels.account,
        fallback: config.locale,
        personalData: bot.rights.personalData,
        rightsDesk: bot.rights.desk,
        isRetained: config.retention,
        tenant: config.tenant,
        url,
        log,
      })
    : null;

  return {
    channels: [channels.router],
    own: [service],
    pages:
      pages === null
        ? []
        : [
            pages.router,
            desk.router,
            ...publicLogRoutes(publicLog, processes, config.trustProxy),
            ...open311Routes({
              bot: { conversations, stores, processes, accounts: bot.accounts },
              config,
              url,
              upload: settings.upload,
              senderOf,
              log,
            }),
            pages.notFound,
          ],
    upgrades: [channels.upgrade],
    accounts: channels.health,
    streams: () => ({ webchat: webchat.openStreams(), console: desk.openStreams() }),
    async open() {
      await registry.refresh();
      channels.reconcileAccounts();
      // The others may open later: their platforms may be slow or unavailable.
      await channels.tried(builtIn.id);
      accountWatch.start();
      single('case clock', (_, end) => staff.desk.watch(end));
      single('announcements', (_, end) => bot.announcements.follow(end));
      single('surveys', (_, end) => bot.surveys.follow(end));
      single('monthly reports', (_, end) => bot.reports.follow(end));
      const { boardMails, heldMails } = staff;
      if (boardMails !== null) single('board mails', (_, end) => boardMails.follow(end));
      if (heldMails !== null) single('held mails', (_, end) => heldMails.follow(end));
      single('content reminders', (_, end) => staff.reminders.follow(end));
      single('subscribers', (_, end) => bot.subscribers.follow(end));
      single('tickets', (_, end) => bot.tickets.follow(end));
      startPublicLog(publicLog, single);
      single('files', (_, end) => stores.collectFiles(end));
      if (config.retention) single('retention', (_, end) => bot.rights.retention.daily(end));
      single('inactive accounts', (_, end) => warnOfInactivity({ registry, clock: Date.now, timer, end, log }));
    },
    leave: desk.endStreams,
    async close() {
      await accountWatch.stop();
      await channels.close();
    },
  };
}
