import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCommand } from '../../src/cli/staff/arguments.ts';
import { runStaff, type StaffOffice } from '../../src/cli/staff.ts';
import { createStaffMail } from '../../src/composition/staffMail.ts';
import type { StaffStore } from '../../src/core/ports/staffStore.ts';
import { createStaffAdministration } from '../../src/identity/administration.ts';
import type { Email } from '../../src/notifications/email/emailSender.ts';
import { openSqliteStaff } from '../../src/store/sqlite/staff.ts';
import { createVisitor, type Desk, deskTenant, goodPassword, openDesk, settle } from '../identity/desk.ts';
import { createLog } from '../support/log.ts';
import { temporaryFolder } from '../support/service.ts';

const folder = temporaryFolder();
const letters: Email[] = [];
let store: StaffStore;
let desk: Desk;
beforeAll(async () => {
  store = openSqliteStaff({ file: join(folder.path, 'staff.sqlite'), log: createLog() });
  desk = openDesk({ store });
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

function officeOf(): StaffOffice {
  const mail = createStaffMail({
    post: async (letter) => void letters.push(letter),
    ...{ url: 'https://bot.example', locale: 'en', timeZone: () => 'Europe/Madrid', log: createLog() },
  });
  const linkTo = (token: string) => `https://bot.example/console/benvinguda#${token}`;
  return {
    administration: createStaffAdministration({ tenant: deskTenant, people: desk.staff, mail, linkTo }),
    content: () => ({ departments: { departments: [] } }),
    people: desk.staff,
    tenant: deskTenant,
    url: 'https://bot.example',
    locale: 'en',
  };
}

async function run(...words: string[]): Promise<readonly string[]> {
  const said: string[] = [];
  expect(await runStaff(readCommand(words), officeOf(), (line) => said.push(line))).toBe(0);
  return said;
}

const tokenIn = (lines: readonly string[]) =>
  /^ {2}https:\/\/bot\.example\/console\/benvinguda#(\S+)$/.exec(lines[1] ?? '')?.[1];

test('people are listed, let in, let in again and shut out on the command line', async () => {
  expect(await run()).toEqual(['Nobody is listed yet.']);
  const first = tokenIn(await run('first'));
  expect(await desk.staff.invitations.look(first ?? '')).toEqual({ purpose: 'first', agent: null });
  await settle(desk);
  const invited = await run(
    'invite',
    'Biel@prat.example',
    '--name',
    'Biel Serra',
    '--role',
    'agent,editor',
    '--department',
    'oac',
  );
  // Biel reads Catalan.
  expect(letters).toMatchObject([{ to: 'biel@prat.example', subject: expect.stringMatching(/^La vostra entrada/) }]);
  expect(letters[0]?.text).toContain(`https://bot.example/console/benvinguda#${tokenIn(invited)}\n`);
  const accept = (token: string | undefined) => desk.staff.invitations.accept(token ?? '', goodPassword, null);
  expect(await accept(tokenIn(invited))).toMatchObject({ agent: { roles: ['agent', 'editor'], locales: ['ca'] } });
  const again = await run('reset', 'biel@prat.example');
  expect(await accept(tokenIn(again))).toMatchObject({ agent: { email: 'biel@prat.example' } });
  const onTeams = ['platform', 'biel@prat.example', '--channel', 'teams'];
  expect(await run(...onTeams, '--id', '0a1b')).toEqual(['biel@prat.example answers on teams with the id 0a1b.']);
  const there = () => desk.staff.directory.findOnPlatform(deskTenant, 'teams', '0a1b');
  expect(await there()).toMatchObject({ email: 'biel@prat.example' });
  const taken = runStaff(
    readCommand(['platform', 'anna@prat.example', '--channel', 'teams', '--id', '0a1b']),
    officeOf(),
    () => {},
  );
  await expect(taken).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringContaining('biel@') });
  await run(...onTeams);
  expect(await there()).toBeNull();
  await run('disable', 'biel@prat.example');
  expect(await run('list')).toEqual([
    'anna@prat.example\tAnna Puig\tadministrator\t',
    'biel@prat.example\tBiel Serra\tagent, editor\toac\tno access',
  ]);
  const { id } = (await desk.staff.directory.findByEmail(deskTenant, 'biel@prat.example')) ?? {};
  const notified = desk.events().filter(({ agent }) => agent === id);
  expect(notified.map(({ type, by }) => [type, by])).toEqual([
    ['staff.invited', null],
    ['staff.joined', id],
    ['staff.reset', null],
    ['staff.joined', id],
    ['staff.changed', null],
    ['staff.changed', null],
    ['staff.changed', null],
  ]);
});

test.each([
  [['invite', 'no-email', '--name', 'X', '--role', 'agent']],
  [['invite', 'x@prat.example', '--name', 'X', '--role', 'king']],
  [['invite', 'x@prat.example', '--role', 'agent']],
  [['disable']],
  [['list', 'x@prat.example', 'more']],
  [['sing']],
  [['list', '--loud']],
])('what cannot be read is answered with what can be written: %j', (words) => {
  expect(() => readCommand(words)).toThrow(/npm run staff -- invite EMAIL/);
});

test('a table of people is checked, and then imported', async () => {
  const file = join(folder.path, 'people.csv');
  writeFileSync(
    file,
    'nom;correu;rols\nCarla Pi;carla@prat.example;agent\nX;x;king\nAnna;anna@prat.example;administrator\n',
  );
  const said: string[] = [];
  const code = await runStaff(readCommand(['import', file, '--check']), officeOf(), (line) => said.push(line));
  expect(code).toBe(1);
  expect(said).toEqual([
    '2\tcarla@prat.example\tinvite',
    '3\tx\twrong\temail unknown x\troles unknown king',
    '4\tanna@prat.example\tchange\tname',
    'Lines: 3. Invited: 1. Changed: 1. The same: 0. Wrong: 1.',
  ]);
  expect(await desk.staff.directory.findByEmail(deskTenant, 'carla@prat.example')).toBeNull();
  expect(await runStaff(readCommand(['import', file]), officeOf(), () => {})).toBe(1);
  expect(await desk.staff.directory.findByEmail(deskTenant, 'carla@prat.example')).toMatchObject({ roles: ['agent'] });
  expect(await desk.staff.directory.findByEmail(deskTenant, 'anna@prat.example')).toMatchObject({ name: 'Anna' });
  expect(letters.at(-1)).toMatchObject({ to: 'carla@prat.example' });
});

test('somebody who is not listed is not found', async () => {
  await expect(run('disable', 'nobody@prat.example')).rejects.toMatchObject({ code: 'input.invalid' });
});

test('once somebody is listed there is no link for the first administrator any more', async () => {
  await expect(run('first')).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringContaining('reset'),
  });
});

test('sign-ins that were refused are shown, the newest first', async () => {
  const visitor = createVisitor('10.9.8.7');
  await visitor.does((caller) => desk.staff.auth.signIn(caller, 'anna@prat.example', 'not my password'));
  await visitor.does((caller) => desk.staff.auth.signIn(caller, 'nobody@prat.example', 'not my password'));
  const lines = (await run('refused')).map((line) => line.split('\t').slice(1));
  expect(lines).toEqual([
    ['(nobody on the list)', '10.9.8.0/24', 'wrong password'],
    ['anna@prat.example', '10.9.8.0/24', 'wrong password'],
  ]);
});
