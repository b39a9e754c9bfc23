import { afterEach, describe, expect, test } from '@jest/globals';
import { componentsOf } from '../../../adapters/discord/choices.ts';
import { type Desk, type DeskOptions, openDesk, token } from './support/desk.ts';
import { snowflake } from './support/snowflake.ts';
import type { Component } from './support/world.ts';

let desk: Desk;

const open = async (options: DeskOptions = {}) => {
  desk = await openDesk(options);
  return desk;
};

afterEach(() => desk.close());

const piecesOf = (components: readonly Component[]) => components.flatMap((row) => row.components ?? []);

describe('a conversation of one’s own', () => {
  test('asks, offers buttons, takes the press, answers, and shows what was chosen', async () => {
    const { alone, said, answers, discord, house } = await open();
    await answers(() => discord.people.write(alone, 'un paper del padró'));
    const question = said(alone.chat).at(-1);
    if (!question) throw new Error('a question expected');
    const offered = piecesOf(question.components);
    expect(offered.slice(0, 2).map(({ type, label, custom_id }) => ({ type, label, custom_id }))).toEqual([
      { type: 2, label: 'title of padro.alta ca', custom_id: 'c:entry:padro.alta' },
      { type: 2, label: 'title of padro.certificat ca', custom_id: 'c:entry:padro.certificat' },
    ]);

    let token = '';
    const { delivery } = await answers(() => {
      token = discord.people.press(alone, question, 'c:entry:padro.certificat');
    });
    expect(delivery.inbound.content).toEqual({
      kind: 'choice',
      value: 'entry:padro.certificat',
      text: 'title of padro.certificat ca',
    });
    // Acknowledged once, without "is thinking".
    expect(discord.world.pending.get(token)?.callbacks).toEqual([6]);
    expect(said(alone.chat).at(-1)?.content).toContain('padro.certificat ca');
    await house.sees(() => piecesOf(question.components).every(({ disabled }) => disabled === true));
    expect(piecesOf(question.components).map(({ style }) => style === 1)).toEqual(
      offered.map(({ custom_id }) => custom_id === 'c:entry:padro.certificat'),
    );
  });

  test('takes what was chosen from a menu', async () => {
    const { alone, answers, discord, bot } = await open();
    const choices = Array.from({ length: 12 }, (_, index) => ({ label: `Tema ${index}`, value: `locale:${index}` }));
    const components = componentsOf([...choices, { label: 'English', value: 'locale:en' }], new Uint8Array(32));
    const author = { id: bot.id, username: bot.name, bot: true };
    const menu = discord.world.say({ chat: alone.chat.id, author, content: 'which?', components: components });
    const { delivery } = await answers(() => discord.people.press(alone, menu, 'c:locale:en'));
    expect(delivery.inbound.content).toEqual({ kind: 'choice', value: 'locale:en', text: 'English' });
  });

  test('takes a change as a change, and no preview or pin for one', async () => {
    const { alone, answers, discord, house } = await open();
    let id = '';
    await answers(() => {
      id = discord.people.write(alone, "Com m'empadronu").id;
    });
    const message = discord.world.find(id);
    if (!message) throw new Error('it was written');
    discord.people.announce(alone, 'MESSAGE_UPDATE', message);
    const { delivery } = await answers(() => discord.people.edit(alone, message, "Com m'empadrono"));
    expect(delivery.inbound.content).toEqual({ kind: 'edit', of: id, text: "Com m'empadrono" });
    discord.people.announce(alone, 'MESSAGE_UPDATE', message);
    await answers(() => discord.people.write(alone, 'moltes gràcies'));
    expect(house.taken.map(({ receipt: { duplicate } }) => duplicate)).toEqual([false, false, true, false]);
  });

  test('names what it cannot resumeState, and why', async () => {
    const { alone, answers, discord, house } = await open({ settings: { fileBytes: 1_000 } });
    const file = (filename: string, text: string) => ({
      ...{ id: snowflake(), filename, content_type: 'image/png', bytes: Buffer.from(text) },
    });
    const files = [file('large.pdf', `%PDF-${'x'.repeat(2_000)}`), file('a.png', 'no picture at all')];
    const { delivery } = await answers(() => discord.people.write(alone, 'the receipt', { files }));
    expect(delivery.inbound.content).toEqual({
      ...{ kind: 'files', files: [], text: 'the receipt' },
      notKept: [
        { what: 'photo', why: 'too-large' },
        { what: 'photo', why: 'file-type' },
      ],
    });
    house.kept.refusal = 'no-space';
    const full = await answers(() => discord.people.write(alone, '', { files: [file('a.pdf', '%PDF-1.4')] }));
    expect(full.delivery.inbound.content).toMatchObject({ notKept: [{ what: 'photo', why: 'no-space' }] });
    const unknown = await answers(() => discord.people.write(alone, ''));
    expect(unknown.delivery.inbound.content).toEqual({ kind: 'files', files: [], text: '' });
  });

  test('takes what was written into a form', async () => {
    const { alone, answers, discord } = await open();
    const { delivery } = await answers(() => discord.people.submit(alone, ['Carrer Major, 1', '', 'Un fanal trencat']));
    expect(delivery.inbound.content).toEqual({ kind: 'text', text: 'Carrer Major, 1\nUn fanal trencat' });
  });

  test('does not go on thinking about a form that says nothing', async () => {
    const { alone, said, discord, house } = await open();
    await discord.gateway.connected(token);
    const form = discord.people.submit(alone, ['', '']);
    await house.sees(() => discord.requests.some((each) => each.startsWith('DELETE ')));
    expect(discord.world.pending.get(form)?.callbacks).toEqual([5]);
    expect(said(alone.chat)).toEqual([]);
    expect(house.taken).toEqual([]);
  });
});

describe('commands', () => {
  test('are in the menu in three languages, written to Discord only when they changed', async () => {
    const { bot, house } = await open();
    await house.sees(() => bot.writes === 1);
    expect(bot.commands).toMatchObject([
      {
        type: 1,
        name: 'ajuda',
        name_localizations: { 'es-ES': 'ayuda', 'es-419': 'ayuda', 'en-GB': 'help', 'en-US': 'help' },
        description: 'Què puc fer',
        description_localizations: { 'es-ES': 'Qué puedo hacer', 'en-US': 'What I can do' },
      },
    ]);
    const { requests } = desk.discord;
    const looks = () => requests.filter((each) => /^GET .*\/commands/.test(each)).length;
    const before = looks();
    await house.restart();
    await house.sees(() => looks() > before);
    await desk.answers(() => desk.discord.people.write(desk.alone, 'moltes gràcies'));
    expect(bot.writes).toBe(1);
    bot.commands = [{ ...bot.commands[0], description: 'something else' }];
    await house.restart();
    await house.sees(() => bot.writes === 2);
  });

  test('are taken in the person’s language, and answered in the place of "is thinking"', async () => {
    const { alone, answers, said, discord } = await open();
    let token = '';
    const { delivery } = await answers(() => {
      token = discord.people.command(alone, 'ajuda', 'es-ES');
    });
    expect(delivery.inbound).toMatchObject({ content: { kind: 'text', text: '/ayuda' }, localeHint: 'es' });
    const pending = discord.world.pending.get(token);
    expect(pending?.callbacks).toEqual([5]);
    const [first, ...others] = said(alone.chat);
    // No longer "is thinking", and no picture of the pages that it links to.
    expect(first).toMatchObject({ id: pending?.original, flags: 4 });
    expect(first?.content).not.toBe('');
    expect(others.every(({ flags }) => flags === 4)).toBe(true);
  });

  test('are answered days later by a message of its own', async () => {
    const { alone, answers, said, discord, house } = await open();
    const { receipt } = await answers(() => discord.people.command(alone, 'ajuda', 'fr'));
    house.clock.advance(100 * 365 * 86_400_000);
    await house.announce(receipt.conversation, { text: 'We have an answer for you.', files: [] });
    const before = discord.requests.filter((each) => each.includes('/webhooks/')).length;
    await house.deliver();
    expect(said(alone.chat).at(-1)?.content).toBe('We have an answer for you.');
    expect(discord.requests.filter((each) => each.includes('/webhooks/'))).toHaveLength(before);
  });

  test('are answered to anybody who called, where the bot may not write', async () => {
    const { square, answers, said, discord } = await open();
    square.chat.may = { ...square.chat.may, write: false };
    const { delivery, receipt } = await answers(() => discord.people.command(square, 'ajuda', 'en-GB'));
    expect(delivery).toMatchObject({ surface: 'public', inbound: { content: { text: '/help' } } });
    const turns = await desk.house.turns(receipt.conversation);
    expect(said(square.chat)).toHaveLength(turns.flatMap(({ outbound }) => outbound).length);
  });
});
