import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { iterateCommits } from '../../src/core/journal/iterateCommits.ts';
import type { Commit, SealedContent } from '../../src/core/model/commit.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { openStores } from '../../src/store/open.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { filesBelow, filesWith } from '../support/filesWith.ts';
import { createLog } from '../support/log.ts';
import { runProgram, type Service, startService, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
const dataDir = join(folder.path, 'data');
const backups = join(folder.path, 'backups');
const env = { DATA_DIR: dataDir, DIALOGS_DIR: await smallDialogs(), PUBLIC_URL: '' };
/** No dictionary has it. */
const marker = 'Xiroiaquel';

let service: Service;
beforeAll(async () => {
  service = await startService(env);
});
afterAll(async () => {
  await service.stop('SIGTERM');
  folder.remove();
});

/** The files of the folder that hold one of some secrets. */
const filesHolding = (secrets: readonly string[]) => filesWith(folder.path, secrets);

/** What the journal holds of people, with its content as far as it can be read. */
async function readJournal(): Promise<readonly { commit: Commit; content: SealedContent | null; fate: string }[]> {
  const { store, keyring } = await openStores({ ...readConfig(env, folder.path), mayMake: false, log: createLog() });
  try {
    const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
    const found = [];
    for await (const commit of iterateCommits(store.journal)) {
      if (!commit.events.some(({ type }) => type === 'message.received')) continue;
      found.push({ commit, content: await sealer.open(commit), fate: await sealer.fate(commit.keyId) });
    }
    return found;
  } finally {
    await store.close();
    await keyring.close();
  }
}

test('what was erased is in no file any more, the public log stays as it is, and an older backup brings nothing back', async () => {
  const conversation = await openConversation(service.url);
  await conversation.post(`em dic ${marker} i vull una cosa`, 'm1');
  await conversation.post('/person', 'm2');
  const other = await openConversation(service.url);
  await other.post('em dic Norbertix i vull una cosa', 'n1');
  const before = await readJournal();
  const own = before.filter(({ commit }) => commit.conversation === before[0]?.commit.conversation);
  const salts = own.flatMap(({ content }) => content?.salts ?? []);
  expect(salts.length).toBeGreaterThan(2);
  // The search finds what is there: words of cases are in clear, so that staff can look for them.
  await until(async () => filesHolding([marker]).some((name) => /cases\.db/.test(name)));
  expect((await runProgram([process.execPath, 'src/cli/backup.ts', backups], env)).code).toBe(0);
  const isTile = ([name]: readonly [string, Buffer]) => /\/[0-9]+$/.test(name);
  const isLogged = () =>
    [...filesBelow(join(dataDir, 'transparency', 'public')).keys()].some((name) => /entries/.test(name));
  await until(async () => isLogged());
  const published = [...filesBelow(join(dataDir, 'transparency', 'public', 'tile'))].filter(isTile);

  await conversation.post('/erase', 'm3');
  await conversation.post('1', 'm4');
  await until(async () => filesHolding([marker]).length === 0);
  expect(filesHolding([marker, ...salts])).toEqual([]);
  const after = await readJournal();
  const isOwn = ({ commit }: { commit: Commit }) => commit.conversation === own[0]?.commit.conversation;
  // What asked for the erasure is sealed under the key that stays.
  const fates = after.filter(isOwn).map(({ fate }) => fate);
  expect([fates.slice(0, -1).includes('alive'), fates.at(-1), fates.length]).toEqual([false, 'alive', own.length + 2]);
  // Proofs and figures are made from these: not a byte of them is another one.
  for (const [name, bytes] of published) expect([name, readFileSync(name).equals(bytes)]).toEqual([name, true]);

  await service.stop('SIGTERM');
  // The key ring is lost with its marks; an older copy still has the keys.
  rmSync(join(dataDir, 'keys', 'keys.db'));
  const [backup = ''] = readdirSync(backups);
  const words = [process.execPath, 'src/cli/restore.ts', join(backups, backup), '--into', dataDir, '--force'];
  const { code, output } = await runProgram(words, env);
  expect([code, output]).toEqual([0, expect.stringContaining('repeated when the service starts')]);
  expect((await readJournal()).filter(({ content }) => content === null)).toEqual([]);
  service = await startService(env);
  const restored = await readJournal();
  expect(restored.filter(isOwn).map(({ fate }) => fate)).toEqual(own.map(() => 'destroyed'));
  const others = restored.filter((each) => !isOwn(each)).map(({ fate }) => fate);
  expect([others.length > 0, others.includes('destroyed')]).toEqual([true, false]);
  expect(filesHolding([marker, ...salts])).toEqual([]);
}, 60_000);
