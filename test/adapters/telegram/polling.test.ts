import { afterEach, describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../src/core/ports/adapter.ts';
import { createLocalLeases } from '../../../src/store/local/leases.ts';
import { until } from '../../contract/coordination/until.ts';
import { type Desk, type DeskOptions, openDesk } from './support/desk.ts';
import { type NewUpdate, startBotApi } from './support/fakeBotApi.ts';
import { privateChat, says } from './support/people.ts';

const [ana, pau] = [privateChat(11), privateChat(12)];
const desks: Desk[] = [];

async function desk(options: DeskOptions = {}): Promise<Desk> {
  const made = await openDesk(options);
  desks.push(made);
  return made;
}

afterEach(async () => {
  // The first one has the platform.
  for (const each of desks.splice(0).reverse()) await each.close();
});

/** A gate that holds deliveries until they are let through or sent away. */
function createGate() {
  const waiting = new Map<string, { let: () => void; refuse: () => void }>();
  return {
    take: ({ inbound }: Delivery) =>
      new Promise<void>((resolve, reject) => {
        const text = 'text' in inbound.content ? inbound.content.text : '';
        waiting.set(text, { let: resolve, refuse: () => reject(new Error('the store is down')) });
      }),
    has: (text: string) => waiting.has(text),
    let: (text: string) => waiting.get(text)?.let(),
    refuse: (text: string) => waiting.get(text)?.refuse(),
  };
}

describe('updates are forgotten by the platform once they are durable', () => {
  test('and not while they are being taken', async () => {
    const gate = createGate();
    const { bot, open } = await desk({ take: gate.take });
    await open();
    const number = await bot.bring(says(ana, 'one'));
    await until(() => gate.has('one'));
    expect(Math.max(...bot.offsets)).toBeLessThanOrEqual(number);
    expect(bot.unconfirmed()).toEqual([number]);
    gate.let('one');
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(bot.offsets.at(-1)).toBe(number + 1);
  });

  test('nor those that come behind one that failed; all of it comes again', async () => {
    let isDown = true;
    const { bot, open, texts, log } = await desk({
      take: async ({ inbound: { content } }) => {
        if (isDown && 'text' in content && content.text === 'two') throw new Error('the store is down');
      },
    });
    const numbers = await bot.bringAll([says(ana, 'one'), says(ana, 'two'), says(pau, 'other'), says(ana, 'three')]);
    await open();
    await until(() => log.lines.some(({ level }) => level === 'warn'));
    expect(texts().toSorted()).toEqual(['one', 'other']);
    isDown = false;
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(bot.offsets).toContain(numbers[1]);
    // What was durable already came once more, which the engine sees by its id.
    expect(texts().slice(2).toSorted()).toEqual(['other', 'three', 'two']);
  });

  test('and an id that begins again after a quiet week is not missed', async () => {
    const { bot, open } = await desk();
    bot.holdFor(20);
    await open();
    const number = await bot.bring(says(ana, 'one'));
    await bot.until(() => bot.offsets.at(-1) === number + 1);
    await bot.until(() => bot.offsets.at(-1) === 0);
  });
});

describe('order', () => {
  test('is kept in a chat, and chats don’t wait for each other', async () => {
    const gate = createGate();
    const { bot, open, texts } = await desk({ take: gate.take });
    await bot.bringAll([says(ana, 'a1'), says(ana, 'a2'), says(pau, 'p1'), says(pau, 'p2')]);
    await open();
    await until(() => gate.has('a1') && gate.has('p1'));
    expect([gate.has('a2'), gate.has('p2')]).toEqual([false, false]);
    gate.let('p1');
    await until(() => gate.has('p2'));
    gate.let('p2');
    gate.let('a1');
    await until(() => gate.has('a2'));
    gate.let('a2');
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(texts()).toEqual(['p1', 'p2', 'a1', 'a2']);
  });

  test('is kept in a batch of more than a hundred', async () => {
    const { bot, open, texts } = await desk();
    const all = Array.from({ length: 250 }, (_, index) => `${index}`);
    await bot.bringAll(all.map((text) => says(ana, text)));
    await open();
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(texts()).toEqual(all);
  });
});

describe('closing', () => {
  test('waits for what is under way, and takes nothing more', async () => {
    const gate = createGate();
    const { bot, open, texts } = await desk({ take: gate.take });
    await bot.bringAll([says(ana, 'one'), says(ana, 'two')]);
    const account = await open();
    await until(() => gate.has('one'));
    let isClosed = false;
    const closing = account.close().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    gate.let('one');
    await closing;
    expect(texts()).toEqual(['one']);
    expect(gate.has('two')).toBe(false);
  });

  test('ends a request that the platform holds, and one that is waiting to be repeated', async () => {
    const { bot, open } = await desk();
    const held = await open();
    await bot.until(() => bot.offsets.length > 0);
    await held.close();
    bot.alwaysFault(/^getUpdates$/, { kind: 'status', status: 500, description: 'Internal', parameters: {} });
    const failing = await open();
    await until(() => bot.offsets.length > 0);
    await failing.close();
  });
});

describe('two processes', () => {
  test('under one lease: one of them fetches, and the other goes on when it ends', async () => {
    const leases = createLocalLeases(Date.now);
    const api = await startBotApi();
    const first = await desk({ beside: { api, leases } });
    const second = await desk({ beside: { api, leases } });
    const { bot } = first;
    const opened = await first.open();
    await second.open();
    await bot.bring(says(ana, 'one'));
    await bot.until(() => bot.unconfirmed().length === 0);
    expect([first.texts(), second.texts()]).toEqual([['one'], []]);
    expect(first.log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
    await opened.close();
    await bot.bring(says(ana, 'two'));
    await until(() => second.texts().length > 0);
    expect([first.texts(), second.texts()]).toEqual([['one'], ['two']]);
    for (const each of desks.splice(0)) await each.close();
    await api.close();
  });

  test('with one token and no common lease: each is sent away in turn, says so, and nothing is lost', async () => {
    const { bot, open, texts, log } = await desk();
    await open();
    await bot.until(() => bot.offsets.length > 0);
    // Somebody else asks once: the request that is held is answered with a conflict.
    const unknownSender = bot.asUnknownSender();
    await until(() => log.lines.some(({ fields }) => fields.status === 409));
    expect(log.lines.at(-1)?.message).toMatch(/another program polls/);
    await unknownSender;
    await bot.bring(says(ana, 'one'));
    await bot.until(() => bot.unconfirmed().length === 0);
    expect(texts()).toEqual(['one']);
  });
});

describe('the platform', () => {
  const answers = (status: number, parameters = {}) =>
    ({ kind: 'status', status, description: 'no', parameters }) as const;

  test.each([
    ['fails', answers(502)],
    ['has us wait', answers(429, { retry_after: 0 })],
    ['breaks off', { kind: 'cut' } as const],
  ])('%s: it is asked again', async (_name, problem) => {
    const { bot, open, texts, failed } = await desk();
    void bot.problem(/^getUpdates$/, problem);
    await open();
    await bot.bring(says(ana, 'one'));
    await until(() => texts().length > 0);
    expect(failed).toEqual([]);
  });

  test('no longer knows the token: the account says that it fails, and stops asking', async () => {
    const { bot, open, failed } = await desk();
    bot.alwaysFault(/^getUpdates$/, answers(401));
    await open();
    await until(() => failed.length > 0);
    expect(failed.map(({ code, message }) => [code, message])).toEqual([
      ['platform.refused', expect.stringContaining('@BotFather')],
    ]);
  });

  test('still has an address to bring updates to: it is taken away first', async () => {
    const before = await desk({ receive: 'webhook' });
    await (await before.open()).close();
    expect(before.bot.webhook).not.toBeNull();
    const after = await desk({ beside: { api: before.api, leases: createLocalLeases(Date.now) } });
    await after.open();
    await after.bot.bring(says(ana, 'one'));
    await until(() => after.texts().length > 0);
    expect(after.bot.webhook).toBeNull();
  });
});

test('an update that nobody can read does not hold up the others, and is not logged', async () => {
  const { bot, open, texts, log } = await desk();
  // @ts-expect-error Telegram's updates have a chat: this one is broken.
  const unreadable: NewUpdate = { message: { text: 'broken and private', chat: null } };
  await bot.bringAll([unreadable, says(ana, 'one')]);
  await open();
  await bot.until(() => bot.unconfirmed().length === 0);
  expect(texts()).toEqual(['one']);
  expect(JSON.stringify(log.lines)).not.toContain('broken and private');
});
