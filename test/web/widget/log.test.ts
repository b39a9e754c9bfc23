import { resolveObjectURL } from 'node:buffer';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLog } from '../../../web/widget/conversationLog.ts';
import type { Activity } from '../../../web/widget/directLineWire.ts';

/** The activities of a conversation: each turn is what the person wrote and what the bot said. */
function conversation(turns: number): readonly Activity[] {
  return Array.from({ length: turns }, (_, index): readonly Activity[] => [
    fromUser(index + 1),
    fromBot(index + 1, 1),
    fromBot(index + 1, 2),
  ]).flat();
}

const fromUser = (turn: number, choice?: string): Activity => ({
  type: 'message',
  id: `c|${turn}.0`,
  timestamp: '2026-11-24T10:00:00.000Z',
  from: { id: 'me', role: 'user' },
  text: `question ${turn}`,
  ...(choice !== undefined && { value: { choice } }),
  channelData: { clientActivityID: `key-${turn}`, 'webchat:sequence-id': turn },
});

const fromBot = (turn: number, part: number): Activity => ({
  type: 'message',
  id: `c|${turn}.${part}`,
  timestamp: '2026-11-24T10:00:00.000Z',
  from: { id: 'finestreta', role: 'bot' },
  text: `answer ${turn}.${part}`,
  textFormat: 'markdown',
  locale: 'ca',
  channelData: { 'webchat:sequence-id': turn + part / 1_000 },
});

const texts = (log: ReturnType<typeof createLog>) => log.entries().map(({ text }) => text);

describe('the log of a conversation', () => {
  test('holds each message once and in order, whatever comes twice, late or in pieces', () => {
    const all = conversation(6);
    const inAnyOrder = fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
    fc.assert(
      fc.property(inAnyOrder, fc.integer({ min: 1, max: 7 }), (arriving, size) => {
        const log = createLog();
        const said: string[] = [];
        for (let at = 0; at < arriving.length; at += size) {
          said.push(...log.take(arriving.slice(at, at + size)).said.map(({ text }) => text));
        }
        expect(texts(log)).toEqual(all.map(({ text }) => text));
        // And each answer is news exactly once.
        expect(said.sort()).toEqual(
          all
            .filter(({ from }) => from.role === 'bot')
            .map(({ text }) => text)
            .sort(),
        );
      }),
    );
  });

  test('a message keeps its place below until the server confirms it, and is then the same line', () => {
    const log = createLog();
    log.put('key-2', 'question 2', [], 5);
    log.take(conversation(1));
    expect(texts(log)).toEqual(['question 1', 'answer 1.1', 'answer 1.2', 'question 2']);
    expect(log.entries().at(-1)?.state).toBe('sending');
    expect(log.isConfirmed('key-2')).toBe(false);
    log.mark('key-2', 'failed');
    expect(log.entries().at(-1)?.state).toBe('failed');

    // The answer of the server to the post was lost, but it had the message.
    log.take([fromUser(2), fromBot(2, 1)]);
    expect(texts(log)).toEqual(['question 1', 'answer 1.1', 'answer 1.2', 'question 2', 'answer 2.1']);
    expect(log.isConfirmed('key-2')).toBe(true);
    log.mark('key-2', 'failed');
    expect(log.entries().at(3)?.state).toBe('sent');
  });

  test('drops what is older than an erasure, also when it comes later than that', () => {
    const log = createLog();
    const erased = [fromUser(3, 'erase:yes'), fromBot(3, 1)];
    log.take(conversation(2));
    const { said } = log.take(erased);
    expect(texts(log)).toEqual(['question 3', 'answer 3.1']);
    expect(said.map(({ text }) => text)).toEqual(['answer 3.1']);
    const reloaded = createLog();
    reloaded.take([...conversation(2), ...erased, fromUser(4)]);
    expect(texts(reloaded)).toEqual(['question 3', 'answer 3.1', 'question 4']);
  });

  test('forgets a conversation and keeps what was not sent', () => {
    const log = createLog();
    log.take(conversation(1));
    log.put('key-9', 'unsent', [{ name: 'photo.png', url: null }], 5);
    log.forgetConfirmed();
    expect(log.entries()).toMatchObject([{ text: 'unsent', files: [{ name: 'photo.png', url: null }] }]);
    log.clear();
    expect(log.entries()).toEqual([]);
  });

  test('holds files of this device as long as it shows them', () => {
    const log = createLog();
    const putFile = (key: string) => {
      const url = URL.createObjectURL(new Blob(['x']));
      log.put(key, '', [{ name: 'photo.png', url }], 5);
      return url;
    };
    const isHeld = (urls: readonly string[]) => urls.map((url) => resolveObjectURL(url) !== undefined);
    const attachments = [{ contentUrl: 'https://a/photo.png', name: 'photo.png' }];
    const urls = [putFile('key-1'), putFile('key-2'), putFile('key-9')];
    log.take([{ ...fromUser(1), attachments }, fromUser(2)]);
    // The server did not keep the second one.
    expect(isHeld(urls)).toEqual([true, false, true]);
    log.forgetConfirmed();
    expect(isHeld(urls)).toEqual([false, false, true]);
    log.clear();
    expect(isHeld(urls)).toEqual([false, false, false]);
  });

  test('leaves aside what is no message, and says what was not news', () => {
    const log = createLog();
    expect(log.take([{ type: 'typing', from: { id: 'finestreta', role: 'bot' } }])).toEqual({
      said: [],
      isNews: false,
    });
    expect(log.take([fromUser(1)]).isNews).toBe(true);
    expect(log.take([fromUser(1)]).isNews).toBe(false);
  });

  test('reads choices and files, and never takes a person for the bot', () => {
    const log = createLog();
    log.take([
      {
        ...fromBot(1, 1),
        suggestedActions: {
          actions: [{ title: 'Padró', value: { choice: 'entry:padro.alta' } }, { title: 'Strange' }],
        },
        attachments: [{ contentUrl: 'https://a/b', name: 'b.pdf' }],
      },
      { type: 'message', from: { id: 'somebody' }, text: '**hi**', textFormat: 'markdown' },
    ]);
    expect(log.entries()).toMatchObject([
      {
        from: 'bot',
        choices: [{ label: 'Padró', value: 'entry:padro.alta' }],
        files: [{ name: 'b.pdf', url: 'https://a/b' }],
      },
      { from: 'user', text: '**hi**', isMarkdown: false },
    ]);
  });

  test('shows what was said of an answer below it, and not as a line', () => {
    const log = createLog();
    const answer = { ...fromBot(1, 1), channelData: { 'webchat:sequence-id': 1.001, answers: 'padro.alta' } };
    log.take([fromUser(1), answer]);
    expect(log.take([fromUser(2, 'useless:padro.alta')])).toMatchObject({ isNews: true, said: [] });
    expect(log.take([fromUser(2, 'useless:padro.alta')])).toMatchObject({ isNews: false });
    expect(log.entries().map(({ rated }) => rated)).toEqual([null, 'useless:padro.alta']);
    expect(log.isConfirmed('key-2')).toBe(true);
    // Given again, it is an answer of its own.
    log.take([{ ...answer, id: 'c|3.1', channelData: { 'webchat:sequence-id': 3.001, answers: 'padro.alta' } }]);
    log.take([fromUser(4, 'useful:padro.alta')]);
    expect(log.entries().map(({ rated }) => rated)).toEqual([null, 'useless:padro.alta', 'useful:padro.alta']);
  });
});
