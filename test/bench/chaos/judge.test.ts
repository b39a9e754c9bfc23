import { describe, expect, test } from '@jest/globals';
import { activityId } from '../../../adapters/webchat/directline/activity.ts';
import type { ReceivedSet } from '../../../bench/support/chaos/browser.ts';
import { judgeChats, judgeFollower, judgePushes, judgeSink, wrongs } from '../../../bench/support/chaos/judge.ts';
import type { ChatTalked, PushTalked } from '../../../bench/support/chaos/people.ts';
import type { Installation, Kept } from '../../../bench/support/verifyJournal.ts';

const turn = (account: string, revision: number, id: string, changes: Partial<Kept>): Kept => ({
  account,
  conversation: `${account}/c`,
  revision,
  id,
  kind: id === 'start' ? 'start' : 'text',
  answers: 1,
  sends: account === 'push' ? [0] : [],
  ...changes,
});

const chatTurns = [turn('web', 1, 'start', {}), turn('web', 2, 'a', {}), turn('web', 3, 'b', { answers: 2 })];
const pushTurns = [turn('push', 1, 'p', {}), turn('push', 2, 'q', {})];
const arrived = ['push/c.1.0', 'push/c.2.0'];

const installed = (kept: readonly Kept[], outbox = { waiting: 0, deadLetters: 0 }): Installation => ({
  kept,
  outbox,
  conversationId: (account, platform) => `${account}/${platform}`,
});

const said = (...places: readonly (readonly [number, number])[]): ReceivedSet => ({
  watermark: String(places.at(-1)?.[0]),
  activities: places.map(([revision, ordinal]) => ({
    type: 'message',
    id: activityId('c', revision, ordinal),
    channelData: { 'webchat:sequence-id': revision + ordinal / 1_000 },
  })),
});

const everything = [said([1, 1]), said([2, 0], [2, 1], [3, 0], [3, 1], [3, 2])];
const sent = (id: string, revision: number) => ({ id, places: [activityId('c', revision, 0)] });
const talkedOf = { retries: 1, doubles: 2, silent: 0, sequential: true };

function chatted(sets: readonly ReceivedSet[], changes: Partial<ChatTalked>): ChatTalked {
  const shown = new Map<string, number>();
  for (const { activities } of sets) for (const { id } of activities) shown.set(id, (shown.get(id) ?? 0) + 1);
  return {
    ...talkedOf,
    sent: [sent('a', 2), sent('b', 3)],
    by: 'polling',
    chat: {
      conversation: 'c',
      received: { sets: [...sets], failedPolls: 0 },
      shown,
      post: async () => null,
      reloads: () => 0,
      close: () => {},
    },
    ...changes,
  };
}

const pushed = (changes: Partial<PushTalked>): PushTalked => ({
  ...talkedOf,
  sent: [
    { id: 'p', places: ['1'] },
    { id: 'q', places: ['2', '2'] },
  ],
  conversation: 'c',
  ...changes,
});

const right = { silent: 0, lost: 0, twice: 0, unanswered: 0, broken: 0, misplaced: 0, untrue: 0 };
const followed = { followed: 5, skipped: 0, again: 0, disordered: 0 };
const chatsOf = (kept: readonly Kept[], talked: ChatTalked) => judgeChats(installed(kept), [talked]);

test('an installation in which all went well is calm', () => {
  const all = installed([...chatTurns, ...pushTurns]);
  const chats = judgeChats(all, [chatted(everything, {})]);
  const pushes = judgePushes(all, [pushed({})]);
  const sent = judgeSink(all, arrived);
  expect(chats).toEqual({ ...right, acknowledged: 2, retries: 1, doubles: 2 });
  expect(pushes).toEqual({ ...right, acknowledged: 2, retries: 1, doubles: 2 });
  expect(sent).toEqual({ sent: 2, neverArrived: 0, outOfOrder: 0, repeats: 0, left: 0, deadLetters: 0 });
  const calm = { crashes: 0 };
  expect(wrongs({ chats, pushes }, sent, followed, calm)).toEqual([]);
  expect(wrongs({ chats, pushes }, sent, { ...followed, skipped: 1 }, calm)).toEqual(['follower: 1 skipped']);
  expect(wrongs({ chats, pushes }, sent, followed, { crashes: 2 })).toEqual(['processes: 2 crashes']);
  expect(wrongs({ chats, pushes: { ...pushes, acknowledged: 0 } }, sent, followed, calm)).toEqual([
    'pushes: nothing was acknowledged',
  ]);
});

describe('of the journal it is seen that', () => {
  const whole = chatted(everything, {});
  test.each([
    ['a message is lost', [turn('web', 1, 'start', {}), turn('web', 2, 'a', {})], { lost: 1 }],
    ['a message is there twice', [...chatTurns, turn('web', 4, 'a', {})], { twice: 1 }],
    ['a message has no answer', [...chatTurns.slice(0, 2), turn('web', 3, 'b', { answers: 0 })], { unanswered: 1 }],
    ['a revision is missing', [...chatTurns.slice(0, 2), turn('web', 4, 'b', {})], { broken: 1 }],
    [
      'messages stand in another order',
      [turn('web', 1, 'start', {}), turn('web', 2, 'b', {}), turn('web', 3, 'a', {})],
      { misplaced: 3 },
    ],
  ])('%s', (_, kept, wrong) => {
    const judged = chatsOf(kept, whole);
    expect(judged).toMatchObject(wrong);
    expect(wrongs({ judged }, judgeSink(installed([]), []), followed, {})).not.toEqual([]);
  });

  test('an acknowledgement named another place', () => {
    expect(chatsOf(chatTurns, chatted(everything, { sent: [sent('a', 2), sent('b', 4)] }))).toMatchObject({
      misplaced: 1,
    });
    expect(judgePushes(installed(pushTurns), [pushed({ sent: [{ id: 'q', places: ['2', '1'] }] })])).toMatchObject({
      misplaced: 1,
    });
  });

  test('messages that were sent at once may stand in any order', () => {
    const together = chatted(everything, { sequential: false, sent: [sent('b', 3), sent('a', 2)] });
    expect(chatsOf(chatTurns, together)).toMatchObject({ misplaced: 0 });
  });
});

describe('of a page it is seen that it was', () => {
  test.each([
    ['told nothing', []],
    ['not told something', [said([1, 1]), said([2, 0], [2, 1], [3, 0], [3, 2])]],
    ['told something twice', [said([1, 1]), ...everything]],
    ['told too much', [...everything, said([4, 0])]],
    ['told in another order', [said([1, 1]), said([3, 0], [3, 1], [3, 2]), said([2, 0], [2, 1])]],
  ])('%s', (_, sets) => {
    expect(chatsOf(chatTurns, chatted(sets, {})).untrue).toBeGreaterThan(0);
  });

  test('given a cursor that did not grow', () => {
    const [greeting, rest] = everything;
    const stuck = [greeting, { ...rest, watermark: '1' }] as ReceivedSet[];
    expect(chatsOf(chatTurns, chatted(stuck, {})).untrue).toBe(1);
  });

  test('told something that its client did not show, or showed twice', () => {
    const talked = chatted(everything, {});
    const shown = new Map(talked.chat.shown).set(activityId('c', 2, 1), 2);
    shown.delete(activityId('c', 3, 0));
    expect(chatsOf(chatTurns, { ...talked, chat: { ...talked.chat, shown } }).untrue).toBe(2);
  });
});

describe('of the platform that pushes it is seen that a message', () => {
  const sink = (keys: readonly string[]) => judgeSink(installed(pushTurns), keys);
  const [first = '', second = ''] = arrived;
  test('never arrived', () => expect(sink([second])).toMatchObject({ neverArrived: 1, outOfOrder: 0 }));
  test('arrived too early', () => expect(sink([second, first])).toMatchObject({ outOfOrder: 1, repeats: 0 }));
  test('arrived again, in its place', () =>
    expect(sink([first, first, second, second])).toMatchObject({ outOfOrder: 0, repeats: 2 }));
  test('arrived again after a later one', () =>
    expect(sink([first, second, first])).toMatchObject({ outOfOrder: 1, repeats: 1 }));
  test('is left, or was given up', () => {
    const left = judgeSink(installed(pushTurns, { waiting: 1, deadLetters: 2 }), arrived);
    expect(left).toMatchObject({ left: 1, deadLetters: 2 });
    expect(wrongs({}, left, followed, {})).not.toEqual([]);
  });
});

describe('of a reader of the growing journal it is seen that a commit', () => {
  const follow = (...revisions: readonly number[]) =>
    judgeFollower(
      installed(chatTurns),
      revisions.map((revision) => ({ conversation: 'web/c', revision })),
    );
  test('was read once, in its place', () => expect(follow(1, 2, 3)).toEqual({ ...followed, followed: 3 }));
  test('was skipped', () => expect(follow(1, 3)).toMatchObject({ skipped: 1, again: 0, disordered: 0 }));
  test('was read again', () => expect(follow(1, 2, 2, 3)).toMatchObject({ skipped: 0, again: 1, disordered: 0 }));
  test('was read too late', () => expect(follow(1, 3, 2)).toMatchObject({ skipped: 0, again: 0, disordered: 1 }));
});
