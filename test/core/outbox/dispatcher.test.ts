import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { PlatformRefused } from '../../../src/core/model/errors.ts';
import type { Rendered } from '../../../src/core/model/message.ts';
import { createDispatcher, type DeliveryReport, type DispatcherDeps } from '../../../src/core/outbox/dispatcher.ts';
import type { Send } from '../../../src/core/ports/adapter.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { createBench } from '../../support/engine.ts';
import { pause } from '../../support/pause.ts';
import { sideEffectsOver } from '../../support/sideEffectsOver.ts';

interface Sent extends Readonly<Record<'text' | 'key', string>> {
  readonly address: unknown;
  readonly at: number;
}

/** A platform to which a bench's engine and dispatcher deliver; `fault` may throw for a message. */
function openPlatform(fault: (message: Rendered, attempt: number) => void, jitter: number) {
  const account = accountWith({ capabilities: pushCapabilities });
  // Its engine never comes to carry an effect out by itself, so that the outbox has to.
  const destroy = () => Promise.reject(new Error('the process ended here'));
  const bench = createBench(account, (deps) => ({ ...deps, runSideEffect: destroy }));
  const sent: Sent[] = [];
  const attempts: Sent[] = [];
  const reports: DeliveryReport[] = [];
  let on = true;
  const send: Send = async ({ address, message, idempotencyKey: key }) => {
    const attempt = { address, text: message.text, key, at: bench.clock.now() };
    attempts.push(attempt);
    fault(message, attempts.filter((each) => each.key === key).length);
    sent.push(attempt);
    return { platformId: `p${sent.length}` };
  };
  const deps: DispatcherDeps = {
    outbox: bench.store.outbox,
    journal: bench.store.journal,
    sealer: bench.deps.sealer,
    runSideEffect: sideEffectsOver({ ...bench.deps, keys: bench.keys }).runSideEffect,
    route: () => (on ? { account, send } : null),
    clock: bench.clock.now,
    elapsed: bench.clock.now,
    newName: randomUUID,
    timer: () => () => {},
    jitter: () => jitter,
    log: bench.log,
    observe: (report) => reports.push(report),
  };
  const dispatcher = createDispatcher(deps);
  return {
    ...bench,
    deps,
    dispatcher,
    reports,
    sent,
    attempts,
    turn: (state: 'on' | 'off') => {
      on = state === 'on';
    },
    /** Moves the clock to each next due time until nothing is due or `most` rounds are over. */
    async deliver(most: number) {
      for (let round = 0; round < most; round++) {
        const due = await dispatcher.deliver();
        if (due === null) return;
        bench.clock.advance(Math.max(0, due - bench.clock.now()));
      }
    },
  };
}

const never = () => {};
const texts = (sent: readonly Sent[]) => sent.map(({ text }) => text);

describe('what waits is delivered', () => {
  test('in order within each conversation, each once, to its own address', async () => {
    const platform = openPlatform(never, 1);
    await Promise.all(['c1', 'c2', 'c3'].map((chat) => platform.say(chat, { kind: 'start' })));
    for (const chat of ['c1', 'c2', 'c3']) await platform.say(chat, 'moltes gràcies');
    expect(await platform.dispatcher.deliver()).toBeNull();
    for (const chat of ['c1', 'c2', 'c3']) {
      const own = platform.sent.filter(({ address }) => (address as { chat: string }).chat === chat);
      expect(texts(own)).toEqual(['introduction ca\n\nattendedUntil ca 14.00', 'smalltalk.thanks ca']);
    }
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(platform.sent).toHaveLength(6);
  });

  test('under a key of its own, and the platform’s id is kept', async () => {
    const platform = openPlatform(never, 1);
    const { conversation } = await platform.say('c1', "Com m'empadrono");
    await platform.dispatcher.deliver();
    expect(platform.sent.map(({ key }) => key)).toEqual([`${conversation}.1.0`, `${conversation}.1.1`]);
    expect(platform.store.tasks().map(({ status, note }) => [status, note])).toEqual([
      ['done', 'p1'],
      ['done', 'p2'],
    ]);
  });

  test('more of it than is taken at once', async () => {
    const platform = openPlatform(never, 1);
    await Promise.all(Array.from({ length: 150 }, (_, index) => platform.say(`c${index}`, { kind: 'start' })));
    await platform.dispatcher.deliver();
    expect(platform.sent).toHaveLength(150);
  });

  test('by the next process when this one ends: it finishes what it has taken and takes no more', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', 'moltes gràcies');
    const began = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const route = platform.deps.route('default', 'front-desk');
    const send: Send = async (sending) => {
      began.resolve();
      await mayEnd.promise;
      return route?.send(sending) ?? { platformId: null };
    };
    const ending = createDispatcher({ ...platform.deps, route: () => route && { ...route, send } });
    await ending.look();
    await began.promise;
    const stopped = ending.stop();
    mayEnd.resolve();
    await stopped;
    expect(texts(platform.sent)).toEqual(['introduction ca']);
    expect(platform.store.tasks().map(({ status }) => status)).toEqual(['done', 'waiting']);
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(texts(platform.sent)).toEqual(['introduction ca', 'smalltalk.thanks ca']);
  });

  test('by the next process at once, when this one is told to end while it claims', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', 'moltes gràcies');
    const claimed = Promise.withResolvers<void>();
    const mayAnswer = Promise.withResolvers<void>();
    const outbox: typeof platform.deps.outbox = {
      ...platform.deps.outbox,
      async claim(...given) {
        const entries = await platform.deps.outbox.claim(...given);
        claimed.resolve();
        await mayAnswer.promise;
        return entries;
      },
    };
    const ending = createDispatcher({ ...platform.deps, outbox });
    const looked = ending.look();
    await claimed.promise;
    let isOver = false;
    const stopped = ending.stop().then(() => {
      isOver = true;
    });
    await pause();
    expect(isOver).toBe(false);
    mayAnswer.resolve();
    await Promise.all([looked, stopped]);
    expect(platform.attempts).toEqual([]);
    // By the same clock: nothing has to run out first.
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(await platform.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    expect(platform.store.tasks().every(({ attempts }) => attempts === 0)).toBe(true);
  });

  test('by two processes at once, still each once', async () => {
    const platform = openPlatform(never, 1);
    await Promise.all(Array.from({ length: 20 }, (_, index) => platform.say(`c${index % 4}`, `message ${index}`)));
    await Promise.all([platform.dispatcher, createDispatcher(platform.deps)].map((each) => each.deliver()));
    const keys = platform.sent.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await platform.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
  });
});

describe('a passing failure', () => {
  test('holds back its own conversation, and no other', async () => {
    const platform = openPlatform((message, attempt) => {
      if (message.text === 'introduction ca' && attempt === 1) throw new Error('ECONNRESET');
    }, 1);
    await platform.say('c1', 'moltes gràcies');
    await platform.say('c2', '/help');
    await platform.dispatcher.deliver();
    expect(platform.sent).toEqual([]);
    await platform.deliver(5);
    expect(
      texts(
        platform.sent.filter(({ key }) =>
          key.includes(platform.deps.sealer.conversationId('default', 'front-desk', 'c1')),
        ),
      ),
    ).toEqual(['introduction ca', 'smalltalk.thanks ca']);
  });

  test.each([0, 1])(
    'is tried again later and later, within bounds (jitter %d), and given to staff in the end',
    async (jitter) => {
      const platform = openPlatform(() => {
        throw new Error('ECONNRESET');
      }, jitter);
      await platform.say('c1', { kind: 'start' });
      await platform.deliver(100);
      expect(platform.attempts).toHaveLength(25);
      const waits = platform.attempts.slice(1).map(({ at }, index) => at - (platform.attempts[index]?.at ?? 0));
      const share = (1 + jitter) / 2;
      expect(waits).toEqual(waits.map((_, index) => Math.min(600_000, 1_000 * 2 ** index) * share));
      expect(platform.store.tasks().map(({ status, note }) => [status, note])).toEqual([
        ['dead-letter', 'handler.failed'],
      ]);
      expect(platform.clock.now() - testDay).toBeLessThan(3 * 3_600_000);
    },
  );

  test('is logged without a word of what was said', async () => {
    const platform = openPlatform(() => {
      throw new Error('could not send "my secret words"');
    }, 1);
    await platform.say('c1', 'my secret words');
    await platform.dispatcher.deliver();
    expect(platform.log.lines).toMatchObject([{ level: 'warn', fields: { code: 'handler.failed', attempts: 1 } }]);
    expect(JSON.stringify(platform.log.lines)).not.toContain('secret');
  });
});

describe('a platform that refuses', () => {
  test('until some time is asked again just then', async () => {
    const platform = openPlatform((_, attempt) => {
      if (attempt === 1) throw new PlatformRefused('Too many requests.', { retryAt: testDay + 42_000 });
    }, 1);
    await platform.say('c1', { kind: 'start' });
    expect(await platform.dispatcher.deliver()).toBe(testDay + 42_000);
    platform.clock.advance(41_999);
    await platform.dispatcher.deliver();
    expect(platform.attempts).toHaveLength(1);
    platform.clock.advance(1);
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(texts(platform.sent)).toEqual(['introduction ca\n\nattendedUntil ca 14.00']);
  });

  test('for good is not asked again: the message is set aside, and the next one goes on', async () => {
    const platform = openPlatform(({ text }) => {
      if (text === 'introduction ca') throw new PlatformRefused('The bot was blocked.', { retryAt: null });
    }, 1);
    await platform.say('c1', 'moltes gràcies');
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(texts(platform.attempts)).toEqual(['introduction ca', 'smalltalk.thanks ca']);
    expect(texts(platform.sent)).toEqual(['smalltalk.thanks ca']);
    expect(platform.store.tasks()[0]).toMatchObject({ status: 'dead-letter', note: 'platform.refused' });
    expect(platform.log.lines).toMatchObject([{ level: 'error', fields: { code: 'platform.refused' } }]);
  });
});

test('every attempt is reported by account and channel: how it ended, and how long the message was on its way', async () => {
  const platform = openPlatform(({ text }, attempt) => {
    if (text === 'introduction ca' && attempt === 1) throw new Error('ECONNRESET');
    if (text === 'smalltalk.thanks ca') throw new PlatformRefused('The bot was blocked.', { retryAt: null });
  }, 1);
  await platform.say('c1', 'moltes gràcies');
  platform.clock.advance(250);
  await platform.deliver(5);
  const account = { tenant: 'default', account: 'front-desk', channel: 'test' };
  expect(platform.reports).toEqual([
    { ...account, outcome: 'failed', code: 'handler.failed', milliseconds: null },
    { ...account, outcome: 'sent', code: null, milliseconds: 1_250 },
    { ...account, outcome: 'dead-letter', code: 'platform.refused', milliseconds: null },
  ]);
});

describe('an account that is off', () => {
  test('keeps its messages for as long as it takes, and sends them in order when it is on again', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', 'moltes gràcies');
    platform.turn('off');
    await platform.deliver(400);
    expect(platform.clock.now() - testDay).toBeGreaterThan(24 * 3_600_000);
    expect(platform.store.tasks().map(({ status, attempts }) => [status, attempts])).toEqual([
      ['waiting', 0],
      ['waiting', 0],
    ]);
    expect(platform.reports).toEqual([]);
    platform.turn('on');
    await platform.dispatcher.resume('default', 'front-desk');
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(texts(platform.sent)).toEqual(['introduction ca', 'smalltalk.thanks ca']);
  });
});

describe('an erasure', () => {
  const eraseNow = { kind: 'choice', value: 'erase:yes', text: 'Yes' } as const;

  test('destroys the keys of what came before it, and not its own', async () => {
    const platform = openPlatform(never, 1);
    const { conversation } = await platform.say('c1', 'my secret words');
    await platform.say('c1', eraseNow);
    await platform.say('c1', 'moltes gràcies');
    await platform.deliver(5);
    const [before, erased, after] = platform.store.commits();
    expect(platform.keys.living(conversation)).toEqual([erased?.keyId]);
    expect(before && (await platform.deps.sealer.open(before))).toBeNull();
    expect(after && (await platform.deps.sealer.open(after))?.inbound?.content).toMatchObject({
      text: 'moltes gràcies',
    });
    expect(texts(platform.sent)).toEqual(['introduction ca', 'unanswered ca', 'erased ca', 'smalltalk.thanks ca']);
  });

  test('twice in a row loses nothing of what came after', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', eraseNow, 'm1');
    await platform.say('c1', eraseNow, 'm2');
    await platform.say('c1', 'moltes gràcies');
    await platform.deliver(5);
    expect(texts(platform.sent).at(-2)).toBe('erased ca');
    expect(texts(platform.sent).at(-1)).toBe('smalltalk.thanks ca');
    expect(await platform.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
  });

  test('leaves nothing to say of what was erased before it could be sent', async () => {
    const platform = openPlatform(never, 1);
    const { conversation } = await platform.say('c1', 'moltes gràcies');
    await platform.keys.destroy(conversation, null);
    expect(await platform.dispatcher.deliver()).toBeNull();
    expect(platform.attempts).toEqual([]);
    expect(await platform.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
  });

  test('is not what a lost key is: what cannot be read is kept, and tried again once the key is back', async () => {
    const platform = openPlatform(never, 1);
    const { conversation } = await platform.say('c1', 'moltes gràcies');
    platform.keys.lose(conversation);
    expect(await platform.dispatcher.deliver()).not.toBeNull();
    expect(platform.attempts).toEqual([]);
    expect((await platform.store.outbox.depth()).waiting).toBeGreaterThan(0);
    expect(platform.log.lines.some(({ fields }) => fields.code === 'key.missing')).toBe(true);
  });
});

describe('a crash', () => {
  test('between sending and marking as sent repeats that one message, under the same key', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', 'moltes gràcies');
    await platform.say('c2', '/help');
    const crashing = {
      ...platform.deps,
      outbox: {
        ...platform.deps.outbox,
        done: async (...given: Parameters<typeof platform.deps.outbox.done>) => {
          if (platform.sent.length === 3) throw new Error('killed');
          return platform.deps.outbox.done(...given);
        },
      },
    };
    await expect(createDispatcher(crashing).deliver()).rejects.toThrow('killed');
    const before = platform.sent.map(({ key }) => key);
    await platform.deliver(5);
    const keys = platform.sent.map(({ key }) => key);
    const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
    expect(new Set(keys).size).toBe(4);
    expect(repeated.length).toBeGreaterThan(0);
    expect(before).toEqual(expect.arrayContaining(repeated));
    expect(await platform.store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
  });

  test('of the outbox is told only when nothing is being sent any more', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', { kind: 'start' });
    await platform.say('c2', { kind: 'start' });
    const slow = Promise.withResolvers<void>();
    let settled = false;
    const [first] = platform.store.commits();
    const route = platform.deps.route('default', 'front-desk');
    const work = createDispatcher({
      ...platform.deps,
      route: () =>
        route && {
          ...route,
          send: async (sending) => {
            if (!sending.idempotencyKey.startsWith(String(first?.conversation))) await slow.promise;
            return route.send(sending);
          },
        },
      outbox: { ...platform.deps.outbox, done: () => Promise.reject(new Error('disk full')) },
    })
      .deliver()
      .finally(() => {
        settled = true;
      });
    await platform.store.outbox.depth();
    expect(settled).toBe(false);
    slow.resolve();
    await expect(work).rejects.toThrow('disk full');
    expect(platform.sent).toHaveLength(2);
  });

  test('that lost a commit is no reason to lose the task', async () => {
    const platform = openPlatform(never, 1);
    await platform.say('c1', { kind: 'start' });
    await createDispatcher({
      ...platform.deps,
      journal: { ...platform.deps.journal, read: async () => [] },
    }).deliver();
    expect(await platform.store.outbox.depth()).toEqual({ waiting: 1, deadLetters: 0 });
    await platform.deliver(3);
    expect(platform.sent).toHaveLength(1);
  });
});
