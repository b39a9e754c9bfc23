import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readSecrets } from '../../src/accounts/secrets.ts';
import { createSecretVault } from '../../src/accounts/vault.ts';
import { createNoteStore } from '../../src/journal/noteStore.ts';
import { openInstallation } from '../cli/installation.ts';
import { makeFolder } from '../store/folder.ts';

const folder = makeFolder();
afterAll(() => folder.remove());

/** The vault of an installation, as a process has it. */
function open() {
  const { store, keyring, close } = openInstallation(folder.path, null);
  const notes = createNoteStore({ blobs: store.blobs, keys: keyring });
  let ids = 0;
  return { vault: createSecretVault({ notes, stream: 'c-secrets', newId: () => `id-${++ids}` }), close };
}

test('a secret is there after a restart, sealed on the disk, and is read by its reference alone', async () => {
  const secret = '42:a-token-that-nobody-may-see';
  const first = open();
  const reference = await first.vault.keep(` ${secret}\n`);
  await first.close();
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const { parentPath, name } of files) expect(readFileSync(join(parentPath, name)).includes(secret)).toBe(false);

  const { vault, close } = open();
  expect(await readSecrets({ token: reference }, {}, vault.open)).toEqual({ token: secret });
  for (const other of ['sealed:id-2', 'env:TOKEN', reference.slice('sealed:'.length)])
    expect(await vault.open(other)).toBeNull();
  await expect(readSecrets({ token: 'sealed:id-2' }, {}, vault.open)).rejects.toMatchObject({
    ...{ code: 'account.secret', message: expect.stringContaining('enter it again in the console') },
  });
  await close();
});
