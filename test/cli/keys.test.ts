import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keysFile, openKeyring } from '../../src/store/keyring/keyring.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation, resumeConversation } from '../support/directLine.ts';
import { createLog } from '../support/log.ts';
import { runProgram, type Service, startService, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

/** Enough that a rotation takes longer than it takes to be killed. */
const manyKeys = 10_000;

const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
const keysDir = join(folder.path, 'keys');
const env = {
  ...{ DATA_DIR: dataDir, KEYS_DIR: keysDir, DIALOGS_DIR: await smallDialogs() },
  ...{ PUBLIC_URL: '', DEFAULT_LOCALE: 'en' },
};
const masterFile = join(keysDir, 'master.key');
let service: Service;
beforeAll(async () => {
  service = await startService(env);
});
afterAll(async () => {
  await service.stop('SIGTERM');
  folder.remove();
});

const command = [process.execPath, 'src/cli/keys.ts'];
const keys = (...words: readonly string[]) => runProgram([...command, ...words], env);

/** Opens the ring with another master key than its file's; null: with that. */
async function openRing(masterKey: Uint8Array | null) {
  const ring = openKeyring({ folder: keysDir, masterKey, log: createLog() });
  const [alive] = await Promise.all([ring.current('person 7')]);
  await ring.close();
  return alive;
}

function isOpen(): boolean {
  const db = new DatabaseSync(keysFile(keysDir), { readOnly: true });
  const found = db.prepare('SELECT 1 FROM masters WHERE bridge IS NOT NULL').get();
  db.close();
  return found !== undefined;
}

test('the master key is replaced while the service runs, also by a command that was killed on the way', async () => {
  const conversation = await openConversation(service.url);
  await conversation.post('em dic Xiroiaquel', 'm1');
  const ring = openKeyring({ folder: keysDir, masterKey: null, log: createLog() });
  await Promise.all(Array.from({ length: manyKeys }, (_, index) => ring.current(`person ${index}`)));
  await ring.close();
  const before = await openRing(null);
  const old = readFileSync(masterFile, 'utf8');

  const killed = spawn(command[0] ?? '', command.slice(1).concat('rotate'), {
    env: { ...process.env, ...env, FINESTRETA_ENV: '/dev/null' },
    stdio: 'ignore',
  });
  const gone = once(killed, 'exit');
  await until(isOpen);
  killed.kill('SIGKILL');
  await gone;
  // Both open the ring now, and the service goes on.
  expect([isOpen(), existsSync(`${masterFile}.next`)]).toEqual([true, true]);
  expect((await keys()).output).toContain('Two master keys');
  await conversation.post('i encara hi soc', 'm2');

  const rotated = await keys('rotate');
  expect([rotated.code, rotated.output]).toEqual([0, expect.stringContaining('Only')]);
  expect((await keys()).output).toContain('One master key');
  expect(readFileSync(masterFile, 'utf8')).not.toBe(old);
  expect(existsSync(`${masterFile}.next`)).toBe(false);
  expect(await openRing(null)).toEqual(before);
  const oldMaster = new Uint8Array(Buffer.from(old.trim(), 'base64'));
  await expect(openRing(oldMaster)).rejects.toMatchObject({ code: 'key.unusable' });

  // The service was never stopped: people who wrote before are still known, and new ones are taken.
  await conversation.post('i ara també', 'm3');
  const said = (await conversation.activities()).map(({ text }) => text).join('\n');
  expect(said).toContain('em dic Xiroiaquel');
  await (await openConversation(service.url)).post('hola', 'n1');

  // A loss is said, nothing is changed by it, and the key that is put back opens everything.
  await service.stop('SIGTERM');
  const kept = readFileSync(masterFile);
  rmSync(masterFile);
  const lost = await keys();
  expect([lost.code === 0, lost.output]).toEqual([false, expect.stringContaining('key.unusable')]);
  expect(existsSync(masterFile)).toBe(false);
  writeFileSync(masterFile, kept, { mode: 0o600 });
  service = await startService(env);
  const again = resumeConversation(service.url, conversation.id, conversation.token);
  expect((await again.activities()).map(({ text }) => text)).toContain('em dic Xiroiaquel');
}, 120_000);
