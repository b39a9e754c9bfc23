import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import { createWebchat, type Webchat, type WebchatSettings, webchatCapabilities } from '../adapters/webchat/index.ts';
import type { Bot } from './bot.ts';
import type { Config } from './config.ts';
import type { Account } from './core/account.ts';
import type { Locale } from './core/locale.ts';
import type { Log } from './core/ports.ts';
import { createPages } from './http/pages/index.ts';
import type { PageValues } from './http/pages/strings.ts';

const builtPages = fileURLToPath(new URL('../dist/web', import.meta.url));

/**
 * Puts the web chat together: Direct Line for programs, and our own pages, which hold the same conversations.
 * @throws {CodedError} `content.missing` when the pages were not built
 */
export function openWebchat(
  bot: Bot,
  config: Config,
  settings: WebchatSettings,
  log: Log,
): { channel: Webchat; pages: Router; open(): Promise<unknown> } {
  const account: Account = {
    id: 'web',
    tenant: config.tenant,
    channel: 'webchat',
    name: settings.botName,
    topics: null,
    standing: { kind: 'open' },
    links: { profile: null, start: null, elsewhere: null },
    locale: config.locale,
    capabilities: webchatCapabilities,
    pace: config.pace,
  };
  const channel = createWebchat({
    settings,
    accounts: [account],
    receive: bot.engine.receive,
    readTranscript: bot.readTranscript,
    conversationId: bot.sealer.conversationId,
    sealFile: bot.files.sealFile,
    openFile: bot.files.openFile,
    wake: bot.wake,
    limits: {
      starts: bot.limit('webchat-starts', settings.startsPerMinute, 60),
      posts: bot.limit('webchat-posts', settings.postsPerMinute, 60),
    },
    secret: bot.derive('webchat'),
    clock: Date.now,
    log,
  });
  const pages = createPages({
    folder: builtPages,
    values: (locale) => valuesIn(bot, locale),
    siteKey: settings.siteKey,
    account,
    receive: bot.engine.receive,
    readTranscript: bot.readTranscript,
    conversationId: bot.sealer.conversationId,
    verifyToken: channel.verifyToken,
    allowsOrigin: channel.allowsOrigin,
    baseUrl: channel.baseUrl,
    allow: bot.limit('pages', settings.postsPerMinute, 60).allow,
    secret: bot.derive('pages'),
    log,
  });
  return {
    channel,
    pages,
    open: () => channel.open({ account: () => account, secrets: {}, settings: null, failed: () => {} }),
  };
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
