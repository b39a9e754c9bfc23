import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture } from './fixture.ts';
import { ana, type Scene } from './scene.ts';

/** A picture of one dot (PNG). */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const page = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n', 'latin1');

/** Pictures and documents, in and out. */
export function filesContract(_: AdapterFixture, scene: () => Scene): void {
  describe('files', () => {
    test.each([
      ['a picture', { name: 'dot.png', type: 'image/png', bytes: dot }],
      ['a document', { name: 'padró 1.pdf', type: 'application/pdf', bytes: page }],
    ])('%s that a person sends is sealed before the turn, with its words', async (_name, file) => {
      const { house, fake } = scene();
      const { delivery, receipt } = await house.onStaffMessage(() => fake.sendFile(ana, file, 'Mobles vells'));
      const { content } = delivery.inbound;
      if (content.kind !== 'files') throw new Error(`files expected, not ${content.kind}`);
      expect(content.text).toBe('Mobles vells');
      expect(content.files).toMatchObject([{ type: file.type, size: file.bytes.length }]);
      const [ref] = content.files;
      const bytes = ref && (await house.files.open(receipt.conversation, ref.id));
      expect(bytes && Buffer.from(bytes).equals(file.bytes)).toBe(true);
    });

    test('are taken without words', async () => {
      const { house, fake } = scene();
      const file = { name: 'dot.png', type: 'image/png', bytes: dot };
      const { delivery } = await house.onStaffMessage(() => fake.sendFile(ana, file, ''));
      expect(delivery.inbound.content).toMatchObject({ kind: 'files', text: '', files: [{ size: dot.length }] });
    });

    test('that come again are the same ones', async () => {
      const { house, fake } = scene();
      if (fake.redeliver === null) return;
      const file = { name: 'dot.png', type: 'image/png', bytes: dot };
      const first = await house.onStaffMessage(() => fake.sendFile(ana, file, 'here'));
      await fake.redeliver('desk');
      await house.receiveUpTo(2);
      expect(house.taken[1]?.receipt).toEqual({ ...first.receipt, duplicate: true });
      expect(house.taken[1]?.delivery.inbound).toEqual(first.delivery.inbound);
    });

    test('that the bot sends arrive whole, with their words', async () => {
      const { house, fake } = scene();
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      await house.files.keep(receipt.conversation, 'f1', page);
      const ref = { id: 'f1', name: 'certificat.pdf', type: 'application/pdf', size: page.length };
      await house.announce(receipt.conversation, { text: 'Your certificate', files: [ref] });
      await house.deliver();
      // In one message or two, as the platform likes it.
      const last = fake.shown(ana).slice(-2);
      const files = last.flatMap((message) => message.files);
      expect(files.map(({ name }) => name)).toEqual(['certificat.pdf']);
      expect(files.map(({ bytes }) => Buffer.from(bytes).equals(page))).toEqual([true]);
      expect(last.map(({ text }) => text).join('\n')).toContain('Your certificate');
    });

    test('that were erased before they could be sent hold nothing up', async () => {
      const { house, fake } = scene();
      const { receipt } = await house.onStaffMessage(() => fake.say(ana, 'moltes gràcies'));
      const ref = { id: 'gone', name: 'gone.pdf', type: 'application/pdf', size: 3 };
      await house.announce(receipt.conversation, { text: 'It was here', files: [ref] });
      await house.announce(receipt.conversation, { text: 'And this comes behind it', files: [] });
      await house.deliver();
      expect(fake.shown(ana).at(-1)?.text).toBe('And this comes behind it');
    });
  });
}
