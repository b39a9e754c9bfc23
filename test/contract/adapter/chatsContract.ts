import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture, Seat } from './fixture.ts';
import { ana, type Scene } from './scene.ts';
import { expectSeen } from './seen.ts';

const anaInTheSquare: Seat = { ...ana, surface: 'public' };
const pauInTheSquare: Seat = { account: 'desk', person: 'pau', surface: 'public' };

/** Places that others read. */
export function placesContract(_: AdapterFixture, scene: () => Scene): void {
  describe('a public place', () => {
    test('is answered only by anybody who addresses the bot; what others say is neither kept nor logged', async () => {
      const { house, fake } = scene();
      await fake.chatter(pauInTheSquare, 'who comes along tonight?');
      const { delivery, receipt } = await house.onStaffMessage(() => fake.say(anaInTheSquare, "Com m'empadrono"));
      await fake.chatter(anaInTheSquare, 'I heard that it is easy');
      await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      expect(delivery).toMatchObject({ surface: 'public', inbound: { content: { text: "Com m'empadrono" } } });
      expect(house.taken).toHaveLength(2);
      expect(house.logged()).not.toMatch(/tonight|easy/);
      await house.deliver();
      const turns = await house.turns(receipt.conversation);
      expectSeen(
        fake.shown(anaInTheSquare),
        turns.flatMap(({ outbound }) => outbound),
      );
    });

    test('is answered when somebody replies to the bot', async () => {
      const { house, fake } = scene();
      const { reply } = fake;
      if (reply === null) return;
      await house.onStaffMessage(() => fake.say(anaInTheSquare, "Com m'empadrono"));
      await house.deliver();
      const { delivery } = await house.onStaffMessage(() => reply(anaInTheSquare, 'moltes gràcies'));
      expect(delivery).toMatchObject({ surface: 'public', inbound: { content: { text: 'moltes gràcies' } } });
    });

    test('holds a conversation of each person’s own, apart from their private one', async () => {
      const { house, fake } = scene();
      const all = [
        await house.onStaffMessage(() => fake.say(anaInTheSquare, 'moltes gràcies')),
        await house.onStaffMessage(() => fake.say(pauInTheSquare, 'moltes gràcies')),
        await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies')),
      ];
      expect(new Set(all.map(({ receipt }) => receipt.conversation)).size).toBe(3);
      expect(all.map(({ delivery }) => delivery.surface)).toEqual(['public', 'public', 'private']);
      const again = await house.onStaffMessage(() => fake.say(anaInTheSquare, "Com m'empadrono"));
      expect(again.receipt.conversation).toBe(all[0]?.receipt.conversation);
    });
  });
}
