import { platform } from '../../../../adapters/discord/index.ts';
import type { AdapterFixture, FakePlatform, Seat, Shown } from '../../../contract/adapter/fixture.ts';
import { draw } from './dialect.ts';
import { type FakeDiscord, startDiscord } from './fakeDiscord.ts';
import type { At } from './people.ts';
import { snowflake } from './snowflake.ts';
import type { Bot, Said } from './world.ts';

/** Discord under the contract of an adapter. */
export const discordFixture: AdapterFixture = {
  platform,
  knowsRepetitions: true,
  open: async () => createFakePlatform(await startDiscord()),
};

/** Lets Discord stand for any platform: each account has a server with one channel, and a chat with each person. */
function createFakePlatform(discord: FakeDiscord): FakePlatform {
  const { world, people, gateway } = discord;
  const bots = new Map<string, Bot>();
  const squares = new Map<string, string>();
  const alone = new Map<string, string>();

  const botOf = (account: string): Bot => {
    const bot = bots.get(account) ?? world.bot(`token-of-${account}.that-nobody-may-see`, `Bot of ${account}`);
    bots.set(account, bot);
    return bot;
  };
  const chatFor = (chatRefs: Map<string, string>, key: string, given: { type: number; guild: string | null }) => {
    const id = chatRefs.get(key) ?? world.chat(given).id;
    chatRefs.set(key, id);
    return id;
  };
  /** The thread in which somebody's matter is, once the bot has opened one. */
  const threadOf = (square: string, person: string) =>
    [...world.chats.values()].findLast(({ parent, id }) => parent === square && world.find(id)?.author.id === person)
      ?.id;

  function at({ account, person, surface }: Seat): At {
    const somebody = people.person(person);
    const square = chatFor(squares, account, { type: 0, guild: account });
    const own = chatFor(alone, `${account}/${person}`, { type: 1, guild: null });
    const id = surface === 'private' ? own : (threadOf(square, somebody.id) ?? square);
    const chat = world.chats.get(id);
    if (!chat) throw new Error('there is no such chat');
    return { bot: botOf(account), chat, person: somebody };
  }

  const said = (seat: Seat): readonly Said[] => {
    const { chat, bot } = at(seat);
    return world.said.filter((each) => each.chat === chat.id && each.author.id === bot.id);
  };
  const listening = ({ account }: Seat) => gateway.connected(botOf(account).token);
  const forBot = (seat: Seat, text: string) =>
    seat.surface === 'public' ? `<@${botOf(seat.account).id}> ${text}` : text;

  return {
    account(name, secret) {
      const { token } = botOf(name);
      return {
        settings: { api: `${discord.url}/api` },
        secrets: { token: secret === 'right' ? token : 'a-wrong-token-that-nobody-may-see' },
      };
    },
    serve() {},
    async say(seat, text) {
      await listening(seat);
      return people.write(at(seat), forBot(seat, text)).id;
    },
    async chatter(seat, text) {
      await listening(seat);
      people.write(at(seat), text);
    },
    async reply(seat, text) {
      await listening(seat);
      const answers = said(seat).at(-1);
      if (answers) people.write(at(seat), text, { answers });
    },
    async press(seat, label) {
      await listening(seat);
      const message = said(seat).findLast((each) => buttonsOf(each).some((button) => button.label === label));
      const button = message && buttonsOf(message).find((each) => each.label === label);
      if (!message || !button) throw new Error(`no message shows ${label}`);
      people.press(at(seat), message, button.carried);
    },
    async sendFile(seat, file, caption) {
      await listening(seat);
      const own = { id: snowflake(), filename: file.name, content_type: file.type, bytes: file.bytes };
      people.write(at(seat), caption, { files: [own] });
    },
    async edit(seat, message, text) {
      await listening(seat);
      const found = world.find(message);
      if (found) people.edit(at(seat), found, forBot(seat, text));
    },
    async redeliver(account) {
      await gateway.connected(botOf(account).token);
      gateway.sendAgain(botOf(account).token);
    },
    async sayBackwards(seat, first, second) {
      await listening(seat);
      people.write(at(seat), forBot(seat, second));
      people.write(at(seat), forBot(seat, first));
    },
    shown: (seat) => said(seat).map(shownOf),
    typings: (seat) => at(seat).chat.typings,
    fail: (account, fault) => discord.faults.next(botOf(account).token, fault),
    failTyping: (account) => void discord.mute.add(botOf(account).token),
    close: () => discord.close(),
  };
}

function buttonsOf({ components }: Said): readonly { label: string; carried: string }[] {
  const pieces = components.flatMap((row) => row.components ?? []);
  return pieces.flatMap(({ label, custom_id, options }) =>
    options
      ? options.map((option) => ({ label: option.label, carried: option.value }))
      : [{ label: label ?? '', carried: custom_id ?? '' }],
  );
}

/** A message as people see it. */
export function shownOf(message: Said): Shown {
  const { text, bold, links } = draw(message.content);
  // Discord links the web only. An address of mail in brackets behind its words is for people what a link would be.
  const mails = Array.from(text.matchAll(/(\S+) \((\S+@\S+)\)/g), ([, words = '', mail]) => ({
    text: words,
    url: `mailto:${mail}`,
  }));
  return {
    id: message.id,
    text: text.replace(/(\S+) \(\S+@\S+\)/g, '$1'),
    bold,
    links: [...links, ...mails],
    buttons: buttonsOf(message).map(({ label }) => label),
    files: message.files.map(({ filename, bytes }) => ({ name: filename, bytes })),
  };
}
