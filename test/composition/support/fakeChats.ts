import type { Config } from '../../../src/config.ts';
import { startDiscord } from '../../adapters/discord/support/fakeDiscord.ts';
import { openTeams } from '../../adapters/teams/support/fakeTeams.ts';
import { definition, openAccount } from '../../adapters/teams/support/townBot.ts';
import { startBotApi } from '../../adapters/telegram/support/fakeBotApi.ts';
import { privateChat, says } from '../../adapters/telegram/support/people.ts';
import { until } from '../../web/support/until.ts';

const teamsId = 'prat-teams';
const tokens = { telegram: '42:a-token-that-nobody-may-see', discord: 'a-token.that-nobody-may-see' };

/** A citizen who talks with the bot alone. */
interface Chatter {
  say(text: string): Promise<void>;
  /** What the bot and staff said, oldest first. */
  said(): readonly string[];
  /** Resolves, once something was said that matches, to the first group of the match. */
  receives(what: RegExp): Promise<string>;
}

/** Telegram, Discord and Teams on this machine, with an account on each. */
export interface FakeChats {
  /** Environment in which the accounts find their secrets. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Opens the accounts on Telegram and Discord; the service must not run yet. */
  openAccounts(config: Config): Promise<void>;
  /** Opens the account on Teams, which has no identity; likewise. */
  openTeamsAccount(config: Config): Promise<void>;
  onTelegram(id: number, language: string): Chatter;
  onDiscord(name: string): Chatter;
  /** `url`: where the service is; with Teams it is the service that is called. */
  onTeams(name: string, url: string): Chatter;
  close(): Promise<void>;
}

export async function openFakeChats(): Promise<FakeChats> {
  const telegram = await startBotApi();
  const telegramBot = telegram.bot(tokens.telegram);
  const discord = await startDiscord();
  const discordBot = discord.world.bot(tokens.discord, 'El Prat');
  const teams = await openTeams();

  return {
    secrets: { TELEGRAM_TOKEN: tokens.telegram, DISCORD_TOKEN: tokens.discord },
    async openAccounts(config) {
      await openAccount(config, {
        ...{ ...definition, id: 'prat-telegram', channel: 'telegram', name: 'El Prat per Telegram' },
        secrets: { token: 'env:TELEGRAM_TOKEN' },
        settings: { receive: 'polling', apiRoot: telegram.url },
      });
      await openAccount(config, {
        ...{ ...definition, id: 'prat-discord', channel: 'discord', name: 'El Prat per Discord' },
        secrets: { token: 'env:DISCORD_TOKEN' },
        settings: { api: `${discord.url}/api` },
      });
    },
    openTeamsAccount: (config) => openAccount(config, { ...definition, id: teamsId, name: 'El Prat per Teams' }),
    onTelegram(id, language) {
      const place = privateChat(id, language);
      return chatter(
        () =>
          telegramBot.calls.flatMap(({ message, payload }) =>
            message !== null && payload.chat_id === id ? [payload.text] : [],
          ),
        async (text) => void (await telegramBot.bring(says(place, text))),
      );
    },
    onDiscord(name) {
      const at = { bot: discordBot, person: discord.people.person(name), chat: discord.world.chat({ type: 1 }) };
      return chatter(
        () =>
          discord.world.said
            .filter(({ chat, author }) => chat === at.chat.id && author.id === discordBot.id)
            .map(({ content }) => content),
        async (text) => {
          // As with Discord itself, what is said to a bot that is not connected is lost.
          await discord.gateway.connected(tokens.discord);
          discord.people.write(at, text);
        },
      );
    },
    onTeams(name, url) {
      const seat = { account: teamsId, person: name, surface: 'private' } as const;
      const { id } = teams.activity(seat, {}).conversation;
      return chatter(
        () =>
          [...teams.connector.messages.values()]
            .filter(({ activity }) => activity.conversation.id === id)
            .map(({ activity: { text, attachments } }) => text ?? JSON.stringify(attachments)),
        async (text) => {
          // Without an identity nobody signs what is sent.
          const response = await fetch(`${url}/api/messages/${teamsId}`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(teams.activity(seat, { text, textFormat: 'plain' })),
          });
          const answer = await response.text();
          if (response.status !== 200) throw new Error(`what ${name} said was refused: ${response.status} ${answer}`);
        },
      );
    },
    async close() {
      await teams.close();
      await telegram.close();
      await discord.close();
    },
  };
}

function chatter(said: Chatter['said'], say: Chatter['say']): Chatter {
  return {
    say,
    said,
    async receives(what) {
      const find = () => what.exec(said().join('\n'));
      await until(() => find() !== null).catch((cause) => {
        throw new Error(`${what} is not in ${JSON.stringify(said())}`, { cause });
      });
      return find()?.[1] ?? '';
    },
  };
}
