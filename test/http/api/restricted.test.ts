import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { testDay } from '../../support/clock.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

const code = 'AAAA-0001';
let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsole({});
  const conversation = `c-${code}`;
  const inbound = { id: 'm', content: { kind: 'text', text: 'em dic Xiroiaquel' }, localeHint: null } as const;
  await world.journal.append({
    ...{ tenant: 'default', account: 'web', conversation, revision: 1, at: testDay, inboundKey: 'm', outbox: [] },
    events: [{ type: 'case.added', case: code, by: null }],
    state: { ...newConversation(testDay), restricted: { by: null, since: testDay } },
    ...(await world.sealer.seal(conversation, { address: null, inbound, outbound: [] }, 'current')),
  });
  await world.index.put([rowWith(code, { text: '', isRestricted: true }, {})]);
});
afterAll(() => world.close());

const paths = [`cases/${code}`, `cases/${code}/turns`, `files/${code}/f1?conversation=c-${code}&revision=1`];
const note = { id: 'command-0001', seen: null, command: { kind: 'note', text: 'Hola', mentions: [] } };
const glass = {
  id: 'command-0002',
  seen: null,
  command: { kind: 'break-glass', reason: 'To answer the open complaint' },
};

test.each(['anna', 'supervisor', 'administrator', 'auditor'])('%s does not read what is only kept', async (who) => {
  for (const path of paths) {
    const answered = await world.ask(who, 'GET', path);
    expect([path, answered.status, answered.body.error.code]).toEqual([path, 403, 'case.restricted']);
    expect(JSON.stringify(answered.body)).not.toContain('Xiroiaquel');
  }
  const { items } = (await world.ask(who, 'GET', 'cases')).body;
  expect(items).toMatchObject([{ isRestricted: true, text: '' }]);
});

test('nobody acts on it but by opening it for a reason, which is recorded; then they read it', async () => {
  expect((await world.ask('anna', 'POST', `cases/${code}/commands`, note)).body.error.code).toBe('case.restricted');
  expect(world.commands).toEqual([]);
  const opened = await world.ask('anna', 'POST', `cases/${code}/commands`, glass);
  expect(opened.status).toBe(200);
  expect(world.commands).toMatchObject([{ by: 'anna', command: { kind: 'break-glass' } }]);
  const { readings } = await world.readings.list({
    ...{ day: '2026-11-24', by: 'anna', code, before: null, limit: 10 },
  });
  expect(readings).toContainEqual(expect.objectContaining({ what: 'glass', reason: 'To answer the open complaint' }));

  const until = testDay + 3_600_000;
  await world.index.put([rowWith(code, { isRestricted: true, revision: 9 }, { glass: [{ by: 'anna', until }] })]);
  const turns = await world.ask('anna', 'GET', `cases/${code}/turns`);
  expect(JSON.stringify(turns.body)).toContain('Xiroiaquel');
  // Only who opened it, and for as long as that counts.
  expect((await world.ask('supervisor', 'GET', `cases/${code}`)).status).toBe(403);
  world.clock.advance(2 * 3_600_000);
  expect((await world.ask('anna', 'GET', `cases/${code}`)).status).toBe(403);
});
