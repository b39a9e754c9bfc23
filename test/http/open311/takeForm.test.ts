import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createTakeForm } from '../../../src/http/open311/takeForm.ts';
import { standIn } from '../../support/standIn.ts';

const key = 'f311_good';
const multipart = 'multipart/form-data; boundary=b';

/** A part of a form; with `size`, a file of so many bytes. */
const part = (name: string, value: string, size = 0) =>
  size === 0
    ? `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    : `--b\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\n\r\n${'x'.repeat(size)}\r\n`;

/** Sends a body in pieces of a kilobyte. `read`: how many bytes of it were taken. */
function sent(body: string, headers: Readonly<Record<string, string>> = { 'content-type': multipart }) {
  const bytes = Buffer.from(body);
  const state = { read: 0, isDropped: false };
  const request = new Readable({
    highWaterMark: 1_024,
    read() {
      const piece = bytes.subarray(state.read, state.read + 1_024);
      if (!state.isDropped) state.read += piece.length;
      this.push(state.isDropped || piece.length === 0 ? null : piece);
    },
  });
  const resume = request.resume.bind(request);
  request.resume = () => {
    state.isDropped = true;
    return resume();
  };
  return { request: standIn<IncomingMessage>(Object.assign(request, { headers })), state };
}

const check = async (given: string) => {
  if (given !== key) throw new Error('refused');
  return given;
};
const taking = (takeForm = createTakeForm({ fileBytes: 2_000_000 })) => ({
  names: ({ request }: { request: IncomingMessage }) =>
    takeForm(request, check, async (_, { entries, files }) => [
      ...entries.map(([name]) => name),
      ...files.map(({ bytes }) => bytes.length),
    ]),
});

test('a large form is read on only with a good key, which comes first in it or in the header', async () => {
  const { names } = taking();
  const photo = part('media', '', 1_000_000);
  expect(await names(sent(`${part('api_key', key)}${photo}--b--\r\n`))).toEqual(['api_key', 1_000_000]);
  const header = { 'content-type': multipart, 'x-api-key': key };
  expect(await names(sent(`${photo}--b--\r\n`, header))).toEqual([1_000_000]);
  for (const refused of [
    sent(`${photo}${part('api_key', key)}--b--\r\n`),
    sent(`${part('api_key', 'bad')}${photo}--b--\r\n`),
    sent(`api_key=bad&description=${'x'.repeat(200_000)}`, {}),
  ]) {
    await expect(names(refused)).rejects.toThrow('refused');
    expect(refused.state.read).toBeLessThan(70_000);
  }
  // A small form may have its key anywhere.
  expect(await names(sent(`${part('media', '', 9)}${part('api_key', key)}--b--\r\n`))).toEqual(['api_key', 9]);
});

test('too many parts are not made, and a form too large or compressed is not read', async () => {
  const { names } = taking();
  const many = part('api_key', key) + part('a', '1').repeat(3_000);
  await expect(names(sent(`${many}--b--\r\n`))).rejects.toThrow('at most 200 fields');
  await expect(names(sent(part('api_key', key) + part('f', '', 3_000_000)))).rejects.toThrow('more than');
  await expect(names(sent('x', { 'content-encoding': 'gzip' }))).rejects.toThrow('without compressing');
});

test('few large forms are held at once', async () => {
  const takeForm = createTakeForm({ fileBytes: 2_000_000 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const large = () => sent(`${part('api_key', key)}${part('media', '', 100_000)}--b--\r\n`).request;
  const held = Array.from({ length: 4 }, () => takeForm(large(), check, () => promise));
  await expect(takeForm(large(), check, () => promise)).rejects.toMatchObject({ code: 'rate.limited' });
  resolve();
  await Promise.all(held);
  await takeForm(large(), check, async () => {});
});
