import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { moveStores } from '../../../src/cli/move.ts';
import type { StaffStore } from '../../../src/core/ports/staffStore.ts';
import { openStaffStore } from '../../../src/store/openStaff.ts';
import { makeUsedInstallation } from '../../cli/installation.ts';
import {
  biel,
  createVisitor,
  type Desk,
  deskTenant,
  goodPassword,
  openDesk,
  settle,
  totp,
} from '../../identity/desk.ts';
import { createLog } from '../../support/log.ts';
import { makeFolder, type TestFolder } from '../folder.ts';
import { describeWith, freshDatabase, startServer } from '../mongo/server.ts';

const server = await startServer();
afterAll(() => server?.stop());

describeWith(server)('moving the staff', () => {
  let folder: TestFolder;
  let uri: string;
  let said: string[];
  const opened: StaffStore[] = [];
  beforeEach(async () => {
    folder = makeFolder();
    said = [];
    if (server) uri = freshDatabase(server);
    await makeUsedInstallation(join(folder.path, 'data'));
  });
  afterEach(async () => {
    await closeAll();
    folder.remove();
  });

  async function closeAll(): Promise<void> {
    for (const store of opened.splice(0)) await store.close();
  }
  async function deskAt(location: { dataDir: string } | { mongoUri: string }): Promise<Desk> {
    const store = await openStaffStore({ dataDir: '', mongoUri: null, ...location, log: createLog() });
    opened.push(store);
    return openDesk({ store });
  }
  async function move(from: string, to: string): Promise<void> {
    said = [];
    expect(await moveStores(['--from', from, '--to', to], {}, folder.path, (line) => said.push(line))).toBe(0);
  }
  const data = () => join(folder.path, 'data');

  test('to MongoDB and back, people sign in as before; a session of before is not good there', async () => {
    const before = await deskAt({ dataDir: data() });
    const anna = await settle(before);
    await before.staff.invitations.invite(biel, null);
    const { auth } = before.staff;
    const visitor = createVisitor('10.0.0.1');
    await visitor.does((caller) => auth.signIn(caller, anna.email, goodPassword));
    const made = await auth.beginSecondFactor(visitor.caller);
    if (typeof made === 'string') throw new Error(made);
    await auth.proveSecondFactor(visitor.caller, totp(made.secret, Date.now()));
    const people = await before.staff.directory.list(deskTenant);
    expect((await auth.who(visitor.caller)).result?.secondFactor).toBe(true);
    await closeAll();
    const source = readFileSync(join(data(), 'staff.sqlite'));

    await move('sqlite:data', uri);
    expect(said.join('\n')).toMatch(/2 people of staff were moved/);
    // Again, as after an interruption.
    await move('sqlite:data', uri);
    expect(readFileSync(join(data(), 'staff.sqlite')).equals(source)).toBe(true);
    const there = await deskAt({ mongoUri: uri });
    await expectEntry(there);
    await closeAll();
    await move(uri, 'sqlite:back');
    await expectEntry(await deskAt({ dataDir: join(folder.path, 'back') }));

    async function expectEntry({ staff }: Desk): Promise<void> {
      expect(await staff.directory.list(deskTenant)).toEqual(people);
      expect((await staff.auth.who(visitor.caller)).result).toBeNull();
      const again = createVisitor('10.0.0.2');
      expect(await again.does((caller) => staff.auth.signIn(caller, anna.email, goodPassword))).toBe('second-factor');
      if (typeof made === 'string') throw new Error(made);
      const code = totp(made.secret, Date.now());
      expect(await again.does((caller) => staff.auth.confirm(caller, code))).toBe('in');
    }
  });

  test('where nobody is listed, nothing is made and that is said', async () => {
    await move('sqlite:data', uri);
    expect(said.join('\n')).toContain('No staff are listed');
  });
});
