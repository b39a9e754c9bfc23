import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { platform } from '../../../adapters/discord/index.ts';
import type { StaffMessage } from '../../../src/core/ports/staffInbox.ts';
import { until } from '../../contract/coordination/until.ts';
import { type Desk, openDesk, token } from './support/desk.ts';
import type { Chat } from './support/world.ts';

const guild = '700000000000000001';
const messageContent = 1 << 18;
const { signal } = new AbortController();

let desk: Desk;
let office: Chat;
let received: StaffMessage[];
let answer: string | null;

beforeEach(async () => {
  received = [];
  answer = null;
  const channel = '700000000000000077';
  desk = await openDesk({
    settings: { staff: { channel } },
    change: (deps) => ({
      ...deps,
      onStaffMessage: async (words) => {
        received.push(words);
        return answer;
      },
    }),
    before: ({ world }, bot) => {
      office = world.chat({ id: channel, type: 0, guild });
      Object.assign(bot, { flags: messageContent });
    },
  });
  await desk.discord.gateway.connected(token);
});
afterEach(() => desk.close());

const inboxChannel = () => {
  const { staffInboxChannel } = desk.opened;
  if (staffInboxChannel === undefined) throw new Error('the account has a place of staff');
  return staffInboxChannel;
};
const openThread = async () =>
  desk.discord.world.chats.get(await inboxChannel().open('7KQ4-M2XB · Oficina', signal)) as Chat;
const writeIn = (chat: Chat, text: string) => desk.discord.people.write({ ...desk.square, chat }, text);

describe('a Discord channel with threads as the place of staff', () => {
  test('opens a thread for a case, and posts plain words in it that mean nothing else there', async () => {
    const thread = await openThread();
    expect(thread).toMatchObject({ parent: office.id, type: 11 });
    await inboxChannel().post(thread.id, 'Ciutadania: **hola** @everyone [banc](https://a.cat)', signal);
    const [message] = desk.said(thread);
    expect(message?.content).toContain('\\*\\*hola\\*\\*');
    await inboxChannel().post(thread.id, 'à'.repeat(2_500), signal);
    expect(desk.said(thread).map(({ content }) => content.length)).toEqual([expect.any(Number), 1_000, 1_000, 500]);
  });

  test('hands in what is written in a thread, with who wrote it, and answers there', async () => {
    const thread = await openThread();
    answer = 'Nota desada.';
    const written = writeIn(thread, '/note és gran');
    await until(() => desk.said(thread).length > 0);
    expect(received).toEqual([
      {
        ...{ tenant: 'default', inbox: 'desk', channel: 'discord', thread: thread.id, person: written.author.id },
        ...{ id: written.id, text: '/note és gran', hasFiles: false },
      },
    ]);
    expect(desk.said(thread)[0]).toMatchObject({ content: 'Nota desada.', answers: written.id });
  });

  test('is never taken for citizens: neither words, nor what names the bot, nor changes', async () => {
    const thread = await openThread();
    const first = writeIn(thread, `<@${desk.bot.id}> hola`);
    await until(() => received.length === 1);
    desk.discord.people.edit({ ...desk.square, chat: thread }, first, `<@${desk.bot.id}> adéu`);
    writeIn(office, `<@${desk.bot.id}> fora dels fils`);
    await until(() => received.length === 2);
    expect(received.map(({ thread: of }) => of)).toEqual([thread.id, null]);
    expect(desk.house.taken).toEqual([]);
  });

  test('leaves the rest of the server as it was', async () => {
    await desk.answers(() => desk.discord.people.write(desk.square, `<@${desk.bot.id}> un paper del padró`));
    expect(desk.house.taken).toHaveLength(1);
    expect(received).toEqual([]);
  });

  test('closes a thread, opens it again and takes it away, also one that is gone', async () => {
    const thread = await openThread();
    await inboxChannel().setStatus(thread.id, 'closed', signal);
    await inboxChannel().setStatus(thread.id, 'open', signal);
    await inboxChannel().remove(thread.id, signal);
    expect(desk.discord.world.chats.has(thread.id)).toBe(false);
    await inboxChannel().remove(thread.id, signal);
    await expect(inboxChannel().post(thread.id, 'hi ha algú?', signal)).rejects.toMatchObject({
      code: 'platform.refused',
    });
  });
});

test('settings name a channel by its id', () => {
  expect(platform.readSettings({ staff: { channel: '700000000000000077' } })).toMatchObject({ readThreads: false });
  expect(() => platform.readSettings({ staff: { channel: 'casos' } })).toThrow(/staff.channel/);
});
