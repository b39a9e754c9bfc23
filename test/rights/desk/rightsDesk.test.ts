import { describe, expect, test } from '@jest/globals';
import type { Event } from '../../../src/core/model/event.ts';
import type { RequestedRight } from '../../../src/core/model/rights/rightsRequest.ts';
import { answerDueAt } from '../../../src/rights/desk/deadline.ts';
import { envelopeOf } from '../../core/cases/bench.ts';
import { openRightsBench } from '../support/rights.ts';

const zone = 'Europe/Madrid';
const note = 'Told at the counter, in person';

async function withRequest(right: RequestedRight) {
  const world = openRightsBench();
  const { bench, desk } = world;
  await bench.say('ana', 'em dic Ana i visc al carrer Major');
  const found = await bench.openCase('ana');
  const open = (which: RequestedRight) =>
    desk.open(
      { right: which, of: found.code, identified: 'Passport, at the counter', receivedOn: '2026-11-24' },
      'cap',
    );
  const request = await open(right);
  const data = () => world.personalData.collect(found.conversation);
  return {
    ...world,
    ...{ found, open, request, data },
    texts: async () => (await data()).conversations.flatMap(({ messages }) => messages.map(({ text }) => text)),
    isRestricted: async () => (await data()).conversations.some((each) => each.isRestricted),
    events: (type: Event['type']) =>
      bench.store.commits().flatMap((commit) => commit.events.filter((event) => event.type === type)),
  };
}

describe('the deadline', () => {
  test.each([
    ['2026-11-24T09:00:00Z', false, '2026-12-24T23:00:00Z'],
    // The shorter month ends it, and summer time moves its last hour.
    ['2027-01-31T22:30:00Z', false, '2027-02-28T23:00:00Z'],
    ['2027-03-01T09:00:00Z', false, '2027-04-01T22:00:00Z'],
    ['2027-03-01T09:00:00Z', true, '2027-06-01T22:00:00Z'],
  ])('received at %s (extended: %s) is due at %s', (received, isExtended, due) => {
    expect(new Date(answerDueAt(Date.parse(received), zone, { isExtended })).toJSON()).toBe(due.replace('Z', '.000Z'));
  });
});

test('access is closed once everything was saved, with its author at each step', async () => {
  const { desk, request, events, found } = await withRequest('access');
  const done = { outcome: 'done', note, correction: '' } as const;
  await expect(desk.answer(request.id, done, 'cap')).rejects.toMatchObject({ code: 'rights.step' });
  const { conversations } = await desk.collect(request.id);
  expect(JSON.stringify(conversations)).toContain('carrer Major');
  await desk.noteSaved(request.id, 'cap');
  await desk.answer(request.id, done, 'cap');

  expect(events('right.exercised')).toEqual([{ type: 'right.exercised', by: 'cap', right: 'access' }]);
  const answered = { by: 'cap', request: request.id, right: 'access', outcome: 'done', isOnTime: true };
  expect(events('right.answered')).toEqual([{ type: 'right.answered', ...answered }]);
  const [reported] = await desk.list();
  expect(reported).toMatchObject({ identified: 'Passport, at the counter', answer: note });
  expect(reported?.request).toMatchObject({ case: found.code, closed: { outcome: 'done', by: 'cap' } });
  expect((await desk.answeredBy(request.id))?.events).toEqual(events('right.answered'));
  await expect(desk.answer(request.id, done, 'cap')).rejects.toMatchObject({ code: 'rights.closed' });
  // What was said about it is sealed.
  expect(JSON.stringify((await desk.answeredBy(request.id))?.state)).not.toContain('counter');
});

test('an erasure says what was erased, and that nothing is left', async () => {
  const { desk, request, texts } = await withRequest('erase');
  const { closed } = await desk.answer(request.id, { outcome: 'done', note, correction: '' }, 'cap');
  expect(closed?.erased).toEqual({ messages: 2, files: 0, left: 0 });
  expect(await texts()).toEqual([]);
});

test('what a legal procedure needs is not erased, and the request stays open', async () => {
  const { bench, desk, request, found } = await withRequest('erase');
  const hold = { kind: 'hold', reason: 'Procedure 12/2026' } as const;
  await bench.engine.handleCommand(envelopeOf(found, 'cap', hold, { id: 'hold-1' }));
  const erased = desk.answer(request.id, { outcome: 'done', note, correction: '' }, 'cap');
  await expect(erased).rejects.toMatchObject({ code: 'case.held' });
  const [reported] = await desk.list();
  expect(reported?.request.closed).toBeNull();
});

test('a correction stands beside what was said', async () => {
  const { desk, request, data, texts } = await withRequest('correct');
  const empty = { outcome: 'done', note, correction: '' } as const;
  await expect(desk.answer(request.id, empty, 'cap')).rejects.toMatchObject({ code: 'rights.step' });
  await desk.answer(request.id, { ...empty, correction: 'Viu al carrer Nou' }, 'cap');
  expect(await texts()).toEqual(expect.arrayContaining(['em dic Ana i visc al carrer Major', 'Viu al carrer Nou']));
  expect((await data()).conversations[0]?.messages.at(-1)).toMatchObject({ from: 'correction' });
});

test('an objection restricts at once; refused, it lifts only what no other request restricts', async () => {
  const { desk, request, open, isRestricted } = await withRequest('object');
  expect(await isRestricted()).toBe(true);
  const other = await open('restrict');
  await desk.answer(other.id, { outcome: 'done', note, correction: '' }, 'cap');
  await desk.answer(request.id, { outcome: 'refused', note, correction: '' }, 'cap');
  expect(await isRestricted()).toBe(true);
  await desk.unrestrict(other.id, note, 'cap');
  expect(await isRestricted()).toBe(false);
  await expect(desk.unrestrict(other.id, note, 'cap')).rejects.toMatchObject({ code: 'rights.closed' });
});

test('a request is extended once, and requests are listed by their deadlines', async () => {
  const { desk, request, open } = await withRequest('restrict');
  const other = await open('access');
  const { dueAt } = await desk.extend(request.id, 'There are many of them', 'cap');
  expect(new Date(dueAt).toJSON()).toBe('2027-02-24T23:00:00.000Z');
  expect((await desk.list()).map(({ request: { id } }) => id)).toEqual([other.id, request.id]);
  await expect(desk.extend(request.id, 'Again', 'cap')).rejects.toMatchObject({ code: 'rights.closed' });
});

test('what a person asks for themself is one request, however often it is sent', async () => {
  const { desk, found, isRestricted } = await withRequest('access');
  const again = { id: 'page 7', text: 'No vull que ho feu servir' };
  await desk.openForPerson('objection', found.conversation, again);
  await desk.openForPerson('objection', found.conversation, again);
  expect((await desk.list()).filter(({ request: { by } }) => by === null)).toHaveLength(1);
  expect(await isRestricted()).toBe(true);
});

test('somebody is found by the address that they confirmed by a link, and nobody who has not yet', async () => {
  const { bench, desk } = openRightsBench();
  const give = async (opened: { readonly conversation: string; readonly code: string }) => {
    const about = { tenant: 'default', conversation: opened.conversation, case: opened.code, inbound: null };
    const updatesTo = { email: 'Ana@example.cat', locale: 'ca' } as const;
    const { revision } = await bench.engine.fromCasePage({
      ...about,
      act: { kind: 'notify', way: 'email' },
      id: 'give',
      updatesTo,
    });
    return () => bench.engine.fromCasePage({ ...about, act: { kind: 'confirm', revision }, id: 'confirm' });
  };
  const ana = await bench.openCase('ana');
  const confirm = await give(ana);
  await give(await bench.openCase('pau'));
  const request = {
    right: 'access',
    of: 'ana@example.cat',
    identified: 'At the counter',
    receivedOn: '2026-11-24',
  } as const;
  await expect(desk.open(request, 'cap')).rejects.toMatchObject({ code: 'rights.no-person' });
  await confirm();
  expect(await desk.open(request, 'cap')).toMatchObject({ case: null, conversations: [ana.conversation] });
});

test('somebody is found by the address that they confirmed, and nobody who only mentions it', async () => {
  const { bench, desk } = openRightsBench();
  const address = 'ana@example.cat';
  const ana = await bench.openCase('ana');
  const pau = await bench.openCase('pau');
  await bench.say('pau', `escriviu a ${address}`);
  const newest = (await bench.store.journal.read(ana.conversation, 0, 100)).at(-1);
  if (newest === undefined) throw new Error('nothing was written');
  const slots = { email: { text: address, value: address } };
  const inbound = { id: 'confirmed', content: { kind: 'text', text: address }, localeHint: null } as const;
  const collected = { case: ana.code, flow: 'street-incident', version: 'v1', slots };
  const content = { address: null, inbound, outbound: [], collected };
  const commit = {
    ...newest,
    ...{ revision: newest.revision + 1, inboundKey: 'confirmed', outbox: [] },
    events: [{ type: 'case.added', case: ana.code, by: null }] as const,
    ...(await bench.sealer.seal(ana.conversation, content, 'current')),
  };
  await bench.store.journal.append(commit);
  await bench.rows.show(commit);

  const found = await desk.open(
    { right: 'access', of: 'Ana@Example.cat', identified: 'By e-mail, to that address', receivedOn: '2026-11-24' },
    'cap',
  );
  expect(found).toMatchObject({ case: null, conversations: [ana.conversation] });
  expect(pau.conversation).not.toBe(ana.conversation);
});

test.each(['7KQ4-M2XB', 'nobody@example.cat', 'no-such-conversation'])('nobody is found under %s', async (of) => {
  const { desk } = openRightsBench();
  const request = { right: 'access', of, identified: 'At the counter', receivedOn: '2026-11-24' } as const;
  await expect(desk.open(request, 'cap')).rejects.toMatchObject({ code: 'rights.no-person' });
});

test.each(['2026-11-25', '2020-01-01'])('a request cannot have come on %s', async (receivedOn) => {
  const { desk } = openRightsBench();
  const request = { right: 'access', of: '7KQ4-M2XB', identified: 'At the counter', receivedOn } as const;
  await expect(desk.open(request, 'cap')).rejects.toMatchObject({ code: 'input.invalid' });
});
