import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { Rendered } from '../../../src/core/model/message.ts';
import { outboxTopic } from '../../../src/core/ports/pubsub.ts';
import { dayOf } from '../../../src/core/util/dates.ts';
import { testDay } from '../../support/clock.ts';
import { standIn } from '../../support/standIn.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

const secret = 'El vostre expedient és el 12345678Z';
let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsole({});
  for (const [conversation, account] of [
    ['c-1', 'telegram'],
    ['c-2', 'telegram'],
    ['c-3', 'teams'],
  ] as const) {
    const outbound = [standIn<Rendered>({ text: secret, choices: [], files: [] })];
    await world.journal.append({
      ...{ tenant: 'default', account, conversation, revision: 1, at: testDay, inboundKey: conversation, events: [] },
      ...{ state: newConversation(testDay), outbox: [{ ordinal: 0, kind: 'send', message: 0 }] },
      ...(await world.sealer.seal(conversation, { address: null, inbound: null, outbound }, 'current')),
    });
  }
  for (const entry of await world.outbox.claim(testDay, testDay + 1, 9)) {
    await world.outbox.deadLetter(entry, 'platform.refused');
  }
});
afterAll(() => world.close());

const list = async (account = '') => (await world.ask('administrator', 'GET', `undelivered${account}`)).body;
const events = () => world.commits().flatMap((commit) => commit.events);

test('what could not be delivered is listed without what it says, by account', async () => {
  const all = await list();
  expect(all.accounts).toEqual([
    { id: 'teams', count: 1 },
    { id: 'telegram', count: 2 },
  ]);
  expect(all.messages).toHaveLength(3);
  expect(all.messages[0]).toEqual({
    ...{ id: 'c-1.1.0', account: 'telegram', code: 'platform.refused', attempts: 1, at: testDay, isMessage: true },
  });
  expect(JSON.stringify(all)).not.toContain('12345678Z');
  expect(await list('?account=teams')).toMatchObject({ total: 1, messages: [{ account: 'teams' }] });
});

test('what a message says is shown once it is recorded who reads it', async () => {
  const read = await world.ask('administrator', 'POST', 'undelivered/text', { id: 'c-1.1.0' });
  expect(read.body).toEqual({ text: secret });
  const query = { day: dayOf(testDay), by: null, code: null, before: null, limit: 9 };
  expect((await world.readings.list(query)).readings).toMatchObject([
    { by: 'administrator', what: 'undelivered', file: 'c-1.1.0' },
  ]);
  expect((await world.ask('administrator', 'POST', 'undelivered/text', { id: 'c-9.1.0' })).body).toEqual({
    text: null,
  });
});

test('one is sent again, or all of an account, and the journal says by whom', async () => {
  const signals: string[] = [];
  world.pubsub.subscribe(outboxTopic, () => void signals.push('look'));
  const resend = (choice: object) => world.ask('administrator', 'POST', 'undelivered/resend', choice);
  expect((await resend({ id: 'c-3.1.0' })).body).toEqual({ count: 1 });
  expect((await resend({ account: 'telegram' })).body).toEqual({ count: 2 });
  expect((await resend({ account: 'telegram' })).body).toEqual({ count: 0 });
  expect((await list()).total).toBe(0);
  expect(await world.outbox.claim(testDay + 9, testDay + 10, 9)).toHaveLength(3);
  expect(signals).toHaveLength(2);
  const by = 'administrator';
  expect(events().filter(({ type }) => type === 'outbox.requeued')).toEqual([
    { type: 'outbox.requeued', by, account: null, message: 'c-3.1.0', count: 1 },
    { type: 'outbox.requeued', by, account: 'telegram', message: null, count: 2 },
  ]);
});
