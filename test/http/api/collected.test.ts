import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { FlowDefinition, SlotValues } from '../../../src/core/model/flow.ts';
import { testDay } from '../../support/clock.ts';
import { shippedFlows } from '../../support/flows.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

/*
 * What a citizen told in a flow is shown to staff of the case apart from the conversation, until the person is erased.
 */

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const photo = { id: 'f1', name: 'foto.png', type: 'image/png', size: png.length };
const plain = (text: string) => ({ text, value: text });

let world: ConsoleWorld;
let incident: FlowDefinition;

beforeAll(async () => {
  world = await openConsole({});
  const found = (await shippedFlows()).all.find(({ id }) => id === 'street-incident');
  if (found === undefined) throw new Error('the flow ships');
  incident = found;
  await world.flowVersions.keep('default', incident);
});
afterAll(() => world.close());

/** A case whose newest turn holds what was told. */
async function report(code: string, slots: SlotValues): Promise<void> {
  const conversation = `c-${code}`;
  const collected = { case: code, flow: incident.id, version: incident.version, slots };
  const said = { id: 'm', content: { kind: 'text', text: 'x' }, localeHint: null } as const;
  await world.journal.append({
    ...{ tenant: 'default', account: 'web', conversation, revision: 1, at: testDay, inboundKey: 'm', outbox: [] },
    ...{ events: [{ type: 'case.added', case: code, by: null }], state: newConversation(testDay) },
    ...(await world.sealer.seal(conversation, { address: null, inbound: said, outbound: [], collected }, 'current')),
  });
  await world.index.put([rowWith(code, {}, { collected: [{ flow: incident.id, revision: 1 }] })]);
  world.kept.bytes.set(`${conversation}/${photo.id}`, png);
}

const slots: SlotValues = {
  photo: { text: '1', value: 'yes', files: [photo] },
  danger: { text: 'Sí', value: 'yes' },
  place: { ...plain('al carrer Secret, 12'), position: { latitude: 41.3, longitude: 2.1 } },
  what: plain('un forat'),
};

test('it is listed in the order of the flow, and reading it is recorded', async () => {
  await report('AAAA-0001', slots);
  const { status, body } = await world.ask('anna', 'GET', 'cases/AAAA-0001');
  expect(status).toBe(200);
  expect(body.collected).toMatchObject([
    {
      title: { en: 'Report a problem in the street' },
      revision: 1,
      at: testDay,
      values: [
        { title: { en: 'What is wrong' }, type: 'text', text: 'un forat', position: null },
        { title: { en: 'Place' }, text: 'al carrer Secret, 12', position: { latitude: 41.3, longitude: 2.1 } },
        { title: { en: 'Danger' }, type: 'consent', text: 'yes' },
        { title: { en: 'Photo' }, files: [photo] },
      ],
    },
  ]);
  const day = new Date(testDay).toISOString().slice(0, 10);
  const { readings } = await world.readings.list({ day, by: 'anna', code: 'AAAA-0001', before: null, limit: 9 });
  expect(readings.length).toBeGreaterThan(0);
});

test('its photo is a file of the case, for those who may see it, and of no other turn', async () => {
  await report('AAAA-0002', slots);
  const file = (revision: number) => `files/AAAA-0002/f1?conversation=c-AAAA-0002&revision=${revision}`;
  expect((await world.ask('anna', 'GET', file(1))).status).toBe(200);
  expect((await world.ask('anna', 'GET', file(2))).status).toBe(404);
  expect((await world.ask('anna', 'GET', file(1).replace('f1', 'f2'))).status).toBe(404);
  expect((await world.ask('berta', 'GET', file(1))).status).not.toBe(200);
});

test('those who may not see the case do not see it, and after erasure nobody does', async () => {
  await report('AAAA-0003', slots);
  expect((await world.ask('berta', 'GET', 'cases/AAAA-0003')).status).not.toBe(200);
  await world.keys.destroy('c-AAAA-0003', 'the key of the commit that erases');
  const { body } = await world.ask('anna', 'GET', 'cases/AAAA-0003');
  expect(body.collected).toEqual([]);
  expect(JSON.stringify(body)).not.toContain('Secret');
});
