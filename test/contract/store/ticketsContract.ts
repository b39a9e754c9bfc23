import { expect, test } from '@jest/globals';
import { openTicketWorld } from '../../tickets/world.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

/** What every store must do with cases that go to a ticket system. */
export function ticketsContract(makeFixture: MakeFixture): void {
  describeStore('tickets', makeFixture, (bed) => {
    const opened = (changes: Parameters<typeof openTicketWorld>[0]) =>
      openTicketWorld({ waitMinutes: 0, lostAnswer: 'repeat', ...changes }, bed.store);

    test('a case is there once, also where the service dies over it, and so is what is said later', async () => {
      const world = opened({ updates: 'send', whenClosed: 'resolve' });
      const { code } = await world.bench.openCase('ana');
      world.fates('dies-after');
      await world.pass(2);
      world.restart();
      await world.pass(4);
      expect(world.there).toHaveLength(1);
      expect((await world.caseNow(code))?.ticket).toMatchObject({ status: 'sent', number: '1', round: 1 });
      await world.bench.say('ana', 'i surt aigua');
      world.fates('lost-after');
      await world.pass(4);
      world.restart();
      await world.pass(4);
      const [ticket] = world.there;
      expect(ticket?.updates.map(({ text }) => text)).toEqual(['i surt aigua']);
      expect((await world.caseNow(code))?.ticket?.later?.status).toBe('sent');
      if (ticket !== undefined) ticket.status = 'closed';
      await world.pass(6);
      expect((await world.caseNow(code))?.status).toBe('closed');
    });

    test('a case that waits for a system which is gone is left to staff', async () => {
      const world = opened({});
      const { code } = await world.bench.openCase('ana');
      world.fates('wait');
      await world.pass(1);
      world.removeSystem();
      await world.pass(1);
      expect((await world.caseNow(code))?.ticket).toMatchObject({ status: 'failed', fault: 'removed' });
    });
  });
}
