import { afterEach, describe, expect, test } from '@jest/globals';
import { present } from '../../support/present.ts';
import { type Desk, type DeskOptions, openDesk } from './support/desk.ts';
import type { At } from './support/people.ts';

let desk: Desk;

const open = async (options: DeskOptions = {}) => {
  desk = await openDesk(options);
  return desk;
};

afterEach(() => desk.close());

const mention = (text: string) => `<@${desk.bot.id}> ${text}`;

/** The thread that was opened from a message. */
function threadAt(at: At, message: string): At {
  const chat = desk.discord.world.chats.get(message);
  if (!chat) throw new Error('there is no such thread');
  return { ...at, chat };
}

describe('in a server', () => {
  test('a mention opens a thread for the person’s matter, and all of it goes on there', async () => {
    const { square, answers, said, discord, house } = await open();
    let id = '';
    const first = await answers(() => {
      id = discord.people.write(square, mention("Com m'empadrono")).id;
    });
    expect(first.delivery).toMatchObject({ surface: 'public', inbound: { content: { text: "Com m'empadrono" } } });
    expect(said(square.chat)).toEqual([]);
    const thread = threadAt(square, id);
    expect(said(thread.chat).length).toBeGreaterThan(0);
    expect(said(thread.chat).every(({ answers: answered }) => answered === null)).toBe(true);
    expect(discord.requests.filter((each) => each.endsWith('/threads'))).toHaveLength(1);

    const others = [
      await answers(() => discord.people.write(thread, mention('Mobles vells'))),
      await answers(() => discord.people.command(thread, 'ajuda', 'ca')),
      await answers(() => discord.people.edit(square, present(discord.world.find(id)), mention('Mobles vells'))),
    ];
    expect(others.map(({ receipt }) => receipt.conversation)).toEqual(others.map(() => first.receipt.conversation));
    expect(house.taken).toHaveLength(4);
  });

  test('an answer whose thread somebody has deleted goes to the channel, under the message that began it', async () => {
    const { square, said, discord, house } = await open();
    await discord.gateway.connected(desk.bot.token);
    let id = '';
    await house.onStaffMessage(async () => {
      id = discord.people.write(square, mention("Com m'empadrono")).id;
    });
    expect(discord.world.chats.delete(id)).toBe(true);
    await house.deliver();
    expect(said(square.chat).length).toBeGreaterThan(0);
    expect(said(square.chat).every(({ answers: answered }) => answered === id)).toBe(true);
  });

  test('a mention where the bot may open no thread is answered right there, to that message', async () => {
    const { square, answers, said, discord } = await open();
    square.chat.may = { ...square.chat.may, openThreads: false };
    let id = '';
    const first = await answers(() => {
      id = discord.people.write(square, mention("Com m'empadrono")).id;
    });
    expect(said(square.chat).length).toBeGreaterThan(0);
    expect(said(square.chat).every(({ answers: answered }) => answered === id)).toBe(true);
    const second = await answers(() => discord.people.write(square, mention('Mobles vells')));
    expect(second.receipt.conversation).toBe(first.receipt.conversation);
  });

  test('a mention where the bot may not read what was before is answered without pointing to it', async () => {
    const { square, answers, said, discord } = await open();
    square.chat.may = { write: true, openThreads: false, readHistory: false };
    await answers(() => discord.people.write(square, mention("Com m'empadrono")));
    expect(said(square.chat).length).toBeGreaterThan(0);
    expect(said(square.chat).every(({ answers: answered }) => answered === null)).toBe(true);
  });

  test('a mention in somebody else’s thread is answered in it, each person apart', async () => {
    const { square, answers, said, discord } = await open();
    const chat = discord.world.chat({ type: 11, guild: square.chat.guild, parent: square.chat.id, owner: '1' });
    const ana = await answers(() => discord.people.write({ ...square, chat }, mention('moltes gràcies')));
    const person = discord.people.person('pau');
    const pau = await answers(() => discord.people.write({ ...square, chat, person }, mention('moltes gràcies')));
    expect(said(chat).length).toBeGreaterThan(1);
    expect(ana.receipt.conversation).not.toBe(pau.receipt.conversation);
  });

  test('a bare mention is a greeting; programs, joins and what is for others is nobody’s concern', async () => {
    const { square, answers, discord, house } = await open();
    const program = { ...discord.people.person('program'), bot: true };
    await discord.gateway.connected(desk.bot.token);
    discord.people.write({ ...square, person: program }, mention('moltes gràcies'));
    discord.people.write(square, mention('moltes gràcies'), { type: 7 });
    discord.people.write(square, 'who comes along tonight?');
    const { delivery } = await answers(() => discord.people.write(square, mention('')));
    expect(delivery.inbound.content).toEqual({ kind: 'start' });
    expect(house.taken).toHaveLength(1);
  });
});

describe('threads that the bot reads without a mention', () => {
  const readThreads: DeskOptions = {
    settings: { readThreads: true },
    before: (_, bot) => {
      bot.flags = 1 << 18;
    },
  };

  test('are those that it opened for the person who writes', async () => {
    const { square, answers, discord, house } = await open(readThreads);
    let id = '';
    const first = await answers(() => {
      id = discord.people.write(square, mention("Com m'empadrono")).id;
    });
    const thread = threadAt(square, id);
    const person = discord.people.person('pau');
    discord.people.write(square, 'and this is for nobody');
    discord.people.write({ ...thread, person }, 'I heard that it is easy');
    const second = await answers(() => discord.people.write(thread, 'Mobles vells'));
    expect(second.receipt.conversation).toBe(first.receipt.conversation);
    await house.restart();
    const third = await answers(() => discord.people.write(thread, 'moltes gràcies'));
    expect(third.receipt.conversation).toBe(first.receipt.conversation);
    expect(house.taken).toHaveLength(3);
  });

  test('need an intent that is turned on in the developer portal: the account says so', async () => {
    desk = await open();
    await expect(openDesk({ settings: { readThreads: true } })).rejects.toMatchObject({
      code: 'platform.refused',
      message: expect.stringContaining('Message Content Intent'),
    });
  });
});
