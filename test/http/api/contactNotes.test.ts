import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import type { Event } from '../../../src/core/model/event.ts';
import { keptOf } from '../../../src/rights/person/keptConversation.ts';
import { testDay } from '../../support/clock.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

/*
 * What staff noted about a person is shown with every case of the same conversation, and of those that it continues.
 */

let world: ConsoleWorld;
beforeEach(async () => {
  world = await openConsole({});
  await world.index.put([
    rowWith('AAAA-0001', { conversation: 'new' }, {}),
    rowWith('AAAA-0002', { conversation: 'new' }, {}),
    rowWith('AAAA-0003', { conversation: 'other' }, {}),
  ]);
  await append('old', 1, [{ type: 'conversation.started' }], {});
  await note('old', 2, 'AAAA-0009', 'berta', 'Hi sent poc.');
  await append('new', 1, [{ type: 'conversation.transferred', from: 'old', account: 'web' }], {});
  await note('new', 2, 'AAAA-0001', 'anna', 'Prefereix el correu.');
});
afterEach(() => world.close());

async function append(
  conversation: string,
  revision: number,
  events: readonly Event[],
  changes: Partial<ConversationState>,
  text: string | null = null,
): Promise<void> {
  await world.journal.append({
    ...{
      tenant: 'default',
      account: 'web',
      conversation,
      revision,
      at: testDay + revision - (conversation === 'old' ? 9 : 0),
      outbox: [],
      events,
    },
    ...{ inboundKey: `m${revision}`, state: { ...newConversation(testDay), ...changes } },
    ...(await world.sealer.seal(
      conversation,
      {
        ...{ address: null, inbound: null, outbound: [] },
        ...(text === null ? {} : { command: { kind: 'contact-note' as const, text } }),
      },
      'current',
    )),
  });
}

const note = (conversation: string, revision: number, code: string, by: string, text: string) =>
  append(conversation, revision, [{ type: 'case.contact-noted', case: code, by }], { contactNotes: [revision] }, text);

const notesIn = async (code: string) => {
  const { contactNotes } = (await world.ask('anna', 'GET', `cases/${code}`)).body;
  return contactNotes.map(({ by, text }: { by: string; text: string }) => [by, text]);
};

test('it is seen in all cases of the person, by who noted it and when, and reading it is recorded', async () => {
  const both = [
    ['berta', 'Hi sent poc.'],
    ['anna', 'Prefereix el correu.'],
  ];
  expect(await notesIn('AAAA-0001')).toEqual(both);
  expect(await notesIn('AAAA-0002')).toEqual(both);
  expect(await notesIn('AAAA-0003')).toEqual([]);
  const { readings } = (await world.ask('auditor', 'GET', 'readings')).body;
  expect(readings).toContainEqual(expect.objectContaining({ by: 'anna', what: 'case', code: 'AAAA-0002' }));
});

test('its words stand in the list alone, where one that was taken off is no more', async () => {
  const { body } = await world.ask('anna', 'GET', 'cases/AAAA-0001/turns?after=0');
  expect(JSON.stringify(body)).toContain('contact-note');
  expect(JSON.stringify(body)).not.toContain('Prefereix el correu.');
});

test('it goes with the person, and is not shown from a conversation that is only kept', async () => {
  await append('old', 3, [], { contactNotes: [2], restricted: { by: null, since: testDay } });
  expect(await notesIn('AAAA-0001')).toEqual([['anna', 'Prefereix el correu.']]);
  await world.keys.destroy('new', null);
  expect(await notesIn('AAAA-0001')).toEqual([]);
});

test('it is in what staff hand out, and counted in what people take themselves', async () => {
  const commits = await world.journal.read('new', 0, 10);
  const kept = (withNotes: boolean) => keptOf(commits, { open: world.sealer.open, withNotes });
  expect((await kept(true)).messages).toMatchObject([{ from: 'note', text: 'Prefereix el correu.' }]);
  expect(await kept(false)).toMatchObject({ messages: [], notesLeftOut: 1 });
});

test('it is refused without text, and to who only reads', async () => {
  const post = (agent: string, command: object) =>
    world.ask(agent, 'POST', 'cases/AAAA-0001/commands', { id: 'command-0001', seen: null, command });
  expect((await post('anna', { kind: 'contact-note', text: ' ' })).status).toBe(400);
  expect((await post('auditor', { kind: 'contact-note', text: 'x' })).status).toBe(403);
  expect((await post('anna', { kind: 'contact-note', text: 'Truqueu-li.' })).status).toBe(200);
  expect(world.commands.at(-1)?.command).toEqual({ kind: 'contact-note', text: 'Truqueu-li.' });
});
