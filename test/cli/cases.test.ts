import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rebuildCases } from '../../src/cli/cases.ts';
import { restore } from '../../src/cli/restore.ts';
import { newConversation } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';
import { makeBackup } from '../../src/store/backup/makeBackup.ts';
import { dataFolder } from '../../src/store/dataFolder.ts';
import { ask, makeCase, makeRow } from '../contract/store/casesFixture.ts';
import { makeCommit, noon } from '../contract/store/fixture.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { type Installation, openInstallation } from './installation.ts';

const masterKey = Buffer.alloc(32, 7);
let folder: TestFolder;
let opened: Installation[] = [];
beforeEach(() => {
  folder = makeFolder();
});
afterEach(async () => {
  for (const each of opened) await each.close();
  opened = [];
  folder.remove();
});

const data = () => join(folder.path, 'data');
const env = () => ({ DATA_DIR: data(), FINESTRETA_MASTER_KEY: masterKey.toString('base64'), LOCALE: 'en' });
function start(): Installation {
  const service = openInstallation(data(), masterKey);
  opened.push(service);
  return service;
}

/** A turn of a person that leaves them with these cases. */
async function say(
  { store, sealer }: Installation,
  person: string,
  text: string,
  codes: readonly string[],
): Promise<void> {
  const { latest } = await store.journal.load(person, 'none');
  const inbound = { id: text, content: { kind: 'text', text }, localeHint: null } as const;
  const sealed = await sealer.seal(person, { address: person, inbound, outbound: [] }, 'current');
  const state = { ...newConversation(noon), cases: codes.map((code) => makeCase(code, {})) };
  const revision = (latest?.revision ?? 0) + 1;
  const [code = ''] = codes.slice(-1);
  const opened: Extract<Event, { type: 'case.opened' }> = {
    ...{ type: 'case.opened', case: code, by: null, kind: 'incident', rule: 'r', protocol: 'p', department: 'oiac' },
    ...{ firstDueAt: null, resolutionDueAt: null },
  };
  const events: readonly Event[] = [{ type: 'message.received', kind: 'text' }, opened];
  await store.journal.append(makeCommit(person, revision, { state, events, ...sealed }));
}

test('the index is made again from the journal, while the service goes on', async () => {
  const service = start();
  await say(service, 'ana', 'El fanal no va', ['AAAA-0001']);
  await say(service, 'ana', 'Encara no va', ['AAAA-0001', 'AAAA-0002']);
  await say(service, 'pau', 'Un sot al carrer', ['BBBB-0001']);
  await service.store.cases.put([makeRow('GONE-0001', { tokens: ['fanal'] })]);
  const said: string[] = [];
  expect(await rebuildCases([], env(), folder.path, (line) => said.push(line))).toBe(0);
  expect(said.join()).toContain('3');
  const { rows } = await service.store.cases.find(ask({}));
  expect(rows.map((row) => row.case.code)).toEqual(['AAAA-0001', 'AAAA-0002', 'BBBB-0001']);
  const found = await service.store.cases.find(ask({ tokens: ['fanal'] }));
  // What was said belongs to the case that it opened, and the row of a case that is gone is gone.
  expect(found.rows.map((row) => row.case.code)).toContain('AAAA-0001');
  expect(new Set(found.rows.map(({ conversation }) => conversation))).toEqual(new Set(['ana']));
});

test('what a restore puts in place keeps no index of what was there before', async () => {
  const service = start();
  await say(service, 'ana', 'hola', []);
  const places = {
    journalFile: dataFolder(data()).journalFile,
    keysFolder: join(data(), 'keys'),
    staffFile: join(data(), 'staff.sqlite'),
  };
  const { folder: copy } = await makeBackup({
    ...places,
    installationId: null,
    to: join(folder.path, 'copies'),
    now: noon,
  });
  await service.store.cases.put([makeRow('AAAA-0001', {})]);
  await service.close();
  expect(await restore([copy, '--into', data(), '--force'], env(), folder.path, () => {})).toBe(0);
  expect((await start().store.cases.find(ask({}))).total).toBe(0);
});

test('it takes no arguments', async () => {
  await expect(rebuildCases(['x'], env(), folder.path, () => {})).rejects.toMatchObject({ code: 'input.invalid' });
});
