import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture } from './fixture.ts';
import { ana, type Scene } from './scene.ts';
import { expectSeen, expectSeenBut } from './seen.ts';

/** The process ends at the worst moments. */
export function restartContract({ knowsRepetitions }: AdapterFixture, scene: () => Scene): void {
  describe('a process that ends', () => {
    test('between commit and acknowledgement: the message comes again, and is answered once', async () => {
      const { house, fake } = scene();
      house.cutAfterCommit(1);
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, "Com m'empadrono"));
      await house.restart();
      if (fake.redeliver !== null) {
        await fake.redeliver('desk');
        await house.receiveUpTo(2);
        expect(house.taken[1]?.receipt).toEqual({ ...receipt, duplicate: true });
      }
      await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.deliver();
      const turns = await house.turns(receipt.conversation);
      expect(turns).toHaveLength(2);
      expectSeen(
        fake.shown(ana),
        turns.flatMap(({ outbound }) => outbound),
      );
    });

    test('between sending and marking as sent: that one message is repeated at most, the rest follows in order', async () => {
      const { house, fake } = scene();
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, "Com m'empadrono"));
      house.cutAfterSending();
      await expect(house.deliverDue()).rejects.toThrow('the process ended here');
      await house.restart();
      await house.deliver();
      const said = (await house.turns(receipt.conversation)).flatMap(({ outbound }) => outbound);
      if (knowsRepetitions) expectSeen(fake.shown(ana), said);
      else expectSeenBut(fake.shown(ana), said, 0);
    });

    test('with answers unsent: the next one sends them', async () => {
      const { house, fake } = scene();
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, "Com m'empadrono"));
      await house.restart();
      await house.deliver();
      const turns = await house.turns(receipt.conversation);
      expectSeen(
        fake.shown(ana),
        turns.flatMap(({ outbound }) => outbound),
      );
    });
  });
}
