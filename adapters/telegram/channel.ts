import type { AccountToOpen, Channel, ChannelDeps, Identity, OpenAccount } from '../adapter.ts';
import { createBackground, type TelegramAccount } from './account.ts';
import { readAddress } from './address.ts';
import { announcementChannelOf } from './announcementChannel.ts';
import { type Api, openApi } from './api.ts';
import { asCallFailure, asOpeningError } from './errors.ts';
import type { BotIdentity } from './mention.ts';
import { registerMenu } from './menu.ts';
import { poll } from './polling.ts';
import { createTake } from './receive.ts';
import { createSend } from './send.ts';
import type { TelegramSettings } from './settings.ts';
import { staffInboxChannelOf } from './staffInbox.ts';
import { showTyping } from './typing.ts';
import { createWebhookRouter, secretToken, setWebhook, type Webhook, webhookPath } from './webhook.ts';

/** Never aborted: for calls that nobody can cancel; their own timeout ends them. */
const unending = new AbortController().signal;

/** Creates the channel: any number of bots, each by long polling or by webhook. */
export function createChannel(deps: ChannelDeps): Channel {
  const { files, notes, secret, clock, log } = deps;
  const accounts = new Map<string, TelegramAccount>();
  const webhooks = new Map<string, Webhook>();
  const closers = new Map<string, () => Promise<void>>();
  const keyOf = (tenant: string, account: string) => `${tenant}/${account}`;
  const find = (tenant: string, account: string) => accounts.get(keyOf(tenant, account)) ?? null;
  const take = createTake(deps);
  const send = createSend({ find, files, notes, secret, clock });
  const router = createWebhookRouter({ find: (path) => webhooks.get(path) ?? null, take, secret, log });

  /** Starts receiving; resolves to the function that stops it once work in progress is done. */
  async function receive(opened: TelegramAccount): Promise<() => Promise<void>> {
    const { tenant, id } = opened.account();
    if (opened.settings.receive === 'polling') {
      const single = deps.single(`telegram:${tenant}/${id}`, (lease, end) => poll(opened, take, lease, end, log));
      return () => single.stop();
    }
    const path = webhookPath(tenant, id);
    const webhook: Webhook = { opened, underWay: new Set(), closing: new AbortController() };
    const stop = async () => {
      webhooks.delete(path);
      webhook.closing.abort();
      await Promise.all(webhook.underWay);
    };
    // The first update may arrive before the platform has answered.
    webhooks.set(path, webhook);
    try {
      await setWebhook(opened, deps.publicUrl + path, secretToken(secret, path), unending);
    } catch (error) {
      await stop();
      throw asOpeningError(asCallFailure(error));
    }
    return stop;
  }

  async function open(given: AccountToOpen): Promise<OpenAccount> {
    const { api, bot, identity, settings } = await greet(given);
    const { account, failed } = given;
    const { tenant, id } = account();
    const key = keyOf(tenant, id);
    const opened: TelegramAccount = { account, failed, settings, api, bot, background: createBackground() };
    accounts.set(key, opened);
    const forget = async () => {
      if (accounts.get(key) === opened) accounts.delete(key);
      await opened.background.close();
    };
    const stop = await receive(opened).catch(async (error) => {
      await forget();
      throw error;
    });
    registerMenu(opened, deps.menu(), log);
    const close = async () => {
      closers.delete(key);
      await stop();
      await forget();
    };
    closers.set(key, close);
    const staffInboxChannel = staffInboxChannelOf(opened, clock);
    const announcementChannel = announcementChannelOf(opened, clock);
    return {
      identity,
      close,
      ...(staffInboxChannel && { staffInboxChannel }),
      ...(announcementChannel && { announcementChannel }),
    };
  }

  return {
    router,
    upgrade: null,
    send,
    async showTyping(account, address) {
      const opened = find(account.tenant, account.id);
      if (opened !== null) showTyping(opened, readAddress(address));
    },
    identify: async (account) => (await greet(account)).identity,
    open,
    async close() {
      await Promise.all([...closers.values()].map((close) => close()));
    },
  };
}

/** Opens the Bot API for an account and asks who it is. */
async function greet({
  secrets,
  settings: given,
}: AccountToOpen): Promise<{ api: Api; bot: BotIdentity; identity: Identity; settings: TelegramSettings }> {
  const settings = given as TelegramSettings;
  const api = await openApi(secrets.token ?? '', settings.apiRoot);
  try {
    const { id, username } = await api.call('getMe', {}, unending);
    const profile = `https://t.me/${username}`;
    const identity = { id: String(id), name: `@${username}`, profile, start: `${profile}?start={code}` };
    return { api, bot: { id, username }, identity, settings };
  } catch (error) {
    throw asOpeningError(asCallFailure(error));
  }
}
