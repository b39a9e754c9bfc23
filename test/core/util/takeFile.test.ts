import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filesContent, mediaKindOf, type OfferedFile, takeFiles } from '../../../src/core/util/takeFile.ts';
import { createKeptFiles } from '../../support/keptFiles.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1');
const fates = {
  kept: async () => png,
  'too-large': async () => 'too-large' as const,
  failed: async () => null,
  'file-type': async () => Buffer.from('MZ'),
};
type Fate = keyof typeof fates;

const offer = (id: string, fate: Fate): OfferedFile => ({
  ...{ id, name: `${id}.exe`, fallback: 'file', what: 'photo', size: null },
  fetch: fates[fate],
});

test('each file of a message is kept, or named with the reason why it is not', async () => {
  const fate = fc.constantFrom(...(Object.keys(fates) as Fate[]));
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 6 }), async (all) => {
      const kept = createKeptFiles();
      const offers = all.map((each, index) => offer(`f${index}`, each));
      const taken = await takeFiles(offers, { conversation: 'ana', most: 1_000, store: kept.files });
      expect(taken.files.length + taken.notKept.length).toBe(all.length);
      expect(taken.notKept.map(({ why }) => why)).toEqual(all.filter((each) => each !== 'kept'));
      // A receipt is given for what is there, and for nothing else.
      expect(taken.files.map(({ id }) => `ana/${id}`)).toEqual([...kept.bytes.keys()]);
      for (const { name, type } of taken.files) expect([name.slice(-4), type]).toEqual(['.png', 'image/png']);
    }),
  );
});

test('what is announced as too large, or for what there is no room, is not fetched', async () => {
  const kept = createKeptFiles();
  const never = (size: number): OfferedFile => ({
    ...offer('f', 'kept'),
    size,
    fetch: () => Promise.reject(new Error('it was fetched')),
  });
  const take = (size: number) => takeFiles([never(size)], { conversation: 'ana', most: 100, store: kept.files });
  expect((await take(101)).notKept).toEqual([{ what: 'photo', why: 'too-large' }]);
  kept.refusal = 'quota';
  expect((await take(100)).notKept).toEqual([{ what: 'photo', why: 'quota' }]);
});

test('a message that was handed over again keeps the same files', async () => {
  const kept = createKeptFiles();
  const take = () => takeFiles([offer('f', 'kept')], { conversation: 'ana', most: 100, store: kept.files });
  const first = await take();
  expect(await take()).toEqual(first);
});

test.each([
  ['image/png', 'photo'],
  ['VIDEO/mp4', 'video'],
  ['audio/ogg', 'audio'],
  ['application/pdf', 'file'],
  [undefined, 'file'],
])('%s is called %s', (type, kind) => {
  expect(mediaKindOf(type)).toBe(kind);
});

test('a content says what was not kept only where there is something', () => {
  expect(filesContent({ files: [], notKept: [] }, 'a', null)).toEqual({ kind: 'files', files: [], text: 'a' });
});
