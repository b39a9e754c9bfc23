import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { CaseEvent } from '../../../src/core/model/event.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { keptOf } from '../../../src/rights/person/keptConversation.ts';
import { testDay } from '../../support/clock.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

/*
 * What is written with a transfer is an internal note: for who receives the case and who passed it on, sealed with the
 * conversation.
 */

const code = 'AAAA-0001';
const comment = 'Hi vaig anar ahir.';
const passed = { by: 'carla', at: testDay, revision: 1 };
const asked: CaseEvent = { type: 'case.assigned', case: code, by: 'carla', agent: 'anna', department: 'hisenda' };

let world: ConsoleWorld;
beforeEach(async () => {
  world = await openConsole({});
  await world.index.put([rowWith(code, { conversation: 'talk' }, { assignee: 'anna', transferred: passed })]);
  await append(1, asked, { kind: 'assign', to: { agent: 'anna' }, comment });
});
afterEach(() => world.close());

async function append(revision: number, event: CaseEvent, command: StaffCommand): Promise<void> {
  const content = { address: null, inbound: null, outbound: [], command };
  await world.journal.append({
    ...{ tenant: 'default', account: 'web', conversation: 'talk', revision, at: testDay + revision, outbox: [] },
    ...{ events: [event], inboundKey: `m${revision}`, state: newConversation(testDay) },
    ...(await world.sealer.seal('talk', content, 'current')),
  });
}

const notify = (person: string, reason: 'assigned' | 'transfer-taken', revision: number) =>
  world.notifications.put({
    ...{ tenant: 'default', person, id: `${code}.${revision}.${reason}`, at: testDay, code, reason },
    ...{ department: 'hisenda', dueAt: null },
  });

const saidTo = async (agent: string) =>
  (await world.ask(agent, 'GET', 'notifications')).body.notifications.map(({ says }: { says?: object }) => says);

test('the comment is on top of the case, in its conversation, and with the notification', async () => {
  await notify('anna', 'assigned', 1);
  const { transfer } = (await world.ask('anna', 'GET', `cases/${code}`)).body;
  expect(transfer).toEqual({ by: 'carla', at: testDay, comment });
  const { turns } = (await world.ask('anna', 'GET', `cases/${code}/turns?after=0`)).body;
  expect(turns).toMatchObject([{ said: [], citizen: null, command: { by: 'carla', command: { comment } } }]);
  expect(await saidTo('anna')).toEqual([{ by: 'carla', text: comment }]);
  expect(await saidTo('berta')).toEqual([]);
});

test('the answer goes back with the notification, and what was written for a department to who gets the case', async () => {
  await append(2, { ...asked, by: null }, { kind: 'assign', to: { agent: 'anna' } });
  await notify('anna', 'assigned', 2);
  expect(await saidTo('anna')).toEqual([{ by: 'carla', text: comment }]);
  await append(3, { type: 'case.taken', case: code, by: 'anna' }, { kind: 'take', answer: "M'hi poso." });
  await notify('carla', 'transfer-taken', 3);
  expect(await saidTo('carla')).toEqual([{ by: 'anna', text: "M'hi poso." }]);
});

test('both go with the person, and are not shown while what was written is only kept', async () => {
  await notify('anna', 'assigned', 1);
  await world.index.put([rowWith(code, { conversation: 'talk', isRestricted: true, revision: 2 }, {})]);
  expect(await saidTo('anna')).toEqual([undefined]);
  await world.index.put([rowWith(code, { conversation: 'talk', revision: 3 }, { transferred: passed })]);
  expect(await saidTo('anna')).toEqual([{ by: 'carla', text: comment }]);
  await world.keys.destroy('talk', null);
  expect(await saidTo('anna')).toEqual([undefined]);
  expect((await world.ask('anna', 'GET', `cases/${code}`)).body.transfer).toMatchObject({ comment: null });
});

test('both are in what staff hand out to the person, as notes', async () => {
  const commits = await world.journal.read('talk', 0, 10);
  const kept = await keptOf(commits, { open: world.sealer.open, withNotes: true });
  expect(kept.messages).toMatchObject([{ from: 'note', text: comment }]);
});

test('they are sent without spaces around them, empty ones as none, and not longer than a note', async () => {
  let sent = 0;
  const post = (command: object) => {
    sent += 1;
    return world.ask('anna', 'POST', `cases/${code}/commands`, { id: `command-${sent}`, seen: null, command });
  };
  expect((await post({ kind: 'take', answer: ' Sí. ' })).status).toBe(200);
  expect(world.commands.at(-1)?.command).toEqual({ kind: 'take', answer: 'Sí.' });
  await post({ kind: 'assign', to: { department: 'medi' }, comment: ' ' });
  expect(world.commands.at(-1)?.command).toEqual({ kind: 'assign', to: { department: 'medi' } });
  expect((await post({ kind: 'take', answer: 'x'.repeat(1_001) })).status).toBe(400);
});
