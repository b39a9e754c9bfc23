import type { ChannelDeps, OpenAccount } from '../../../../adapters/adapter.ts';
import { platform } from '../../../../adapters/discord/index.ts';
import type { FakePlatform } from '../../../contract/adapter/fixture.ts';
import { type House, openHouse } from '../../../contract/adapter/house.ts';
import { standIn } from '../../../support/standIn.ts';
import { type FakeDiscord, startDiscord } from './fakeDiscord.ts';
import type { At } from './people.ts';
import type { Bot, Chat, Said } from './world.ts';

/** The whole service around one account of Discord, and the other side. */
export interface Desk {
  readonly discord: FakeDiscord;
  readonly house: House;
  readonly bot: Bot;
  readonly opened: OpenAccount;
  /** Ana in a chat of her own, and in the channel of a server. */
  readonly alone: At;
  readonly square: At;
  /** What the bot said in a chat so far. */
  said(chat: Chat): readonly Said[];
  /** Delivers all that waits. */
  answers(work: () => unknown): ReturnType<House['onStaffMessage']>;
  close(): Promise<void>;
}

export interface DeskOptions {
  readonly settings?: object;
  /** Changes what the channel gets of the rest of the house. */
  readonly change?: (pieces: ChannelDeps) => ChannelDeps;
  /** Prepares Discord before the account is opened. */
  readonly before?: (discord: FakeDiscord, bot: Bot) => void;
}

export const token = 'a-token.that-nobody-may-see';

export async function openDesk({ settings = {}, change = (pieces) => pieces, before }: DeskOptions): Promise<Desk> {
  const discord = await startDiscord();
  const { world, people } = discord;
  const bot = world.bot(token, 'Oficina');
  before?.(discord, bot);
  const fake = standIn<FakePlatform>({
    account: () => ({ settings: { api: `${discord.url}/api`, ...settings }, secrets: { token } }),
    serve() {},
    close: () => discord.close(),
  });
  const changed = { ...platform, createChannel: (pieces: ChannelDeps) => platform.createChannel(change(pieces)) };
  const house = await openHouse({ platform: changed }, fake);
  const person = people.person('ana');
  try {
    const opened = await house.open('desk', 'right');
    return {
      ...{ discord, house, bot, opened },
      alone: { bot, person, chat: world.chat({ type: 1 }) },
      square: { bot, person, chat: world.chat({ type: 0, guild: '700000000000000001' }) },
      said: (chat) => world.said.filter((each) => each.chat === chat.id && each.author.id === bot.id),
      async answers(work) {
        await discord.gateway.connected(token);
        const taken = await house.onStaffMessage(async () => work());
        await house.deliver();
        return taken;
      },
      close: () => house.close(),
    };
  } catch (error) {
    await house.close();
    throw error;
  }
}
