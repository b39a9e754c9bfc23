import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { readCode, searchedCode, showCode, toCode } from '../../../src/core/journal/transferCode.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { InboundContent, Surface } from '../../../src/core/model/message.ts';
import { accountWith } from '../../support/account.ts';
import { openBench } from '../../support/engine.ts';

const web = accountWith({ id: 'web' });
const chat = accountWith({ id: 'chat', links: { ...web.links, start: 'https://chat.example/?start={code}' } });

/** Two accounts over one journal; what is said in each, and what the bot said last. */
function open() {
  const bench = openBench(web);
  let number = 0;
  const say = async (
    account: Account,
    place: string,
    words: string | InboundContent,
    surface: Surface = 'private',
    person: string | null = place,
  ) => {
    number += 1;
    const content: InboundContent = typeof words === 'string' ? { kind: 'text', text: words } : words;
    const inbound = { id: `m${number}`, content, localeHint: null };
    const delivery = { account, platformConversation: place, surface, person, address: null, inbound };
    const { conversation, revision } = await bench.engine.receive(delivery);
    const commit = bench.store
      .commits()
      .find((each) => each.conversation === conversation && each.revision === revision);
    if (commit === undefined) throw new Error('the turn must be in the journal');
    const opened = await bench.deps.sealer.open(commit);
    return { ...commit, delivery, texts: opened?.outbound.map(({ text }) => text) ?? [] };
  };
  const move = async (account: Account, place: string) => {
    const { texts } = await say(account, place, { kind: 'choice', value: 'command:move', text: 'Move' });
    return texts.join(' ').split(' ').at(-1) ?? '';
  };
  return { ...bench, say, move };
}

describe('a conversation is taken along by a one-time code', () => {
  test('with its language and what was on offer, and both are tied in the journal', async () => {
    const { say, move } = open();
    const first = await say(web, 'w', 'how do i register');
    const code = await move(web, 'w');
    const there = await say(chat, 'c', code.toLowerCase().replace('-', ' '));
    expect(there.events).toContainEqual({
      type: 'conversation.transferred',
      from: first.conversation,
      account: 'web',
    });
    expect(there.state).toMatchObject({ language: { locale: 'en' }, introduced: true, offered: ['command:help'] });
    expect(there.texts[0]).toMatch(/^continued en/);
  });

  test('once: who comes second is told so, and who took it may say it again', async () => {
    const { say, move } = open();
    const code = await move(web, 'w');
    await say(chat, 'c', code);
    expect((await say(chat, 'thief', { kind: 'continue', code, text: '' })).texts).toContain('codeUnknown ca');
    expect((await say(chat, 'late', code)).texts).toContain('codeUnknown ca');
    expect((await say(chat, 'c', code)).texts[0]).toMatch(/^continued/);
  });

  test('by one of two who write it at the same moment', async () => {
    const { say, move } = open();
    const code = await move(web, 'w');
    const both = await Promise.all(['a', 'b'].map((place) => say(chat, place, { kind: 'continue', code, text: '' })));
    expect(both.filter(({ texts }) => texts.some((text) => text.startsWith('continued')))).toHaveLength(1);
  });

  test('for an hour', async () => {
    const { say, move, clock } = open();
    const code = await move(web, 'w');
    clock.advance(60 * 60_000);
    expect((await say(chat, 'c', { kind: 'continue', code, text: '' })).texts).toContain('codeUnknown ca');
  });

  test('also when the process ended before the code was made good, or before the new turn was stored', async () => {
    const { say, move, deps } = open();
    const offering = createEngine({
      ...deps,
      runSideEffect: () => Promise.reject(new Error('the process ended here')),
    });
    const { delivery } = await say(web, 'w', 'blah');
    const inbound = {
      id: 'x',
      content: { kind: 'choice', value: 'command:move', text: '' },
      localeHint: null,
    } as const;
    const { conversation, revision } = await offering.receive({ ...delivery, inbound });
    const code = deps.channelTransfers.codeOf(conversation, revision);
    expect((await say(chat, 'c', { kind: 'continue', code, text: '' })).texts).toContain('codeUnknown ca');
    const [commit] = await deps.journal.read(conversation, revision - 1, 1);
    if (commit === undefined) throw new Error('the turn must be in the journal');
    await deps.runSideEffect({ type: 'offer-transfer-code', boundTo: null }, commit);
    await deps.runSideEffect({ type: 'offer-transfer-code', boundTo: null }, commit);
    expect((await say(chat, 'c', { kind: 'continue', code, text: '' })).texts[0]).toMatch(/^continued/);

    const again = await move(web, 'w2');
    let fails = true;
    const broken = createEngine({
      ...deps,
      journal: {
        ...deps.journal,
        append: (given) => (fails ? Promise.reject(new Error('the process ended here')) : deps.journal.append(given)),
      },
    });
    const message = { ...delivery, account: chat, platformConversation: 'd' };
    const brought = { id: 'y', content: { kind: 'continue', code: again, text: '' }, localeHint: null } as const;
    await expect(broken.receive({ ...message, inbound: brought })).rejects.toThrow('the process ended here');
    fails = false;
    await broken.receive({ ...message, inbound: brought });
    expect((await say(chat, 'd', 'blah')).state).toMatchObject({ introduced: true });
  });

  test('brings nothing of what was erased', async () => {
    const { say, move } = open();
    await say(web, 'w', 'how do i register');
    const code = await move(web, 'w');
    await say(web, 'w', { kind: 'choice', value: 'erase:yes', text: '' });
    const there = await say(chat, 'c', { kind: 'continue', code, text: '' });
    expect(there.texts).toEqual(['continued en']);
  });
});

describe('a question in a public place', () => {
  test('about one’s own data goes on in private, where it is not asked again', async () => {
    const { say } = open();
    const text = 'How do I register, my ID is 12345678Z';
    const asked = await say(chat, 'group/ann', text, 'public', 'ann');
    expect(asked.texts.join('\n')).not.toContain('12345678Z');
    const code = /start=(\w{8})/.exec(asked.texts.at(-1) ?? '')?.[1] ?? '';
    // Who else reads the code there can do nothing with it, on this account or another.
    for (const [account, place] of [
      [chat, 'bob'],
      [web, 'ann'],
    ] as const) {
      expect((await say(account, place, { kind: 'continue', code, text: '' })).texts).toContain('codeUnknown ca');
    }
    const there = await say(chat, 'ann', { kind: 'continue', code, text: '' });
    expect(there.events).toContainEqual(expect.objectContaining({ type: 'question.understood' }));
    expect(there.texts[0]).toMatch(/^continued/);
  });

  test.each<[string, string | InboundContent]>([
    ['by a button', { kind: 'choice', value: 'entry:tributs.ibi', text: 'title of tributs.ibi en' }],
    ['by its number', '1'],
  ])('that was picked %s is read on in private', async (_, picked) => {
    const { say } = open();
    await say(chat, 'group/ann', 'taxes or papers', 'public', 'ann');
    const asked = await say(chat, 'group/ann', picked, 'public', 'ann');
    expect(asked.texts).toEqual([expect.stringMatching(/^Begins\.\n\nreadOn en privateByLink en /)]);
    const code = /start=(\w{8})/.exec(asked.texts.at(-1) ?? '')?.[1] ?? '';
    const there = await say(chat, 'ann', { kind: 'continue', code, text: '' });
    expect(there.texts).toEqual(['continued en', 'Begins.\n\nGoes on.']);
  });
});

describe('a code', () => {
  test('is read however it is typed, and never taken for a word', () => {
    expect(['K7QF-2MDX', 'k7qf2mdx', ' k7qf 2mdx ', 'KOQF-2MDl'].map(readCode)).toEqual([
      'K7QF2MDX',
      'K7QF2MDX',
      'K7QF2MDX',
      'K0QF2MD1',
    ]);
    expect(['padrons?', 'empadron', 'K7QF', 'K7QF-2MD!', 'UUUU-1111', ''].map(readCode)).toEqual(Array(6).fill(null));
  });

  test('what is searched for may be a code of letters alone, which as a message is a word', () => {
    expect(['k7qf 2mdx', 'KQFM-MDXB', 'kqfmmdxb'].map(searchedCode)).toEqual(['K7QF-2MDX', 'KQFM-MDXB', 'KQFM-MDXB']);
    expect(['', 'fanal', 'K7QF-2MD!', 'KQFU-MDXB'].map(searchedCode)).toEqual([null, null, null, null]);
  });

  test('is made of a pseudonym and shown in two halves', () => {
    expect(toCode('ABCDEFGHxyz')).toBe('01234567');
    expect(showCode('K7QF2MDX')).toBe('K7QF-2MDX');
    expect(readCode(showCode(toCode('_-9876zyxw')))).toBe(toCode('_-9876zyxw'));
  });
});
