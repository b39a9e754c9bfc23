import { expect, test } from '@jest/globals';
import { CodedError } from '../../../src/core/model/errors.ts';
import { openPost } from './post.ts';

const texts = (post: ReturnType<typeof openPost>) => post.sent.map(({ chat, text }) => `${chat} ${text}`).toSorted();
const answersTo = (...chats: readonly string[]) =>
  chats.flatMap((chat) => [`${chat} help ca`, `${chat} introduction ca`]).toSorted();
const never = () => new Promise<never>(() => {});

/** A process that died in the middle of sending to ana, with pau's message claimed and not begun. */
async function openDeserted() {
  const post = openPost(['library'], { perSecond: 1, betweenMs: 0, burst: 1 });
  await post.say('library', 'ana', '/help');
  await post.say('library', 'pau', '/help');
  post.behave('library', never);
  const dead = post.startProcess();
  await post.pass(500);
  expect(post.tried).toHaveLength(1);
  dead.suspend();
  post.behave('library', () => 0);
  return post;
}

test('what a process held that died is sent by another one within ten seconds', async () => {
  const post = openPost(['library'], null);
  const dying = post.startProcess();
  const other = post.startProcess();
  await post.pass(60_000);
  post.behave('library', never);
  await post.say('library', 'ana', '/help');
  await post.pass(100);
  expect(post.tried).toHaveLength(1);
  dying.suspend();
  other.suspend();
  post.behave('library', () => 0);
  // Whichever took it has died: the one that goes on is the other.
  other.goOn();
  await post.pass(100);
  const isOther = post.sent.length > 0;
  if (isOther) throw new Error('the message was not taken by the one that died');
  await post.pass(9_900);
  expect(texts(post)).toEqual(answersTo('ana'));
  expect(post.tried).toHaveLength(3);
  await other.stop();
});

test('by its own next start within ten seconds as well, and what it had not begun with it', async () => {
  const post = await openDeserted();
  await post.pass(15_000);
  expect(post.sent).toEqual([]);
  const next = post.startProcess();
  await post.pass(10_000);
  expect(texts(post)).toEqual(answersTo('ana', 'pau'));
  await next.stop();
});

test('a process that is slow in sending is let finish: nobody else sends what it sends', async () => {
  const post = openPost(['library'], null);
  post.behave('library', () => 29_000);
  const processes = [post.startProcess(), post.startProcess(), post.startProcess()];
  await post.say('library', 'ana', '/help');
  await post.pass(70_000);
  expect(texts(post)).toEqual(answersTo('ana'));
  expect(post.tried).toHaveLength(2);
  for (const { stop } of processes) await stop();
});

test('what waits long for its turn in a process that lives is not taken from it', async () => {
  const post = openPost(['library'], { perSecond: 1, betweenMs: 0, burst: 1 });
  const chats = Array.from({ length: 8 }, (_, index) => `c${index}`);
  const first = post.startProcess();
  for (const chat of chats) await post.say('library', chat, '/help');
  const second = post.startProcess();
  await post.pass(60_000);
  expect(texts(post)).toEqual(answersTo(...chats));
  expect(post.tried).toHaveLength(16);
  for (const { stop } of [first, second]) await stop();
});

test('a process that was suspended for long sends nothing of what others have sent for it', async () => {
  const post = openPost(['library'], { perSecond: 1, betweenMs: 0, burst: 1 });
  const chats = ['ana', 'pau', 'eva'];
  for (const chat of chats) await post.say('library', chat, '/help');
  const suspended = post.startProcess();
  await post.pass(100);
  expect(post.sent).toHaveLength(1);
  suspended.suspend();
  const other = post.startProcess();
  // Not so long that what waits for its turn would be put back in any case.
  await post.pass(14_000);
  expect(texts(post)).toEqual(answersTo(...chats));
  suspended.goOn();
  await post.pass(60_000);
  expect(post.tried).toHaveLength(6);
  expect(post.log.lines.map(({ message }) => message)).toContain(
    'a process stopped without releasing its tasks; they are reclaimed',
  );
  for (const { stop } of [suspended, other]) await stop();
});

test('while the store is away silence says nothing: what was sent then is sent once', async () => {
  const post = openPost(['library'], null);
  const { outbox } = post.store;
  const original = { ...outbox };
  let isAway = false;
  for (const name of Object.keys(original) as (keyof typeof original)[]) {
    const method = original[name] as (...given: unknown[]) => Promise<unknown>;
    Object.assign(outbox, {
      [name]: async (...given: unknown[]) => {
        if (isAway) throw new CodedError('store.busy', 'The store is away for a moment. Try again.');
        return method(...given);
      },
    });
  }
  const [sending, other] = [post.startProcess(), post.startProcess()];
  await post.pass(40_000);
  post.behave('library', () => 3_000);
  await post.say('library', 'ana', '/help');
  await post.pass(2_000);
  isAway = true;
  await post.pass(20_000);
  // It is back for the one that waits before the one that has sent something.
  sending.suspend();
  isAway = false;
  await post.pass(2_000);
  sending.goOn();
  await post.pass(60_000);
  expect(texts(post)).toEqual(answersTo('ana'));
  expect(post.tried).toHaveLength(2);
  for (const { stop } of [sending, other]) await stop();
});

test('processes with nothing to send leave the store alone', async () => {
  const post = openPost(['library'], null);
  const processes = [post.startProcess(), post.startProcess()];
  await post.say('library', 'ana', '/help');
  await post.pass(60_000);
  let asked = 0;
  const { beat, holders, reclaim } = post.store.outbox;
  Object.assign(post.store.outbox, {
    beat: (...given: Parameters<typeof beat>) => {
      asked += 1;
      return beat(...given);
    },
    holders: () => {
      asked += 1;
      return holders();
    },
    reclaim: (...given: Parameters<typeof reclaim>) => {
      asked += 1;
      return reclaim(...given);
    },
  });
  await post.pass(10 * 60_000);
  // One look each time that it looks for tasks anyway, twice a minute.
  expect(asked).toBeLessThanOrEqual(2 * 21);
  for (const { stop } of processes) await stop();
});
