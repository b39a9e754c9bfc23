import { expect, test } from '@jest/globals';
import { createTicketAdmin } from '../../src/composition/ticketAdmin.ts';
import { agentWith } from '../support/agent.ts';
import { openTicketWorld, systemWith } from '../tickets/world.ts';

const adela = agentWith('adela', { roles: ['administrator'] });

test('administrators see which cases are in a ticket system, those that are stuck first, and never a key', async () => {
  const { bench, fates, pass, staff } = openTicketWorld({ waitMinutes: 0 });
  const system = systemWith({ key: 'a very secret key', link: 'https://tickets.example.cat/t/{number}' });
  const admin = createTicketAdmin({ tenant: 'default', systems: [system], cases: bench.index, clock: bench.clock.now });
  const failed = await bench.openCase('ana');
  fates('refused');
  await pass(2);
  const sent = await bench.openCase('biel');
  await pass(2);
  const view = await admin.view(adela);
  expect(view.tickets).toMatchObject([
    { code: failed.code, status: 'failed', fault: 'http-400', isStuck: true, maySend: true, link: null },
    { code: sent.code, status: 'sent', number: '1', isStuck: false, maySend: false },
  ]);
  expect(view.tickets[1]?.link).toBe('https://tickets.example.cat/t/1');
  expect(new Map(view.counts.map(({ status, count }) => [status, count]))).toEqual(
    new Map([
      ['failed', 1],
      ['sent', 1],
    ]),
  );
  expect(view.systems).toMatchObject([{ id: 'works', name: 'Works', updates: 'none', send: [{ service: 'lamp' }] }]);
  expect(JSON.stringify(view)).not.toContain('secret');
  // The system is gone: what is there is heard of no more.
  const gone = createTicketAdmin({ tenant: 'default', systems: [], cases: bench.index, clock: bench.clock.now });
  expect((await gone.view(adela)).tickets.map(({ isStuck, maySend }) => [isStuck, maySend])).toEqual([
    [true, false],
    [true, false],
  ]);
  await staff(sent, { kind: 'close', reason: 'resolved' });
  expect((await admin.view(adela)).tickets.map(({ code }) => code)).toEqual([failed.code]);
});
