import { describe, expect, test } from '@jest/globals';
import { openPost } from './post.ts';

const pace = { perSecond: 10, betweenMs: 1_000, burst: 2 };
const chats = (count: number) => Array.from({ length: count }, (_, index) => `chat ${index}`);

/** Most times in any second. */
const maxInASecond = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));

describe('a platform’s pace', () => {
  test('is kept below by each account, however many wait, and every message arrives', async () => {
    const post = openPost(['desk', 'library'], pace);
    for (const account of ['desk', 'library']) {
      for (const chat of chats(60)) await post.say(account, chat, '/help');
    }
    const { stop } = post.startProcess();
    const start = post.clock.now();
    await post.pass(30_000);
    for (const account of ['desk', 'library']) {
      const times = post.sentBy(account).map(({ at }) => at);
      expect(times).toHaveLength(120);
      expect(maxInASecond(times)).toBeLessThanOrEqual(10);
      // Smoothly, at four fifths of what is allowed.
      expect((times.at(-1) ?? 0) - start).toBeLessThan((120 / 8) * 1_000 + 1_000);
    }
    await stop();
  });

  test('leaves an answer in two parts together, and spreads what one conversation gets beyond that', async () => {
    const post = openPost(['desk'], pace);
    await post.say('desk', 'ana', '/help');
    const { stop } = post.startProcess();
    const start = post.clock.now();
    await post.settled();
    expect(post.sent).toHaveLength(2);
    for (let index = 0; index < 4; index++) await post.say('desk', 'ana', '/help');
    await post.pass(10_000);
    expect(post.sent.map(({ at }) => at - start)).toEqual([0, 0, 1_000, 2_000, 3_000, 4_000]);
    await stop();
  });

  test('is shared fairly: anybody who has many messages waiting goes last with most of them', async () => {
    const post = openPost(['desk'], { ...pace, betweenMs: 0 });
    for (let index = 0; index < 30; index++) await post.say('desk', 'chatty', '/help');
    for (const chat of chats(10)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.pass(60_000);
    const order = post.sent.map(({ chat }) => chat);
    const othersDone = order.findLastIndex((chat) => chat !== 'chatty');
    expect(order).toHaveLength(51);
    expect(order.slice(0, othersDone).filter((chat) => chat === 'chatty').length).toBeLessThan(6);
    await stop();
  });

  test('lets somebody who writes now in between, while hundreds wait', async () => {
    const post = openPost(['desk'], pace);
    for (const chat of chats(100)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.pass(5_000);
    expect(post.sent.length).toBeLessThan(100);
    const now = post.clock.now();
    await post.say('desk', 'ana', '/help');
    await post.pass(20_000);
    const [first] = post.sent.filter(({ chat }) => chat === 'ana');
    expect((first?.at ?? Number.POSITIVE_INFINITY) - now).toBeLessThan(4_000);
    await post.pass(30_000);
    expect(post.sent).toHaveLength(202);
    expect(await post.waiting()).toBe(0);
    await stop();
  });

  test('costs no attempt', async () => {
    const post = openPost(['desk'], pace);
    for (const chat of chats(100)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.pass(60_000);
    expect(post.store.tasks().filter(({ status, attempts }) => status !== 'done' || attempts > 0)).toEqual([]);
    expect(post.reports.filter(({ outcome }) => outcome !== 'sent')).toEqual([]);
    await stop();
  });
});
