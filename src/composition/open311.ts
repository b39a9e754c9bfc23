import type { IncomingMessage } from 'node:http';
import type { Router } from 'express';
import type { Config } from '../config.ts';
import type { ApiKey } from '../core/model/desk/apiKey.ts';
import type { Locale } from '../core/model/locale.ts';
import type { Limit } from '../core/ports/limit.ts';
import type { Log } from '../core/ports/log.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { createOpen311, type Open311Deps } from '../http/open311/index.ts';
import { pageStrings } from '../http/pages/strings.ts';
import type { Bot } from './bot.ts';
import { open311Account } from './open311Account.ts';
import { valuesIn } from './webchat.ts';

/** What one address may read and send in a minute, and how often it may be wrong about a key in ten. */
const readsPerMinute = 120;
const postsPerMinute = 120;
const searchesPerMinute = 12;
const wrongKeys = 20;

/** The routes of Open311; none where the settings turn it off. */
export function open311Routes(deps: {
  bot: Pick<Bot, 'conversations' | 'stores' | 'processes' | 'accounts'>;
  config: Config;
  url: string;
  upload: Open311Deps['upload'];
  senderOf: (request: IncomingMessage) => string;
  log: Log;
}): readonly Router[] {
  const { bot, config, url, upload, senderOf, log } = deps;
  if (config.open311 === null) return [];
  const { conversations, stores, processes, accounts } = bot;
  const { limit } = processes;
  const filed = new Map<number, Limit>();
  const filedBy = ({ id, perHour }: ApiKey) => {
    const own = filed.get(perHour) ?? limit(`open311-filed-${perHour}`, perHour, 3_600);
    filed.set(perHour, own);
    return own.allow(id);
  };
  const routes = createOpen311({
    tenant: config.tenant,
    url,
    jurisdiction: config.open311.jurisdiction,
    fallback: config.locale,
    flows: () => conversations.knowledge.current().flows.all,
    departmentName: (id, locale) => conversations.knowledge.current().protocol.department(id, locale),
    timeZone: () => conversations.knowledge.content().calendar.timeZone,
    strings: (locale) => stringsIn(conversations, locale),
    cases: stores.cases,
    journal: stores.journal,
    sealer: conversations.sealer,
    account: open311Account(config.tenant, config.locale),
    receive: conversations.engine.receive,
    fromCasePage: conversations.engine.fromCasePage,
    files: stores.files,
    upload,
    keys: accounts.keys,
    limits: {
      reads: limit('open311-reads', readsPerMinute, 60).allow,
      posts: limit('open311-posts', postsPerMinute, 60).allow,
      searches: limit('open311-searches', searchesPerMinute, 60).allow,
      wrongKeys: limit('open311-wrong-keys', wrongKeys, 600).allow,
      filed: filedBy,
    },
    senderOf,
    clock: Date.now,
    log,
  });
  return [routes];
}

function stringsIn(conversations: Bot['conversations'], locale: Locale): ReturnType<Open311Deps['strings']> {
  const { contact, keys, yes, no } = pageStrings(locale).open311;
  const values = valuesIn(conversations, locale);
  return { contact: interpolate(contact, values), keys: interpolate(keys, values), yes, no };
}
