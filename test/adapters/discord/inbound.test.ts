import { expect, test } from '@jest/globals';
import {
  attachmentsOf,
  type Message,
  saysSomething,
  toInbound,
  writtenText,
} from '../../../adapters/discord/inbound.ts';
import { type DeepPartial, standIn } from '../../support/standIn.ts';

const nothing = { files: [], notKept: [] };
const message = (fields: DeepPartial<Message>) =>
  standIn<Message>({ id: '1', content: '', attachments: [], ...fields });
const sticker = { id: '9', name: 'hola', format_type: 1 };

test.each([
  ['a sticker', { sticker_items: [sticker] }, [{ what: 'sticker', why: 'unsupported' }]],
  ['a poll', { poll: { question: { text: 'Què?' } } }, [{ what: 'poll', why: 'unsupported' }]],
  [
    'a forwarded sticker',
    { message_snapshots: [{ message: { content: '', attachments: [], sticker_items: [sticker] } }] },
    [{ what: 'sticker', why: 'unsupported' }],
  ],
])('%s is said not to be kept, and is something', (_, fields, notKept) => {
  expect(toInbound(message(fields), nothing).content).toEqual({ kind: 'files', files: [], text: '', notKept });
  expect(toInbound(message({ ...fields, content: 'mireu' }), nothing).content).toMatchObject({
    text: 'mireu',
    notKept,
  });
  expect(saysSomething(message(fields))).toBe(true);
});

test('what is forwarded is read with its files', () => {
  const attachment = { id: '5', filename: 'a.png', size: 1, url: 'https://cdn.example/a.png' };
  const snapshot = { message: { content: 'El fanal <@123456789012345678> no va', attachments: [attachment] } };
  const forwarded = message({ message_snapshots: [snapshot] });
  expect(writtenText(forwarded)).toBe('El fanal no va');
  expect(attachmentsOf(forwarded)).toEqual([attachment]);
  expect(saysSomething(forwarded)).toBe(true);
});

test('a message of nothing that is known says nothing by itself', () => {
  expect(saysSomething(message({}))).toBe(false);
  expect(toInbound(message({}), nothing).content).toEqual({ kind: 'files', files: [], text: '' });
});
