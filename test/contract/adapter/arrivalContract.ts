import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture } from './fixture.ts';
import { ana, type Scene } from './scene.ts';
import { expectSeen } from './seen.ts';

/** How messages come in when the network plays tricks. */
export function arrivalContract(_: AdapterFixture, scene: () => Scene): void {
  describe('what arrives', () => {
    test('twice is committed and answered once', async () => {
      const { house, fake } = scene();
      if (fake.redeliver === null) return;
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, "Com m'empadrono"));
      await fake.redeliver('desk');
      await house.receiveUpTo(2);
      expect(house.taken[1]?.receipt).toEqual({ ...receipt, duplicate: true });
      await house.deliver();
      const turns = await house.turns(receipt.conversation);
      expect(turns).toHaveLength(1);
      expectSeen(
        fake.shown(ana),
        turns.flatMap(({ outbound }) => outbound),
      );
    });

    test('in the wrong order is taken all the same, each once', async () => {
      const { house, fake } = scene();
      await fake.sayBackwards(ana, "Com m'empadrono", 'Mobles vells');
      await house.receiveUpTo(2);
      await house.deliver();
      const conversation = house.taken[0]?.receipt.conversation ?? '';
      const turns = await house.turns(conversation);
      const texts = turns.map(({ inbound }) => inbound !== null && 'text' in inbound.content && inbound.content.text);
      expect(texts.toSorted()).toEqual(["Com m'empadrono", 'Mobles vells']);
      expectSeen(
        fake.shown(ana),
        turns.flatMap(({ outbound }) => outbound),
      );
    });

    test('twice in the same words is two messages', async () => {
      const { house, fake } = scene();
      const first = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      const second = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      expect(second.receipt).toMatchObject({ conversation: first.receipt.conversation, revision: 2, duplicate: false });
    });
  });
}
