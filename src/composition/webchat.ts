import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ChannelDeps, Platform } from '../../adapters/adapter.ts';
import {
  createWebchat,
  readSiteSettings,
  type SiteSettings,
  siteKeysOf,
  type Webchat,
  type WebchatDeps,
  type WebchatSettings,
  webchatCapabilities,
} from '../../adapters/webchat/index.ts';
import { accountChannel, builtIn, isOpen } from '../accounts/lifecycle.ts';
import type { Account } from '../core/model/account.ts';
import type { AccountRecord } from '../core/model/accountRecord.ts';
import { mailAccount, mailConversation } from '../core/model/announcements/subscription.ts';
import { isRecord } from '../core/model/commit.ts';
import type { CallingCode } from '../core/model/contact/mobileNumber.ts';
import type { Locale } from '../core/model/locale.ts';
import type { Log } from '../core/ports/log.ts';
import type { EmbedSites } from '../http/api/wireConnections.ts';
import { createPages, type Pages, type PagesDeps } from '../http/pages/index.ts';
import type { PageValues } from '../http/pages/strings.ts';
import { defaultFigures } from '../transparency/log/logPolicy.ts';
import type { BotContent, BotProcesses, BotStaff, BotStores, Conversations } from './bot.ts';
import type { BotAnnouncements } from './botAnnouncements.ts';
import type { BotReports } from './botReports.ts';
import type { BotSubscribers } from './botSubscribers.ts';
import type { BotSurveys } from './botSurveys.ts';
import { countLimit } from './countLimit.ts';
import { guideOf } from './guide.ts';
import type { receiptsOf } from './receipts.ts';

/**
 * Forms of the authentication pages that one address may send in a minute: in the morning a whole town hall signs in.
 */
const formsPerMinute = 120;

const builtPages = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** The web chat's part in this process: its clients read the journal themselves. */
export function openWebchat(deps: {
  channel: ChannelDeps;
  readTranscript: Conversations['readTranscript'];
  files: BotStores['files'];
  processes: Pick<BotProcesses, 'pubsub' | 'limit'>;
  /** Address of a harmless page, for people who must leave at once. */
  quickExit: () => string;
  /** Whether there is a public log, so that answers can be proven. */
  proves: boolean;
  settings: WebchatSettings;
  senderOf: WebchatDeps['senderOf'];
}): Webchat {
  const { channel, readTranscript, files, processes, quickExit, proves, settings, senderOf } = deps;
  const { limit, pubsub } = processes;
  return createWebchat({
    settings,
    mainAccount: builtIn.id,
    receive: channel.receive,
    readTranscript,
    conversationId: channel.conversationId,
    files,
    pubsub,
    limits: {
      starts: countLimit(limit, 'webchat-starts', settings.startsPerMinute, 60),
      posts: {
        address: countLimit(limit, 'webchat-address-posts', settings.posts.byAddress, 60),
        conversation: countLimit(limit, 'webchat-posts', settings.posts.byConversation, 60),
      },
      reads: {
        address: countLimit(limit, 'webchat-address-reads', settings.reads.byAddress, 60),
        conversation: countLimit(limit, 'webchat-reads', settings.reads.byConversation, 60),
      },
      files: {
        address: countLimit(limit, 'webchat-address-files', settings.reads.byAddress, 60),
        conversation: countLimit(limit, 'webchat-files', settings.reads.byConversation, 60),
      },
      addressBytes: limit('webchat-upload-bytes', settings.upload.addressBytes, 86_400),
    },
    senderOf,
    secret: channel.secret,
    quickExit,
    proves,
    clock: channel.clock,
    log: channel.log,
  });
}

/** The web chat as a platform like the others: Direct Line for programs. `open` gives its channel. */
export function webchatPlatform(
  { siteKey }: Pick<WebchatSettings, 'siteKey'>,
  open: (channel: ChannelDeps) => Webchat,
): Platform {
  return {
    channel: builtIn.channel,
    capabilities: webchatCapabilities,
    secrets: [],
    readSettings: readSiteSettings,
    claims(id, given) {
      const own = (given as SiteSettings).siteKey;
      const all = siteKeysOf(id, own, { siteKey, mainAccount: builtIn.id });
      return all.map((value) => ({ value, setting: value === own ? 'siteKey' : null }));
    },
    createChannel: open,
  };
}

/**
 * Our own pages, which show the web chat's conversations. They are served once the web chat is open.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function webchatPages(deps: {
  conversations: Conversations;
  stores: Pick<BotStores, 'cases' | 'journal' | 'files'>;
  staff: Pick<BotStaff, 'people' | 'desk' | 'post' | 'readings' | 'boardMails'>;
  limit: BotProcesses['limit'];
  settings: WebchatSettings;
  senderOf: WebchatDeps['senderOf'];
  webchat: Webchat;
  announcements: Pick<BotAnnouncements, 'published' | 'isWithdrawn'>;
  surveys: Pick<BotSurveys, 'open' | 'ended'>;
  reports: BotReports;
  /** The name of an account; its id where it is unknown. */
  accountName: (id: string) => string;
  subscribers: Pick<BotSubscribers, 'links' | 'mails'>;
  /** Countries to whose mobile numbers text messages are sent; empty: to none. */
  textsTo: readonly CallingCode[];
  /** The newest releases of the content; null where it is edited as files. */
  guideReleases: BotContent['guideReleases'] | null;
  transparency: PagesDeps['transparency'];
  proofOf: PagesDeps['casePage']['proofOf'];
  receipts: ReturnType<typeof receiptsOf>;
  /** Unanswered questions and figures; null likewise. */
  questions: BotContent['questions'] | null;
  /** An account of the web chat as it is now; null while it is not open. */
  account: (id: string) => Account | null;
  fallback: Locale;
  personalData: PagesDeps['dataPage']['desk'];
  rightsDesk: PagesDeps['dataPage']['requests'];
  /** Whether what has passed its time is erased every night. */
  isRetained: boolean;
  tenant: string;
  /** Public address of the service, without a trailing slash. */
  url: string;
  log: Log;
}): Pages {
  const { conversations, stores, staff, limit, tenant, url, settings, senderOf, webchat, account, fallback, log } =
    deps;
  const timeZone = () => conversations.knowledge.content().calendar.timeZone;
  return createPages({
    folder: builtPages,
    values: (locale) => ({ ...valuesIn(conversations, locale), ...retentionIn(deps, locale) }),
    siteKey: settings.siteKey,
    account: (id) => account(id ?? builtIn.id),
    fallback,
    receive: conversations.engine.receive,
    readTranscript: conversations.readTranscript,
    conversationId: conversations.sealer.conversationId,
    verifyToken: webchat.verifyToken,
    allowsOrigin: webchat.allowsOrigin,
    baseUrl: webchat.baseUrl,
    counting: () => webchat.counting,
    openFile: stores.files.open,
    uploads: () => webchat.uploads,
    senderOf,
    secret: conversations.derive('pages'),
    quickExit: () => quickExitOf(conversations),
    timeZone,
    casePage: {
      tenant,
      links: conversations.caseLinks,
      cases: stores.cases,
      waitOf: staff.desk.waitOf,
      journal: stores.journal,
      proofOf: deps.proofOf,
      protocol: () => conversations.knowledge.current().protocol,
      limits: { wrongKeys: limit('case-wrong-keys', 20, 60), views: limit('case-views', 60, 60).allow },
      talk: {
        sealer: conversations.sealer,
        files: stores.files,
        fromCasePage: conversations.engine.fromCasePage,
        timeZone,
        upload: settings.upload,
        mails: staff.post !== null,
        textsTo: deps.textsTo,
        push: conversations.push && {
          publicKey: conversations.push.vapid.publicKey,
          accepts: conversations.push.accepts,
        },
        sendings: limit('case-sendings', 30, 600).allow,
        acts: limit('case-acts', 30, 3_600).allow,
      },
      clock: Date.now,
    },
    dataPage: {
      tenant,
      links: conversations.caseLinks,
      dataLinks: conversations.dataLinks,
      cases: stores.cases,
      desk: deps.personalData,
      requests: deps.rightsDesk,
      timeZone,
      limits: { wrongKeys: limit('data-wrong-keys', 20, 60), views: limit('data-views', 60, 60).allow },
      clock: Date.now,
    },
    receipts: deps.receipts && {
      ...deps.receipts,
      links: conversations.dataLinks,
      timeZone,
      limits: { wrongKeys: limit('receipt-wrong-keys', 20, 60), views: limit('receipt-views', 60, 60).allow },
      clock: Date.now,
    },
    guide: guideOf({ conversations, releases: deps.guideReleases, limit, url }),
    agenda: { ...deps.announcements, accountOf: webchat.accountOf },
    suggestions: { sealer: conversations.sealer, cases: stores.cases },
    participation: {
      surveys: deps.surveys,
      smallestCell: defaultFigures.smallestCell,
      platform: () => conversations.knowledge.content().council.links.participation ?? null,
    },
    subscriptions: subscriptionPages(deps),
    ...(staff.boardMails && { boardMail: { ...staff.boardMails, allow: limit('board-mail-ends', 30, 600).allow } }),
    transparency: deps.transparency,
    figures: {
      questions: deps.questions,
      content: conversations.knowledge.content,
      allow: limit('console-figures', 60, 60).allow,
    },
    report: {
      tenant,
      reports: deps.reports,
      readings: staff.readings,
      directory: staff.people.directory,
      accountName: deps.accountName,
      allow: limit('console-reports', 60, 60).allow,
    },
    authRoutes: {
      staff: staff.people,
      url,
      allow: limit('console-forms', formsPerMinute, 60).allow,
      clock: Date.now,
      timeZone,
    },
    log,
  });
}

/** What the pages need on which people ask to be told of announcements. */
function subscriptionPages({
  conversations,
  stores,
  subscribers,
  limit,
  tenant,
}: Parameters<typeof webchatPages>[0]): NonNullable<PagesDeps['subscriptions']> {
  const { engine, sealer, knowledge, dataLinks } = conversations;
  return {
    tenant,
    subscriber: engine.subscriber,
    conversationOf: (email) => sealer.conversationId(tenant, mailAccount, mailConversation(email)),
    async find(conversation) {
      const { latest } = await stores.journal.load(conversation, '');
      return latest === null || isRecord(latest.state) ? null : (latest.state.subscription ?? null);
    },
    links: subscribers.links,
    mails: subscribers.mails,
    alerts: () => knowledge.content().subscriptions?.alerts ?? [],
    neighbourhoods: () => knowledge.content().subscriptions?.neighbourhoods ?? [],
    dataLink: (conversation) => dataLinks.dataLink(conversation, Date.now()),
    limits: { asks: limit('subscription-forms', 10, 600).allow, acts: limit('subscription-acts', 60, 600).allow },
    newId: randomUUID,
  };
}

/** The page that the council shows to people who must leave at once. */
export function quickExitOf({ knowledge }: Pick<Conversations, 'knowledge'>): string {
  return knowledge.content().council.links.quickExit;
}

/** The council's names and addresses in one language, as the pages use them. */
export function valuesIn({ knowledge }: Pick<Conversations, 'knowledge'>, locale: Locale): PageValues {
  const { values, links } = knowledge.content().council;
  const inLocale = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value[locale],
  ]);
  return { ...Object.fromEntries(inLocale), site: links.site };
}

/** How long things are kept, as a list; left out where nothing is erased unless somebody asks for it. */
function retentionIn(
  { conversations, isRetained }: { conversations: Pick<Conversations, 'knowledge'>; isRetained: boolean },
  locale: Locale,
): PageValues {
  const { retention } = conversations.knowledge.content();
  if (retention === undefined || !isRetained) return {};
  const rules = [retention.conversation, ...retention.cases];
  return { retention: rules.map(({ say }) => `- ${say[locale]}`).join('\n') };
}

/** What pages need to show the web chat of each account that has one. */
export function embedSitesOf(
  records: readonly AccountRecord[],
  { siteKey, origins, botName }: Pick<WebchatSettings, 'siteKey' | 'origins' | 'botName'>,
  url: string,
): EmbedSites {
  const sites = records
    .filter((record) => isOpen(record) && accountChannel(record) === builtIn.channel)
    .map(({ id, definition }) => {
      const own = readSiteSettings(definition?.settings ?? {});
      // The last one is the account's own, where it has one.
      const keys = siteKeysOf(id, own.siteKey, { siteKey, mainAccount: builtIn.id });
      return {
        account: id,
        name: definition?.name ?? botName,
        siteKey: keys.at(-1) ?? siteKey,
        origins: own.origins ?? origins,
      };
    });
  return { url, sites };
}
