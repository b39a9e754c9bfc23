import type { IIdentifyThrottler } from 'discord.js';
import type { Account } from '../../src/core/model/account.ts';
import { AccountOff } from '../../src/core/model/errors.ts';
import type { Channel, ChannelDeps } from '../adapter.ts';
import type { OpenDiscord } from './account.ts';

/** Creates the Discord channel. Discord's library is loaded with the first account. */
export function createDiscord(deps: ChannelDeps): Channel {
  const open = new Map<string, OpenDiscord>();
  /** By account, so that an account that is reopened often does not exceed its session limit. */
  const throttles = new Map<string, IIdentifyThrottler>();
  const load = () => import('./account.ts');

  return {
    router: null,
    upgrade: null,
    async send(sending) {
      const account = open.get(keyOf(sending.account));
      if (!account) throw new AccountOff();
      return account.send(sending);
    },
    async showTyping(account, address) {
      open.get(keyOf(account))?.showTyping(address);
    },
    identify: async (given) => (await load()).identify(given, deps),
    async open(given) {
      const { openAccount, createIdentifyThrottle } = await load();
      const key = keyOf(given.account());
      const throttle = throttles.get(key) ?? createIdentifyThrottle(() => performance.now());
      throttles.set(key, throttle);
      await open.get(key)?.close();
      const account = await openAccount(given, deps, throttle);
      open.set(key, account);
      return {
        identity: account.identity,
        ...(account.staffInboxChannel && { staffInboxChannel: account.staffInboxChannel }),
        ...(account.announcementChannel && { announcementChannel: account.announcementChannel }),
        async close() {
          if (open.get(key) === account) open.delete(key);
          await account.close();
        },
      };
    },
    async close() {
      const all = [...open.values()];
      open.clear();
      await Promise.all(all.map((account) => account.close()));
    },
  };
}

function keyOf({ tenant, id }: Account): string {
  return `${tenant}/${id}`;
}
