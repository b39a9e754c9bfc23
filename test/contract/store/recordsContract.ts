import { expect, test } from '@jest/globals';
import { describeStore } from './describeStore.ts';
import { type MakeFixture, makeCommit, noon } from './fixture.ts';

/** What every store must do with small records of channels and versions of knowledge, and at its end. */
export function recordsContract(makeFixture: MakeFixture): void {
  describeStore('records, knowledge and the end', makeFixture, (bed) => {
    test('a small record of a channel is kept with its key, once, in its conversation', async () => {
      const bytes = new Uint8Array(300_000).map((_, index) => index % 253);
      await bed.store.blobs.put('ana', 'photo', bytes, 'key 1');
      await bed.store.blobs.put('ana', 'photo', new Uint8Array([1]), 'key 2');
      const found = await bed.store.blobs.get('ana', 'photo');
      expect(found?.keyId).toBe('key 1');
      expect(Buffer.from(found?.sealed ?? []).equals(bytes)).toBe(true);
      expect(await bed.store.blobs.get('pau', 'photo')).toBeNull();
      expect(await bed.store.blobs.get('ana', 'other')).toBeNull();
    });

    test('a version of knowledge is kept as it was first saved', async () => {
      expect(await bed.store.knowledgeVersions.latest()).toBeNull();
      await bed.store.knowledgeVersions.save('v1', '{"a":1}', noon);
      await bed.store.knowledgeVersions.save('v1', '{"a":2}', noon + 1);
      expect(await bed.store.knowledgeVersions.get('v1')).toBe('{"a":1}');
      expect(await bed.store.knowledgeVersions.get('v2')).toBeNull();
    });

    test('the latest version is the one saved last, for the first time or again', async () => {
      await bed.store.knowledgeVersions.save('zeta', '1', noon);
      await bed.store.knowledgeVersions.save('alpha', '2', noon);
      expect(await bed.store.knowledgeVersions.latest()).toEqual({ version: 'alpha', content: '2' });
      await bed.store.knowledgeVersions.save('zeta', 'other', noon);
      expect(await bed.store.knowledgeVersions.latest()).toEqual({ version: 'zeta', content: '1' });
      await bed.store.knowledgeVersions.save('beta', '3', noon);
      expect(await bed.store.knowledgeVersions.latest()).toEqual({ version: 'beta', content: '3' });
    });

    test('records and knowledge outlive a crash', async () => {
      await bed.store.blobs.put('ana', 'photo', new Uint8Array([1, 2]), 'key');
      await bed.store.knowledgeVersions.save('v1', '{}', noon);
      const survivor = await bed.fixture.openAfterCrash();
      expect(Buffer.from((await survivor.blobs.get('ana', 'photo'))?.sealed ?? [])).toEqual(Buffer.from([1, 2]));
      expect(await survivor.knowledgeVersions.get('v1')).toBe('{}');
    });

    test('the check of a healthy store passes, again and again', async () => {
      await bed.store.check();
      await bed.store.check();
    });

    test('closing stores what was asked for before and refuses what comes after', async () => {
      const under = bed.store.journal.append(makeCommit('ana', 1, {}));
      await bed.store.close();
      expect(await under).toBe('appended');
      await expect(bed.store.journal.append(makeCommit('ana', 2, {}))).rejects.toMatchObject({
        code: 'store.unusable',
      });
      await expect(bed.store.journal.load('ana', 'x')).rejects.toMatchObject({ code: 'store.unusable' });
      await expect(bed.store.files.get('ana', 'photo')).rejects.toMatchObject({ code: 'store.unusable' });
      await expect(bed.store.check()).rejects.toMatchObject({ code: 'store.unusable' });
      await bed.store.close();
      const reopened = await bed.fixture.open();
      expect((await reopened.journal.load('ana', 'x')).latest?.revision).toBe(1);
    });
  });
}
