import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture } from './fixture.ts';
import { long } from './knowledge.ts';
import { ana, pau, type Scene } from './scene.ts';
import { expectSeen } from './seen.ts';

const words = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** Words in, words out. */
export function textContract({ platform }: AdapterFixture, scene: () => Scene): void {
  /** Lets Ana say something; resolves to all that she saw and all that the bot has said to her. */
  async function converse(text: string) {
    const { house, fake } = scene();
    const { receipt } = await house.onStaffMessage(() => fake.say(ana, text));
    await house.deliver();
    const turns = await house.turns(receipt.conversation);
    return { turns, said: turns.flatMap(({ outbound }) => outbound), shown: fake.shown(ana) };
  }

  describe('text', () => {
    test('arrives as it was typed and is answered once, in order', async () => {
      const { turns, said, shown } = await converse("  Com m'empadrono  ".trim());
      expect(turns.map(({ inbound }) => inbound?.content)).toEqual([{ kind: 'text', text: "Com m'empadrono" }]);
      expect(said.length).toBeGreaterThan(1);
      expectSeen(shown, said);
    });

    test('of several people at once goes to each of them and to nobody else', async () => {
      const { house, fake } = scene();
      const one = await house.onStaffMessage(() => fake.say(ana, "Com m'empadrono"));
      const other = await house.onStaffMessage(() => fake.say(pau, 'Mobles vells'));
      expect(one.receipt.conversation).not.toBe(other.receipt.conversation);
      await house.deliver();
      for (const [seat, { receipt }] of [[ana, one] as const, [pau, other] as const]) {
        const turns = await house.turns(receipt.conversation);
        expectSeen(
          fake.shown(seat),
          turns.flatMap(({ outbound }) => outbound),
        );
      }
    });

    test('with signs, emoji and several lines arrives whole', async () => {
      const text = 'Hola 👩‍👧 <b>a</b> & *c* _d_ `e` [f](g)\n\n— «à» l·l $%^ 1. & 2.';
      const { turns } = await converse(text);
      expect(turns[0]?.inbound?.content).toEqual({ kind: 'text', text });
    });

    test('that means something in the platform’s dialect, and nothing here, is shown as it is', async () => {
      const { said, shown } = await converse('signs');
      expectSeen(shown, said);
    });

    test('with bold, a list and links is shown with them', async () => {
      const { said, shown } = await converse('markup');
      expectSeen(shown, said);
      if (platform.capabilities.markup === 'markdown') {
        expect(shown.at(-1)?.bold).toEqual(['el DNI', 'el contracte']);
        expect(shown.at(-1)?.links).toHaveLength(2);
      }
    });

    test('too long for one message is shown in several, whole, its marks and choices unbroken', async () => {
      const { said, shown } = await converse('tell me a lot');
      expectSeen(shown, said);
      const pieces = shown.slice(1);
      expect(pieces.length).toBeGreaterThan(1);
      const plain = long.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');
      const read = words(pieces.map(({ text }) => text).join('\n'));
      const wanted = platform.capabilities.markup === 'markdown' ? words(plain) : [];
      if (wanted.length > 0) expect(read.slice(0, wanted.length)).toEqual(wanted);
      expect(pieces.slice(0, -1).flatMap(({ buttons }) => buttons)).toEqual([]);
    });

    test('that the bot says by itself, days later, reaches the person', async () => {
      const { house, fake } = scene();
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.deliver();
      const before = fake.shown(ana).length;
      await house.restart();
      house.clock.advance(3 * 24 * 3_600_000);
      await house.announce(receipt.conversation, { text: 'We have an answer for you.', files: [] });
      await house.deliver();
      expect(
        fake
          .shown(ana)
          .slice(before)
          .map(({ text }) => text),
      ).toEqual(['We have an answer for you.']);
    });
  });

  describe('a message that was changed', () => {
    test('comes again as a change of the first one, once for each version', async () => {
      const { house, fake } = scene();
      if (fake.edit === null) return;
      let id = '';
      const first = await house.onStaffMessage(async () => {
        id = await fake.say(ana, "Com m'empadronu");
      });
      const { edit } = fake;
      const second = await house.onStaffMessage(() => edit(ana, id, "Com m'empadrono"));
      const third = await house.onStaffMessage(() => edit(ana, id, 'Mobles vells'));
      expect(second.delivery.inbound.content).toEqual({
        kind: 'edit',
        of: first.delivery.inbound.id,
        text: "Com m'empadrono",
      });
      expect(third.delivery.inbound.content).toMatchObject({ kind: 'edit', of: first.delivery.inbound.id });
      expect(new Set([first, second, third].map(({ delivery }) => delivery.inbound.id)).size).toBe(3);
      expect(new Set([first, second, third].map(({ receipt }) => receipt.conversation)).size).toBe(1);
    });
  });

  describe('that the bot is writing', () => {
    test('is shown while a turn is taken', async () => {
      const { house, fake } = scene();
      if (fake.typings === null) return;
      await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.sees(() => (fake.typings?.(ana) ?? 0) > 0);
    });

    test('is nobody’s concern when it fails', async () => {
      const { house, fake } = scene();
      fake.failTyping('desk');
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.deliver();
      const turns = await house.turns(receipt.conversation);
      expectSeen(
        fake.shown(ana),
        turns.flatMap(({ outbound }) => outbound),
      );
    });
  });
}
