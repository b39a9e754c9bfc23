import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nothingSealed, readSecrets } from '../../src/accounts/secrets.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

test('secrets are read from the environment and from files, without the line end that editors add', async () => {
  const file = join(folder.path, 'token');
  writeFileSync(file, 'from-file\n');
  const read = await readSecrets({ token: 'env:TOKEN', key: `file:${file}` }, { TOKEN: ' from-env ' }, nothingSealed);
  expect(read).toEqual({ token: 'from-env', key: 'from-file' });
});

test.each([
  ['env:TOKEN', {}, 'set TOKEN'],
  ['env:TOKEN', { TOKEN: '  ' }, 'set TOKEN'],
  ['file:FOLDER/nowhere', {}, 'readable by the service'],
  ['file:FOLDER/folder', {}, 'readable by the service'],
  ['file:FOLDER/empty', {}, 'only the secret into that file'],
  ['file:FOLDER/large', {}, 'only the secret into that file'],
])('%s with %j leads to nothing, and the message names the reference', async (given, env, hint) => {
  mkdirSync(join(folder.path, 'folder'));
  writeFileSync(join(folder.path, 'empty'), '\n');
  writeFileSync(join(folder.path, 'large'), 's3cret'.repeat(20_000));
  const reference = given.replace('FOLDER', folder.path);
  const error = await readSecrets({ token: reference }, env, nothingSealed).then(
    () => null,
    (thrown: Error & { code: string }) => thrown,
  );
  expect(error?.code).toBe('account.secret');
  expect(error?.message).toContain(reference);
  expect(error?.message).toContain(hint);
  expect(error?.message).not.toContain('s3cret');
});
