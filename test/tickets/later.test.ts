import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedCommands } from '../../src/core/cases/policy.ts';
import { agentWith } from '../support/agent.ts';
import { fates, openTicketWorld } from './world.ts';

/** A case that is in the ticket system. */
async function sentCase(changes: Parameters<typeof openTicketWorld>[0]) {
  const world = openTicketWorld({ waitMinutes: 0, ...changes });
  const of = await world.bench.openCase('ana');
  await world.pass((changes.waitMinutes ?? 0) + 2);
  const [ticket] = world.there;
  if (ticket === undefined) throw new Error('it is not there');
  const later = () => world.caseState(of.code).ticket?.later;
  return { ...world, of, ticket, later };
}

describe('what the person says of a case after it was sent', () => {
  test('is told once they have said all, without identifiers, once', async () => {
    const { bench, pass, ticket, later, of, restart } = await sentCase({ updates: 'send', waitMinutes: 5 });
    await bench.say('ana', 'ara també fa pudor, truqueu-me al 612 345 678');
    await pass(3);
    await bench.say('ana', 'i surt aigua');
    await pass(3);
    expect(ticket.updates).toEqual([]);
    await pass(4);
    expect(ticket.updates).toEqual([
      {
        key: expect.stringContaining(`${of.code}.later.`),
        text: 'ara també fa pudor, truqueu-me al […]\n\ni surt aigua',
        photos: 0,
      },
    ]);
    expect(later()).toMatchObject({ status: 'sent', fault: null });
    restart();
    await pass(20);
    expect(ticket.updates).toHaveLength(1);
    await bench.say('ana', 'i encara més');
    await pass(8);
    expect(ticket.updates.map(({ text }) => text).at(-1)).toBe('i encara més');
    expect(JSON.stringify(bench.store.commits().map(({ events, state }) => [events, state]))).not.toContain('pudor');
  });

  test('includes photos, at most five at once', async () => {
    const { bench, files, pass, ticket, of } = await sentCase({ updates: 'send' });
    for (let message = 0; message < 2; message += 1) {
      const sent = await Promise.all(
        [1, 2, 3].map(async (each) => {
          const file = { id: `f${message}${each}`, name: 'Ona.png', type: 'image/png', size: 3 };
          await files.keep(of.conversation, file.id, Uint8Array.of(1, 2, each));
          return file;
        }),
      );
      bench.clock.advance(1_000);
      await bench.say('ana', { kind: 'files', text: `foto ${message}`, files: sent });
    }
    await pass(4);
    expect(ticket.updates.map(({ text, photos }) => [text, photos])).toEqual([
      ['foto 0', 3],
      ['foto 1', 3],
    ]);
  });

  test('stays here where the system does not take it', async () => {
    const { bench, pass, ticket, later } = await sentCase({ updates: 'none' });
    await bench.say('ana', 'i surt aigua');
    await pass(10);
    expect([ticket.updates, later()]).toEqual([[], undefined]);
  });

  test('lets the case end with its ticket once it was told', async () => {
    const passed = await sentCase({ updates: 'send', whenClosed: 'resolve' });
    await passed.bench.say('ana', 'i surt aigua');
    await passed.pass(2);
    passed.ticket.status = 'closed';
    await passed.pass(6);
    expect(passed.caseState(passed.of.code).status).toBe('closed');
  });

  test('is refused: staff are told, and send it again', async () => {
    const { bench, fates: come, pass, ticket, later, staff, of, caseState } = await sentCase({ updates: 'send' });
    await bench.say('ana', 'i surt aigua');
    come('refused');
    await pass(2);
    expect(later()).toMatchObject({ status: 'failed', fault: 'http-400' });
    await pass(10);
    expect(ticket.updates).toEqual([]);
    const may = () => allowedCommands({ case: caseState(of.code), handledBy: null }, agentWith('ona', {}));
    expect(may()).toContain('send-ticket');
    await staff(of, { kind: 'send-ticket' });
    await pass(2);
    expect(ticket.updates).toHaveLength(1);
    expect(may()).not.toContain('send-ticket');
  });

  test('that may have arrived is left to a person, and does not go with what is said since', async () => {
    const { bench, fates: come, pass, ticket, later } = await sentCase({ updates: 'send', lostAnswer: 'ask' });
    await bench.say('ana', 'i surt aigua');
    come('lost-after');
    await pass(10);
    expect(later()?.status).toBe('unsure');
    await bench.say('ana', 'molta');
    await pass(3);
    expect(ticket.updates.map(({ text }) => text)).toEqual(['i surt aigua', 'molta']);
  });

  test('is never there twice and never forgotten, whatever happens to calls and to the service', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('ask', 'repeat'),
        fc.array(fc.constantFrom(...fates), { maxLength: 8 }),
        async (lostAnswer, given) => {
          const world = await sentCase({ updates: 'send', lostAnswer } as const);
          await world.bench.say('ana', 'u');
          world.fates(...given);
          for (let each = 0; each < 3; each += 1) {
            world.restart();
            await world.pass(5);
          }
          await world.bench.say('ana', 'dos');
          world.fates();
          world.restart();
          await world.pass(120);
          const words = world.ticket.updates.flatMap(({ text }) => text.split('\n\n'));
          expect(new Set(words).size).toBe(words.length);
          expect(words).toContain('dos');
          const steps = world.bench.store
            .commits()
            .flatMap(({ events }) => events.flatMap((event) => (event.type === 'case.ticket' ? [event.what] : [])));
          // What is not there was said to be so.
          if (!words.includes('u')) expect(steps).toContain('later-unsure');
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);
});

test('cases that wait for a system that was taken out of the settings are left to staff, and said to be', async () => {
  const { bench, fates: come, pass, removeSystem, caseState } = openTicketWorld({ waitMinutes: 0 });
  const { code } = await bench.openCase('ana');
  come('wait');
  await pass(1);
  expect(caseState(code).ticket?.status).toBe('waiting');
  removeSystem();
  await pass(1);
  expect(caseState(code)).toMatchObject({ status: 'open', ticket: { status: 'failed', fault: 'removed' } });
  const notified = bench.store.commits().flatMap(({ outbox }) => JSON.stringify(outbox));
  expect(notified.some((each) => each.includes('ticket-failed'))).toBe(true);
});
