import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture, Seat } from './fixture.ts';
import { ana, type Scene } from './scene.ts';
import { expectSeen } from './seen.ts';

/** Many profiles of one platform in one process. */
export function accountsContract(_: AdapterFixture, scene: () => Scene): void {
  const names = ['library', 'market', 'sports'];
  const anaAt = (account: string): Seat => ({ ...ana, account });

  describe('accounts', () => {
    test('live side by side: each answers its own people', async () => {
      const { house, fake } = scene();
      const opened = [];
      for (const name of names) opened.push(await house.open(name, 'right'));
      expect(new Set(opened.map(({ identity }) => identity.id)).size).toBe(names.length);
      const received = [];
      for (const name of names)
        received.push(await house.onStaffMessage(() => fake.say(anaAt(name), 'moltes gràcies')));
      expect(received.map(({ delivery }) => delivery.account.id)).toEqual(names);
      await house.deliver();
      for (const [index, name] of names.entries()) {
        const turns = await house.turns(received[index]?.receipt.conversation ?? '');
        expectSeen(
          fake.shown(anaAt(name)),
          turns.flatMap(({ outbound }) => outbound),
        );
      }
    });

    test('with a wrong secret fail to open, say so by a code, and disturb no other', async () => {
      const { house, fake } = scene();
      await expect(house.open('library', 'wrong')).rejects.toMatchObject({ code: 'platform.refused' });
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.deliver();
      const turns = await house.turns(receipt.conversation);
      expectSeen(
        fake.shown(ana),
        turns.flatMap(({ outbound }) => outbound),
      );
    });

    test('that the platform fails let all others go on', async () => {
      const { house, fake } = scene();
      await house.open('library', 'right');
      const stuck = await house.onStaffMessage(() => fake.say(anaAt('library'), 'moltes gràcies'));
      const well = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      const met = fake.fail('library', { kind: 'silence' });
      const delivering = house.deliverDue();
      await met;
      const turns = await house.turns(well.receipt.conversation);
      const said = turns.flatMap(({ outbound }) => outbound);
      await house.sees(() => fake.shown(ana).length === said.length);
      expectSeen(fake.shown(ana), said);
      house.runOutOfTime();
      await delivering;
      await house.deliver();
      const late = await house.turns(stuck.receipt.conversation);
      expect(fake.shown(anaAt('library')).at(-1)?.text).toBe(late.at(-1)?.outbound.at(-1)?.text);
    });

    test('that are closed take nothing more, keep what they have to send, and can be opened again', async () => {
      const { house, fake } = scene();
      await house.open('library', 'right');
      const library = anaAt('library');
      await house.onStaffMessage(() => fake.say(library, 'moltes gràcies'));
      await house.shut('library');
      await house.deliverDue();
      expect(fake.shown(library)).toEqual([]);
      await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.reopen('library');
      await house.deliver();
      expect(fake.shown(library).length).toBeGreaterThan(0);
    });

    test('say who they are without being opened', async () => {
      const { house } = scene();
      const identity = await house.identify('library', 'right');
      expect(identity.id).not.toBe('');
      expect(identity.name).not.toBe('');
      const opened = await house.open('library', 'right');
      expect(opened.identity).toEqual(identity);
      await expect(house.identify('market', 'wrong')).rejects.toMatchObject({ code: 'platform.refused' });
    });
  });
}
