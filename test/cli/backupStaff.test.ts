import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { backup } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import type { StaffStore } from '../../src/core/ports/staffStore.ts';
import { openSqliteStaff } from '../../src/store/sqlite/staff.ts';
import {
  biel,
  createVisitor,
  type Desk,
  deskTenant,
  goodPassword,
  openDesk,
  settle,
  type Visitor,
} from '../identity/desk.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { createLog } from '../support/log.ts';
import { makeUsedInstallation } from './installation.ts';

let folder: TestFolder;
let said: string[];
const open: StaffStore[] = [];
beforeEach(async () => {
  folder = makeFolder();
  said = [];
  await makeUsedInstallation(join(folder.path, 'data'));
});
afterEach(async () => {
  await closeAll();
  folder.remove();
});

async function closeAll(): Promise<void> {
  for (const store of open.splice(0)) await store.close();
}

function deskIn(name: string): Desk {
  const store = openSqliteStaff({ file: join(folder.path, name, 'staff.sqlite'), log: createLog() });
  open.push(store);
  return openDesk({ store });
}

const run = (what: typeof backup, ...argv: string[]) => what(argv, {}, folder.path, (line) => said.push(line));

/** Backs up and returns the folder of the copy. */
async function copyAll(): Promise<string> {
  said = [];
  expect(await run(backup, 'copies')).toBe(0);
  return said.find((line) => line.startsWith('  /'))?.trim() ?? 'no folder was named';
}

const signIn = ({ staff }: Desk, visitor: Visitor, email = 'anna@prat.example') =>
  visitor.does((caller) => staff.auth.signIn(caller, email, goodPassword));
const who = ({ staff }: Desk, visitor: Visitor) => visitor.does((caller) => staff.auth.who(caller));

/** Lists a second person who has a password, and gives their id. */
async function addBiel({ staff }: Desk): Promise<string> {
  const { agent, link } = await staff.invitations.invite(biel, null);
  await staff.invitations.accept(link.token, goodPassword, null);
  return agent.id;
}

test('who was listed signs in with the same password after a restore; sessions and links of before are gone', async () => {
  const before = deskIn('data');
  const anna = await settle(before);
  const visitor = createVisitor('10.0.0.1');
  expect(await signIn(before, visitor)).toBe('in');
  const { cookie } = visitor.caller;
  const link = await before.staff.invitations.reset(anna, null);
  const copy = await copyAll();
  expect(said.join('\n')).toContain('keys/ includes the staff, 1 people');
  // The service goes on meanwhile: where it runs the session stays good.
  expect((await before.staff.auth.who(visitor.caller)).result?.agent.id).toBe(anna.id);

  // Neither the session's token nor the link can be read out of the bytes of the copy.
  const bytes = readFileSync(join(copy, 'keys', 'staff.sqlite'));
  const token = decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';
  expect(token.length).toBeGreaterThan(20);
  await closeAll();
  expect(readFileSync(join(folder.path, 'data', 'staff.sqlite')).includes(token)).toBe(true);
  expect(bytes.includes(token)).toBe(false);

  expect(await run(restore, copy, '--into', 'elsewhere')).toBe(0);
  expect(said.join('\n')).toMatch(/lists 1 people of staff.*Staff sign in with the passwords of/s);
  const after = deskIn('elsewhere');
  expect((await after.staff.auth.who({ ...visitor.caller, cookie })).result).toBeNull();
  expect(await after.staff.invitations.look(link.token)).toBeNull();
  const again = createVisitor('10.0.0.2');
  expect(await signIn(after, again)).toBe('in');
  expect((await who(after, again))?.agent).toEqual(anna);
});

test('restored over what was there, the staff of then are set aside, and who was shut out since stays outside', async () => {
  const before = deskIn('data');
  await settle(before);
  const biel = await addBiel(before);
  const copy = await copyAll();
  await expect(run(restore, copy, '--into', 'data', '--force')).rejects.toMatchObject({ code: 'store.busy' });
  await before.staff.directory.change(deskTenant, biel, { active: false }, null);
  await closeAll();
  await expect(run(restore, copy, '--into', 'data')).rejects.toMatchObject({ code: 'input.invalid' });
  expect(await run(restore, copy, '--into', 'data', '--force')).toBe(0);
  expect(said.join('\n')).toContain('1 people who lost access since the backup');
  const after = deskIn('data');
  expect(await signIn(after, createVisitor('10.0.0.3'), 'biel@prat.example')).toBe('wrong');
  expect(await signIn(after, createVisitor('10.0.0.4'))).toBe('in');
});

test('a backup without staff leaves those alone who are listed', async () => {
  // As after the first start of the service: the directory is there, and nobody in it.
  deskIn('data');
  const copy = await copyAll();
  expect(said.join('\n')).toContain('No staff are listed');
  await settle(deskIn('data'));
  await closeAll();
  expect(await run(restore, copy, '--into', 'data', '--force')).toBe(0);
  expect(await signIn(deskIn('data'), createVisitor('10.0.0.5'))).toBe('in');
});

test('a copy of the staff that was altered is refused', async () => {
  await settle(deskIn('data'));
  const copy = await copyAll();
  const file = join(copy, 'keys', 'staff.sqlite');
  const bytes = readFileSync(file);
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  await expect(run(restore, copy)).rejects.toMatchObject({ code: 'backup.invalid' });
});
