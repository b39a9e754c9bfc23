import { afterEach, expect, test } from '@jest/globals';
import { newConversation } from '../../../src/core/model/conversation.ts';
import type { MachineTranslation } from '../../../src/core/ports/desk/machineTranslation.ts';
import { testDay } from '../../support/clock.ts';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

let world: ConsoleWorld;
afterEach(() => world.close());

/** A console in which a citizen has written; what its machine was asked. */
async function open(translates: boolean, restricted: boolean) {
  const asked: (readonly [string, string])[] = [];
  const translation: MachineTranslation = {
    async translate(text, to) {
      asked.push([text, to]);
      return { text: `${text} (${to})`, from: 'de' };
    },
  };
  world = await openConsole({ translation: translates ? translation : null });
  await world.index.put([rowWith('AAAA-0001', {}, {}), rowWith('AAAA-0002', {}, {})]);
  const conversation = 'c-AAAA-0001';
  const inbound = { id: 'm', content: { kind: 'text', text: 'Die Laterne ist kaputt' }, localeHint: null } as const;
  await world.journal.append({
    ...{ tenant: 'default', account: 'web', conversation, revision: 1, at: testDay, inboundKey: 'm', outbox: [] },
    events: [{ type: 'case.added', case: 'AAAA-0001', by: null }],
    state: { ...newConversation(testDay), ...(restricted ? { restricted: { by: null, since: testDay } } : {}) },
    ...(await world.sealer.seal(conversation, { address: null, inbound, outbound: [] }, 'current')),
  });
  return asked;
}

const translate = (agent: string, code: string, conversation = 'c-AAAA-0001', revision = 1) =>
  world.ask(agent, 'POST', `cases/${code}/translation`, { conversation, revision });

test('what a citizen wrote is translated for who asks, once each time, and it is recorded that it was', async () => {
  const asked = await open(true, false);
  const { status, body } = await translate('anna', 'AAAA-0001');
  expect([status, body]).toEqual([200, { text: 'Die Laterne ist kaputt (ca)', from: 'de' }]);
  expect(asked).toEqual([['Die Laterne ist kaputt', 'ca']]);
  const { readings } = (await world.ask('auditor', 'GET', 'readings')).body;
  expect(readings).toMatchObject([{ by: 'anna', what: 'translation', code: 'AAAA-0001' }]);
  expect((await world.ask('anna', 'GET', 'setting')).body.translates).toBe(true);
});

test('nothing leaves the house for who may not read it, of another person, without words, or by who only reads', async () => {
  const asked = await open(true, false);
  expect((await translate('berta', 'AAAA-0001')).status).toBe(404);
  expect((await translate('anna', 'AAAA-0002')).status).toBe(404);
  expect((await translate('anna', 'AAAA-0001', 'c-AAAA-0001', 2)).status).toBe(404);
  expect((await translate('auditor', 'AAAA-0001')).status).toBe(403);
  expect(asked).toEqual([]);
});

test('nothing does where it is only kept, or where no machine is set', async () => {
  const asked = await open(true, true);
  expect((await translate('anna', 'AAAA-0001')).status).toBe(403);
  expect(asked).toEqual([]);
  await world.close();
  await open(false, false);
  expect((await translate('anna', 'AAAA-0001')).status).toBe(404);
  expect((await world.ask('anna', 'GET', 'setting')).body.translates).toBe(false);
});
