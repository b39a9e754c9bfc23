import { AccountOff, CodedError } from '../../src/core/model/errors.ts';
import type { AccountToOpen, Channel, ChannelDeps, Identity } from '../adapter.ts';
import { createAccount, type TeamsAccount } from './account.ts';
import { createFrameworkBot } from './bot.ts';
import type { Cloud } from './cloud.ts';
import { createFileLinks } from './fileLinks.ts';
import { isLoopbackUrl } from './loopback.ts';
import { endpoint } from './paths.ts';
import { createActivityRoutes, type TeamsAccounts } from './receive.ts';
import { loadSdk } from './sdk.ts';
import { appIdOf, type TeamsSettings } from './settings.ts';
import { createManagedTokens, createSecretTokens, type TokenSource, tokenTimeoutMs } from './token.ts';

/** Creates the channel; the SDK is loaded when the first account is opened. */
export function createTeamsChannel(deps: ChannelDeps, cloud: Cloud): Channel {
  const { files, clock, log } = deps;
  const open = new Map<string, TeamsAccount>();
  const links = createFileLinks(deps.secret, clock);

  const accounts: TeamsAccounts = {
    byId: (id) => open.get(id) ?? null,
    byRecipient(recipient) {
      const all = [...open.values()];
      const named = all.find(({ settings }) => appIdOf(settings) === recipient.toLowerCase());
      return named ?? (all.length === 1 ? (all[0] ?? null) : null);
    },
  };

  async function tokensOf({ secrets }: AccountToOpen, settings: TeamsSettings): Promise<TokenSource | null> {
    if (settings.identity === 'none') return null;
    if (settings.identity === 'managed-identity') {
      return createManagedTokens({ sdk: await loadSdk(), cloud, settings, timeoutMs: tokenTimeoutMs });
    }
    const { clientSecret } = secrets;
    if (!clientSecret) {
      throw new CodedError(
        'config.invalid',
        'The Teams account needs the secret "clientSecret" of its app registration.',
      );
    }
    return createSecretTokens({ cloud, settings, secret: clientSecret, clock });
  }

  /** Requests a token, which proves the identity: the Bot Framework has no other "who am I". */
  async function prove(account: AccountToOpen): Promise<{ identity: Identity; tokens: TokenSource | null }> {
    const settings = account.settings as TeamsSettings;
    const tokens = await tokensOf(account, settings);
    await tokens?.get();
    return { identity: identityOf(account, settings), tokens };
  }

  return {
    router: createActivityRoutes({ accounts, files, links, cloud, log }),
    upgrade: null,
    send: (sending) => accountFor(open, sending.account.id).send(sending),
    showTyping: async (account, address) => open.get(account.id)?.showTyping(address),
    identify: async (account) => (await prove(account)).identity,
    async open(account) {
      const settings = account.settings as TeamsSettings;
      const { id } = account.account();
      if (settings.identity === 'none') warnOfNoIdentity(deps, id);
      const { identity, tokens } = await prove(account);
      const appId = appIdOf(settings);
      const bot = createFrameworkBot({
        sdk: await loadSdk(),
        cloud,
        identity: appId && tokens ? { appId, tokens } : null,
        clock,
      });
      const opened = createAccount({ opened: account, settings, bot, tokens, channel: deps, links, cloud });
      if (open.has(id)) throw new CodedError('config.invalid', `Two Teams accounts have the id "${id}". Rename one.`);
      open.set(id, opened);
      return {
        identity,
        ...(opened.staffInboxChannel && { staffInboxChannel: opened.staffInboxChannel }),
        ...(opened.announcementChannel && { announcementChannel: opened.announcementChannel }),
        async close() {
          if (open.get(id) === opened) open.delete(id);
          await opened.close();
        },
      };
    },
    async close() {
      // They stay registered: senders meanwhile are asked to retry.
      await Promise.all([...open.values()].map((account) => account.close()));
    },
  };
}

function accountFor(open: ReadonlyMap<string, TeamsAccount>, id: string): TeamsAccount {
  const account = open.get(id);
  if (account) return account;
  throw new AccountOff();
}

/** Warns about running without an identity, and refuses it where anybody but this machine could reach the bot. */
function warnOfNoIdentity({ publicUrl, log }: ChannelDeps, account: string): void {
  if (!isLoopbackUrl(publicUrl)) {
    throw new CodedError(
      'config.invalid',
      `The Teams account "${account}" has no identity, so anybody could speak in the name of others at ${publicUrl}. Register an app in Microsoft Entra and set "identity", "appId" and "directoryId"; see docs/channels.md.`,
    );
  }
  log.warn(
    { account },
    `NO TOKEN IS CHECKED for this Teams account: it has no identity. Only programs on this machine may use ${endpoint}; never run it this way for people`,
  );
}

function identityOf(account: AccountToOpen, settings: TeamsSettings): Identity {
  const { id, name } = account.account();
  const appId = appIdOf(settings);
  if (appId === null) return { id, name, profile: null, start: null };
  const chat = `https://teams.microsoft.com/l/chat/0/0?users=28:${appId}`;
  return { id: appId, name, profile: chat, start: `${chat}&message=${encodeURIComponent('/start ')}{code}` };
}
