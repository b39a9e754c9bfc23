import { describe, expect, test } from '@jest/globals';
import { AccountOff, PlatformRefused, PlatformUnreachable } from '../../../src/core/model/errors.ts';
import { openPost } from './post.ts';

const never = () => new Promise<never>(() => {});
const minute = 60_000;
const hour = 60 * minute;
const chats = (count: number) => Array.from({ length: count }, (_, index) => `chat ${index}`);

describe('a slow account', () => {
  test('holds no other one, however much waits for it', async () => {
    const post = openPost(['slow', 'quick'], null);
    post.behave('slow', never);
    for (const chat of chats(100)) await post.say('slow', chat, '/help');
    const { stop } = post.startProcess();
    await post.settled();
    await post.say('quick', 'ana', '/help');
    await post.settled();
    expect(post.sentBy('quick').map(({ text }) => text)).toHaveLength(2);
    expect(post.sentBy('slow')).toEqual([]);
    expect(post.counts.maxRunning.get('slow')).toBe(32);
    post.behave('slow', () => 0);
    await post.pass(10 * minute);
    expect(post.sentBy('slow')).toHaveLength(200);
    expect(await post.waiting()).toBe(0);
    await stop();
  });

  test('is given up after half a minute a message, long before another process may try', async () => {
    const post = openPost(['slow'], null);
    let aborted = 0;
    post.behave('slow', ({ signal, message }, attempt) => {
      signal.addEventListener('abort', () => {
        aborted += 1;
      });
      return message.text === 'introduction ca' && attempt === 1 ? never() : 0;
    });
    await post.say('slow', 'ana', '/help');
    const { stop } = post.startProcess();
    await post.pass(29_999);
    expect([post.tried.length, aborted]).toEqual([1, 0]);
    await post.pass(1);
    await post.pass(1_000);
    expect(aborted).toBe(1);
    expect(post.sent).toHaveLength(2);
    expect(post.reports[0]).toMatchObject({ outcome: 'failed', code: 'platform.unreachable' });
    await stop();
  });
});

describe('an account that is off', () => {
  test('costs no attempt and little work, and sends as soon as it is on, in order', async () => {
    const post = openPost(['library'], null);
    post.off.add('library');
    for (const chat of chats(100)) await post.say('library', chat, '/help');
    const { dispatcher, stop } = post.startProcess();
    await post.pass(3 * hour);
    expect(post.store.tasks().map(({ attempts }) => attempts)).toEqual(Array(200).fill(0));
    // Every message is looked at once in five minutes.
    expect(post.counts.writes).toBeLessThan(100 * 3 * 15);
    expect(post.tried).toEqual([]);
    post.off.clear();
    const on = post.clock.now();
    await dispatcher.resume('default', 'library');
    await post.settled();
    expect(post.sent).toHaveLength(200);
    expect(post.clock.now()).toBe(on);
    await stop();
  });

  test('says so in the log once a rest, and not for every message', async () => {
    const post = openPost(['library'], null);
    post.off.add('library');
    for (const chat of chats(40)) await post.say('library', chat, '/help');
    const { stop } = post.startProcess();
    await post.settled();
    expect(post.log.lines).toMatchObject([{ level: 'warn', fields: { account: 'library', code: 'account.off' } }]);
    await stop();
  });

  test('whose secret works again by itself sends everything then', async () => {
    const post = openPost(['library'], null);
    post.behave('library', () => Promise.reject(new AccountOff()));
    for (const chat of chats(50)) await post.say('library', chat, '/help');
    const { stop } = post.startProcess();
    await post.pass(hour);
    post.behave('library', () => 0);
    await post.pass(5 * minute);
    expect(post.sent).toHaveLength(100);
    await stop();
  });
});

describe('a platform that fails everybody', () => {
  test('is asked less and less often, costs its messages few attempts, and takes all of them when it is back', async () => {
    const post = openPost(['desk'], null);
    post.behave('desk', () => Promise.reject(new PlatformUnreachable('The platform is down.')));
    for (const chat of chats(30)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.pass(4 * hour);
    expect(await post.store.outbox.depth()).toEqual({ waiting: 60, deadLetters: 0 });
    // Thirty were on their way when it failed; then one a minute feels whether it is back.
    expect(post.tried.length).toBeLessThan(30 + 4 * 60 + 20);
    expect(post.tried.length).toBeGreaterThan(4 * 50);
    post.behave('desk', () => 0);
    await post.pass(12 * minute);
    expect(post.sent).toHaveLength(60);
    await stop();
  });

  test('is not concluded from one conversation that fails: all others go on', async () => {
    const post = openPost(['desk'], null);
    post.behave('desk', ({ address }) => {
      return (address as { chat: string }).chat === 'poison' ? Promise.reject(new Error('unexpected token')) : 0;
    });
    await post.say('desk', 'poison', '/help');
    const { stop } = post.startProcess();
    for (const chat of chats(20)) {
      await post.pass(10 * minute);
      await post.say('desk', chat, '/help');
      await post.settled();
      expect(post.sent.filter((message) => message.chat === chat)).toHaveLength(2);
    }
    await stop();
  });
});

describe('a platform that asks to wait', () => {
  test('in one conversation waits with that one only', async () => {
    const post = openPost(['desk'], null);
    const start = post.clock.now();
    post.behave('desk', ({ address }, attempt) => {
      const busy = (address as { chat: string }).chat === 'chat 0' && attempt === 1;
      return busy ? Promise.reject(new PlatformRefused('Later.', { retryAt: start + 30_000 })) : 0;
    });
    for (const chat of chats(10)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.settled();
    expect(post.sent).toHaveLength(18);
    await post.pass(40_000);
    expect(post.sent.filter(({ chat }) => chat === 'chat 0').map(({ at }) => at - start)).toEqual([30_000, 30_000]);
    await stop();
  });

  test('in several is left alone by the whole account until then', async () => {
    const post = openPost(['desk', 'other'], null);
    const start = post.clock.now();
    post.behave('desk', () => {
      const later = new PlatformRefused('Later.', { retryAt: start + 30_000 });
      return post.clock.now() < start + 30_000 ? Promise.reject(later) : 0;
    });
    for (const chat of chats(3)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.settled();
    for (const chat of ['late 1', 'late 2']) await post.say('desk', chat, '/help');
    await post.say('other', 'ana', '/help');
    await post.pass(29_000);
    expect(post.tried.filter(({ account }) => account === 'desk')).toHaveLength(3);
    expect(post.sentBy('other')).toHaveLength(2);
    await post.pass(5_000);
    expect(post.sentBy('desk')).toHaveLength(10);
    expect(post.store.tasks().filter(({ attempts }) => attempts > 1)).toEqual([]);
    await stop();
  });
});

describe('a process that ends', () => {
  test('puts back what has not begun, finishes what has, and waits ten seconds for nobody longer', async () => {
    const post = openPost(['desk'], null);
    post.behave('desk', never);
    for (const chat of chats(40)) await post.say('desk', chat, '/help');
    const { stop } = post.startProcess();
    await post.settled();
    expect(post.tried).toHaveLength(32);
    let ended = false;
    const stopping = stop().then(() => {
      ended = true;
    });
    await post.pass(9_999);
    expect(ended).toBe(false);
    await post.pass(1);
    await stopping;
    post.behave('desk', () => 0);
    const next = post.startProcess();
    await post.settled();
    // The eight that had not begun are sent at once, each with what follows it.
    expect(post.sent).toHaveLength(16);
    await post.pass(2_000);
    expect(post.sent).toHaveLength(80);
    await next.stop();
  });
});
