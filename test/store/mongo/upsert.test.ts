import { expect, test } from '@jest/globals';
import { upsert } from '../../../src/store/mongo/upsert.ts';

/** Work that fails with these codes, one after the other, and then succeeds. */
function failing(...codes: readonly number[]) {
  let runs = 0;
  const work = async () => {
    const code = codes[runs++];
    if (code !== undefined) throw Object.assign(new Error(`failed with ${code}`), { code });
    return 'there';
  };
  return { work, runs: () => runs };
}

const duplicate = 11_000;

test('an upsert that met a document made at the same moment is run again', async () => {
  const { work, runs } = failing(duplicate);
  expect(await upsert(work)).toBe('there');
  expect(runs()).toBe(2);
});

test('one that fails otherwise, or once more, has failed', async () => {
  const other = failing(13);
  await expect(upsert(other.work)).rejects.toMatchObject({ code: 13 });
  expect(other.runs()).toBe(1);
  await expect(upsert(failing(duplicate, duplicate).work)).rejects.toMatchObject({ code: duplicate });
});
