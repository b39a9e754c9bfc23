import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { smallDialogs } from '../support/contentFolder.ts';
import { type Conversation, openConversation } from '../support/directLine.ts';
import { type Service, startIn, startService, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';
import { smallDisk } from './support/hardship.ts';

const root = process.cwd();
const dialogs = await smallDialogs();
const preload = join(root, 'test/composition/support/failingFlush.mjs');
let folder: ReturnType<typeof temporaryFolder>;
let service: Service | null = null;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await service?.stop('SIGKILL');
  service = null;
  folder.remove();
});

const ready = async ({ url }: Service) => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
};
const metric = async ({ url }: Service, name: string) => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith(name));
};
/** The lines of the log that carry a code. */
const logged = ({ output }: Service, code: string) =>
  output()
    .split('\n')
    .filter((line) => line.includes(`"code":"${code}"`));

/** What `/readyz` says of reading where a test's service has no sentence vectors. */
const reading = { reading: 'words', why: 'off' };

/** Says something new until it is refused; resolves to the id of that message and to the status. */
async function untilRefused(conversation: Conversation): Promise<{ id: string; status: number }> {
  for (let count = 0; count < 500; count++) {
    const id = `m${count}`;
    const { status } = await conversation.post('ask padro.alta ca 3', id).catch(() => ({ status: 0 }));
    if (status !== 200) return { id, status };
  }
  throw new Error('nothing was refused');
}

test('a full disk refuses messages, shows everywhere, and goes by itself once there is space', async () => {
  const disk = smallDisk(8);
  // Keeping all that ships would leave a write-ahead log of megabytes, which takes many messages before it has to grow.
  const settings = { DATA_DIR: folder.path, DIALOGS_DIR: dialogs, CONTENT: 'files' };
  service = await startIn(root, disk.words(folder.path, [process.execPath, 'src/main.ts']), settings);
  const { pid } = service;
  const conversation = await openConversation(service.url);
  expect((await conversation.post('ask padro.certificat ca 3', 'before')).status).toBe(200);
  expect(await ready(service)).toEqual({ status: 200, body: { status: 'ready', ...reading } });

  disk.fill(pid);
  const refused = await untilRefused(conversation);
  expect(refused.status).toBe(disk.code === 'store.full' ? 507 : 503);
  expect(await ready(service)).toEqual({ status: 503, body: { status: 'not-ready', reason: disk.code, ...reading } });
  expect(await metric(service, 'finestreta_store_up')).toEqual(['finestreta_store_up 0']);
  expect(await metric(service, 'finestreta_store_problem{')).toEqual([
    `finestreta_store_problem{code="${disk.code}"} 1`,
  ]);
  expect(logged(service, disk.code).some((line) => line.includes('the store cannot write'))).toBe(true);

  disk.free(pid);
  await until(async () => service !== null && (await ready(service)).status === 200);
  expect(await metric(service, 'finestreta_store_up')).toEqual(['finestreta_store_up 1']);
  expect(service.output()).toContain('the store can write again');
  // The client sends again what was refused, and it is answered once; what had been taken is there.
  expect((await conversation.post('ask padro.alta ca 3', refused.id)).status).toBe(200);
  expect(await conversation.answersTo(refused.id)).toHaveLength(1);
  expect(await conversation.answersTo('before')).toHaveLength(1);
  expect(await service.stop('SIGTERM')).toBe(0);
});

test('a flush that fails ends the process with its code; what had been acknowledged is there at the next start', async () => {
  const fault = join(folder.path, 'fault');
  const words = [process.execPath, '--import', preload, 'src/main.ts'];
  const env = { DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: dialogs, FLUSH_FAULT: fault };
  service = await startIn(root, words, env);
  const conversation = await openConversation(service.url);
  expect((await conversation.post('ask padro.certificat ca 3', 'before')).status).toBe(200);
  writeFileSync(fault, '');
  const { status } = await conversation.post('ask padro.alta ca 3', 'during').catch(() => ({ status: 0 }));
  expect(status).not.toBe(200);
  expect(await service.ended).toBe(38);
  expect(logged(service, 'store.lost')).not.toEqual([]);

  renameSync(fault, join(folder.path, 'fixed'));
  service = await startIn(root, words, { ...env, PORT: new URL(service.url).port });
  expect(await conversation.answersTo('before')).toHaveLength(1);
  expect((await conversation.post('ask padro.alta ca 3', 'during')).status).toBe(200);
  expect(await conversation.answersTo('during')).toHaveLength(1);
  expect(await service.stop('SIGTERM')).toBe(0);
});

test('nobody needs to write for a flush that fails to be noticed', async () => {
  const fault = join(folder.path, 'fault');
  const env = { DATA_DIR: join(folder.path, 'data'), DIALOGS_DIR: dialogs, FLUSH_FAULT: fault };
  service = await startIn(root, [process.execPath, '--import', preload, 'src/main.ts'], env);
  writeFileSync(fault, '');
  expect(await service.ended).toBe(38);
});

test.each(['journal/journal.db', 'journal/journal.db-wal', 'keys/keys.db'])(
  '%s taken away under the service ends it with its code, and nothing is acknowledged into nowhere',
  async (file) => {
    service = await startService({ DATA_DIR: folder.path, DIALOGS_DIR: dialogs });
    const conversation = await openConversation(service.url);
    expect((await conversation.post('ask padro.certificat ca 3', 'before')).status).toBe(200);
    renameSync(join(folder.path, file), join(folder.path, 'aside'));
    const { status } = await conversation.post('ask padro.alta ca 3', 'after').catch(() => ({ status: 0 }));
    if (!file.startsWith('keys')) expect(status).not.toBe(200);
    expect(await service.ended).toBe(41);
    expect(logged(service, 'store.missing')).not.toEqual([]);
  },
);
