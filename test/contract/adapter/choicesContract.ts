import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture } from './fixture.ts';
import { longEntry } from './knowledge.ts';
import { ana, pau, type Scene } from './scene.ts';

/** What may be picked instead of typed. */
export function choicesContract({ platform }: AdapterFixture, scene: () => Scene): void {
  const withButtons = platform.capabilities.buttons > 0;

  /** Lets Ana say something and see the answers; resolves to the choices of the last one. */
  async function offer(text: string) {
    const { house, fake } = scene();
    const { receipt } = await house.onStaffMessage(() => fake.say(ana, text));
    await house.deliver();
    return (await house.turns(receipt.conversation)).at(-1)?.outbound.at(-1)?.choices ?? [];
  }

  async function taken(work: () => Promise<unknown>) {
    const { house } = scene();
    const { receipt, delivery } = await house.onStaffMessage(work);
    const turn = (await house.turns(receipt.conversation)).at(-1);
    return { content: delivery.inbound.content, event: turn?.events.find(({ type }) => type === 'choice.taken') };
  }

  describe('choices', () => {
    test('are pressed', async () => {
      if (!withButtons) return;
      const choices = await offer('un paper del padró');
      const { fake } = scene();
      expect(fake.shown(ana).at(-1)?.buttons).toEqual(choices.map(({ label }) => label));
      const [, second] = choices;
      if (!second) throw new Error('two choices expected');
      const { content, event } = await taken(() => fake.press(ana, second.label));
      expect(content).toEqual({ kind: 'choice', value: second.value, text: second.label });
      expect(event).toEqual({ type: 'choice.taken', value: 'entry:padro.certificat' });
    });

    test('are typed by number', async () => {
      await offer('un paper del padró');
      const { event } = await taken(() => scene().fake.say(ana, '2'));
      expect(event).toEqual({ type: 'choice.taken', value: 'entry:padro.certificat' });
    });

    test('are pressed on an old message, in another process, by anybody who was offered them', async () => {
      if (!withButtons) return;
      const [first] = await offer('old things');
      const { house, fake } = scene();
      if (!first) throw new Error('a choice expected');
      await house.onStaffMessage(() => fake.say(pau, 'un paper del padró'));
      await offer('moltes gràcies');
      await house.restart();
      const { content, event } = await taken(() => fake.press(ana, first.label));
      expect(content).toEqual({ kind: 'choice', value: `entry:${longEntry}`, text: first.label });
      expect(event).toEqual({ type: 'choice.taken', value: `entry:${longEntry}` });
    });

    test('that were pressed once more by a nervous finger count once or again, and mean the same', async () => {
      if (!withButtons) return;
      const [first] = await offer('un paper del padró');
      const { house, fake } = scene();
      if (!first) throw new Error('a choice expected');
      const one = await house.onStaffMessage(() => fake.press(ana, first.label));
      if (fake.redeliver === null) return;
      await fake.redeliver('desk');
      await house.receiveUpTo(3);
      expect(house.taken[2]?.receipt).toEqual({ ...one.receipt, duplicate: true });
    });
  });
}
