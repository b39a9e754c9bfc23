import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import type { Platform } from '../../adapters/adapter.ts';
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
import { builtIn } from '../accounts/lifecycle.ts';
import type { Account } from '../core/model/account.ts';
import type { Locale } from '../core/model/locale.ts';
import type { Log } from '../core/ports/log.ts';
import { createPages } from '../http/pages/index.ts';
import type { PageValues } from '../http/pages/strings.ts';
import type { Bot } from './bot.ts';
import { countLimit } from './countLimit.ts';

/**
 * Forms of the authentication pages that one address may send in a minute: in the morning a whole town hall signs in.
 */
const formsPerMinute = 120;

const builtPages = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** What the web chat uses of the bot besides what every channel gets: its clients read the journal themselves. */
export interface WebchatBot extends Pick<Bot, 'readTranscript' | 'pubsub' | 'limit' | 'files'> {
  /** Address of a harmless page, for people who must leave at once. */
  readonly quickExit: () => string;
}

/**
 * The web chat as a platform like the others: Direct Line for programs. `opened` is called when its first account is
 * opened, for the pages that show the same conversations.
 */
export function webchatPlatform(
  bot: WebchatBot,
  settings: WebchatSettings,
  senderOf: WebchatDeps['senderOf'],
  opened: (webchat: Webchat) => void,
): Platform {
  return {
    channel: builtIn.channel,
    capabilities: webchatCapabilities,
    secrets: [],
    readSettings: readSiteSettings,
    claims(id, given) {
      const own = (given as SiteSettings).siteKey;
      const all = siteKeysOf(id, own, { siteKey: settings.siteKey, mainAccount: builtIn.id });
      return all.map((value) => ({ value, setting: value === own ? 'siteKey' : null }));
    },
    createChannel({ receive, conversationId, secret, clock, log }) {
      const webchat = createWebchat({
        settings,
        mainAccount: builtIn.id,
        receive,
        readTranscript: bot.readTranscript,
        conversationId,
        files: bot.files,
        pubsub: bot.pubsub,
        limits: {
          starts: countLimit(bot.limit, 'webchat-starts', settings.startsPerMinute, 60),
          posts: {
            address: countLimit(bot.limit, 'webchat-address-posts', settings.posts.byAddress, 60),
            conversation: countLimit(bot.limit, 'webchat-posts', settings.posts.byConversation, 60),
          },
          reads: {
            address: countLimit(bot.limit, 'webchat-address-reads', settings.reads.byAddress, 60),
            conversation: countLimit(bot.limit, 'webchat-reads', settings.reads.byConversation, 60),
          },
          addressBytes: bot.limit('webchat-upload-bytes', settings.upload.addressBytes, 86_400),
        },
        senderOf,
        secret,
        quickExit: bot.quickExit,
        clock,
        log,
      });
      opened(webchat);
      return webchat;
    },
  };
}

/**
 * Our own pages, which show the web chat's conversations. They are served once the web chat is open.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function webchatPages(deps: {
  bot: Bot;
  settings: WebchatSettings;
  senderOf: WebchatDeps['senderOf'];
  webchat: () => Webchat;
  /** An account of the web chat as it is now; null while it is not open. */
  account: (id: string) => Account | null;
  fallback: Locale;
  tenant: string;
  /** Public address of the service, without a trailing slash. */
  url: string;
  log: Log;
}): Router {
  const { bot, tenant, url, settings, senderOf, webchat, account, fallback, log } = deps;
  return createPages({
    folder: builtPages,
    values: (locale) => valuesIn(bot, locale),
    siteKey: settings.siteKey,
    account: (id) => account(id ?? builtIn.id),
    fallback,
    receive: bot.engine.receive,
    readTranscript: bot.readTranscript,
    conversationId: bot.sealer.conversationId,
    verifyToken: (token) => webchat().verifyToken(token),
    allowsOrigin: (origin, request) => webchat().allowsOrigin(origin, request),
    baseUrl: (request) => webchat().baseUrl(request),
    counting: () => webchat().counting,
    senderOf,
    secret: bot.derive('pages'),
    quickExit: () => quickExitOf(bot),
    casePage: {
      tenant,
      links: bot.caseLinks,
      cases: bot.cases,
      waitOf: bot.staff.waitOf,
      journal: bot.journal,
      protocol: () => bot.knowledge.current().protocol,
      limits: { wrongKeys: bot.limit('case-wrong-keys', 20, 60), views: bot.limit('case-views', 60, 60).allow },
    },
    authRoutes: {
      staff: bot.people,
      url,
      allow: bot.limit('console-forms', formsPerMinute, 60).allow,
      clock: Date.now,
    },
    log,
  });
}

/** The page that the council shows to people who must leave at once. */
export function quickExitOf(bot: Bot): string {
  return bot.knowledge.content().council.links.quickExit;
}

/** The council's names and addresses in one language, as the pages use them. */
function valuesIn(bot: Bot, locale: Locale): PageValues {
  const { values, links } = bot.knowledge.content().council;
  const inLocale = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value[locale],
  ]);
  return { ...Object.fromEntries(inLocale), site: links.site };
}
