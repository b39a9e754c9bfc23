import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { watchFolder } from '../../../src/content/load/watchFolder.ts';
import { type ContentFolder, createContentFolder } from '../../support/contentFolder.ts';

let folder: ContentFolder;
let close = () => {};
beforeEach(async () => {
  folder = await createContentFolder();
});
afterEach(async () => {
  close();
  await folder.remove('.');
});

test('a change below the folder is noticed, several at once as one', async () => {
  const changed = Promise.withResolvers<void>();
  let calls = 0;
  close = watchFolder(
    folder.path,
    () => {
      calls += 1;
      changed.resolve();
    },
    changed.reject,
  );
  for (let version = 0; version < 5; version++) await folder.write('faq/padro.yaml', `version: ${version}`);
  await changed.promise;
  expect(calls).toBe(1);
});
