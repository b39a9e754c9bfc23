import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { StaffStore } from '../../src/core/ports/staffStore.ts';
import { createVisitor, type Desk, deskTenant, goodPassword, openDesk, settle, totp } from './desk.ts';

/** Where the contract keeps its staff: each `open` is a new and empty place. */
export interface StaffInboxAccounts {
  open(): Promise<StaffStore>;
}

const newcomer = {
  tenant: deskTenant,
  name: 'Biel Serra',
  email: 'biel@prat.example',
  roles: ['agent'] as const,
  departments: ['oac'],
  locales: ['ca', 'es'] as const,
};

/** Only the date is set: what a store waits for goes on. */
const everythingButDate = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/** What staff can rely on, whichever store keeps them. */
export function staffContract(name: string, places: StaffInboxAccounts): void {
  describe(`staff in ${name}`, () => {
    const stores: StaffStore[] = [];
    const open = async () => {
      const store = await places.open();
      stores.push(store);
      return store;
    };
    let desk: Desk;
    beforeAll(async () => {
      desk = openDesk({ store: await open() });
    });
    afterAll(() => Promise.all(stores.map((store) => store.close())));

    test('the first link makes the first administrator, once, however many use it at the same moment', async () => {
      const link = await desk.staff.invitations.first();
      const token = link?.token ?? '';
      expect(await desk.staff.invitations.look(token)).toEqual({ purpose: 'first', agent: null });
      const person = { name: 'Anna Puig', email: 'anna@prat.example', locale: 'en' as const };
      const short = await desk.staff.invitations.accept(token, 'massa curta', person);
      expect(short).toEqual({ fault: 'too-short' });
      const uses = await Promise.all([1, 2, 3].map(() => desk.staff.invitations.accept(token, goodPassword, person)));
      expect(uses.filter((use) => use !== null)).toHaveLength(1);
      expect(await desk.staff.directory.list(deskTenant)).toMatchObject([
        { email: 'anna@prat.example', roles: ['administrator'], locales: ['en'], active: true },
      ]);
      expect(await desk.staff.invitations.look(token)).toBeNull();
      expect(await desk.staff.invitations.first()).toBeNull();
    });

    test('a password lets in, and is found again by its cookie alone', async () => {
      const visitor = createVisitor('10.0.0.1');
      expect(await visitor.does((caller) => desk.staff.auth.signIn(caller, 'Anna@prat.example ', goodPassword))).toBe(
        'in',
      );
      const who = await visitor.does((caller) => desk.staff.auth.who(caller));
      expect(who).toMatchObject({ secondFactor: false, mustAddSecondFactor: true });
      expect(who?.agent.email).toBe('anna@prat.example');
      expect(await createVisitor('10.0.0.1').does((caller) => desk.staff.auth.who(caller))).toBeNull();
    });

    test('a session ends eight hours after its last use, and an open page is no use of it', async () => {
      const { auth } = desk.staff;
      const began = Date.now();
      const at = (hours: number) => jest.setSystemTime(began + hours * 3_600_000);
      jest.useFakeTimers({ now: began, doNotFake: everythingButDate });
      try {
        const [used, open] = [createVisitor('10.0.1.1'), createVisitor('10.0.1.2')];
        for (const visitor of [used, open]) {
          await visitor.does((caller) => auth.signIn(caller, 'anna@prat.example', goodPassword));
        }
        at(7);
        expect(await used.does((caller) => auth.who(caller))).not.toBeNull();
        expect(await open.does((caller) => auth.who({ ...caller, isAutomatic: true }))).not.toBeNull();
        at(9);
        expect(await used.does((caller) => auth.who(caller))).not.toBeNull();
        expect(await open.does((caller) => auth.who(caller))).toBeNull();
      } finally {
        jest.useRealTimers();
      }
    });

    test('a second factor is set up, asked for, and good for one sign-in a code; a backup code once', async () => {
      const { auth } = desk.staff;
      const setter = createVisitor('10.0.0.2');
      await setter.does((caller) => auth.signIn(caller, 'anna@prat.example', goodPassword));
      const made = await auth.beginSecondFactor(setter.caller);
      if (typeof made === 'string') throw new Error(made);
      expect(made.uri).toMatch(/^otpauth:\/\/totp\/Finestreta/);
      expect(await auth.proveSecondFactor(setter.caller, '000000')).toBe('wrong');
      const first = totp(made.secret, Date.now());
      expect(await auth.proveSecondFactor(setter.caller, first)).toBe('set');
      expect(await setter.does((caller) => auth.who(caller))).toMatchObject({ mustAddSecondFactor: false });

      const visitor = createVisitor('10.0.0.3');
      const begin = () => visitor.does((caller) => auth.signIn(caller, 'anna@prat.example', goodPassword));
      expect(await begin()).toBe('second-factor');
      expect(await visitor.does((caller) => auth.who(caller))).toBeNull();
      expect(await visitor.does((caller) => auth.confirm(caller, '123 456'))).toBe('wrong');
      const code = totp(made.secret, Date.now());
      expect(await visitor.does((caller) => auth.confirm(caller, ` ${code.slice(0, 3)} ${code.slice(3)}`))).toBe('in');
      expect(await visitor.does((caller) => auth.who(caller))).toMatchObject({ secondFactor: true });
      await visitor.does((caller) => auth.signOut(caller));

      await begin();
      expect(await visitor.does((caller) => auth.confirm(caller, code))).toBe('wrong');
      expect(await visitor.does((caller) => auth.who(caller))).toBeNull();

      const backup = made.backupCodes[0] ?? '';
      await begin();
      expect(await visitor.does((caller) => auth.confirm(caller, backup))).toBe('in');
      await visitor.does((caller) => auth.signOut(caller));
      await begin();
      expect(await visitor.does((caller) => auth.confirm(caller, backup))).toBe('wrong');
      expect(await createVisitor('10.0.0.3').does((caller) => auth.confirm(caller, code))).toBe('expired');
    });

    test('somebody who is invited chooses a password by a link, and comes in with it', async () => {
      const { invitations, auth, directory } = desk.staff;
      const [anna] = await directory.list(deskTenant);
      const { agent, link } = await invitations.invite(newcomer, anna?.id ?? null);
      await expect(invitations.invite({ ...newcomer, email: 'BIEL@prat.example' }, null)).rejects.toMatchObject({
        code: 'input.invalid',
      });
      expect(await invitations.look(link.token)).toEqual({ purpose: 'invitation', agent });
      expect(await invitations.accept(link.token, goodPassword, null)).toEqual({ agent });
      expect(await invitations.accept(link.token, goodPassword, null)).toBeNull();
      expect(await desk.staff.fourEyes.accessOf(agent.id)).toEqual({ by: anna?.id, at: expect.any(Number) });
      expect(await desk.staff.fourEyes.accountsOf(agent.id)).toEqual([agent.id]);
      const visitor = createVisitor('10.0.0.4');
      expect(await visitor.does((caller) => auth.signIn(caller, newcomer.email, goodPassword))).toBe('in');
      const who = await visitor.does((caller) => auth.who(caller));
      expect(who).toMatchObject({ agent: { id: agent.id, departments: ['oac'] }, mustAddSecondFactor: false });
    });

    test('an operator key says whose it is, and is no link by which somebody comes in', async () => {
      const anna = await desk.staff.directory.findByEmail(deskTenant, 'anna@prat.example');
      if (anna === null) throw new Error('nobody is listed');
      const { key } = await desk.staff.operators.makeKey(anna);
      expect((await desk.staff.operators.find(key))?.id).toBe(anna.id);
      expect(await desk.staff.invitations.look(key)).toBeNull();
      expect(await desk.staff.invitations.accept(key, goodPassword, null)).toBeNull();
      await desk.staff.operators.removeKey(anna);
      expect(await desk.staff.operators.find(key)).toBeNull();
    });

    test('a new link ends the older one, and its use ends every session', async () => {
      const { invitations, auth, directory } = desk.staff;
      const biel = await directory.findByEmail(deskTenant, newcomer.email);
      if (biel === null) throw new Error('nobody was invited');
      const visitor = createVisitor('10.0.0.5');
      await visitor.does((caller) => auth.signIn(caller, newcomer.email, goodPassword));
      const older = await invitations.reset(biel, null);
      const link = await invitations.reset(biel, null);
      expect(await invitations.accept(older.token, 'una altra de ben llarga', null)).toBeNull();
      expect(await invitations.accept(link.token, 'una altra de ben llarga', null)).toEqual({ agent: biel });
      expect(await visitor.does((caller) => auth.who(caller))).toBeNull();
      expect(await visitor.does((caller) => auth.signIn(caller, newcomer.email, goodPassword))).toBe('wrong');
      expect(await visitor.does((caller) => auth.signIn(caller, newcomer.email, 'una altra de ben llarga'))).toBe('in');
    });

    test('sessions are listed, ended one by one, and all at once', async () => {
      const { auth } = desk.staff;
      const [here, there] = [createVisitor('10.0.0.6'), createVisitor('10.0.0.7')];
      for (const visitor of [here, there]) {
        await visitor.does((caller) => auth.signIn(caller, newcomer.email, 'una altra de ben llarga'));
      }
      const listed = await auth.sessions(here.caller);
      expect(listed.filter(({ isThis }) => isThis)).toHaveLength(1);
      expect(listed[0]).toMatchObject({ userAgent: 'Firefox of the test' });
      const other = await there.does((caller) => auth.who(caller));
      await auth.endSession(here.caller, other?.session ?? '');
      expect(await there.does((caller) => auth.who(caller))).toBeNull();
      await there.does((caller) => auth.signIn(caller, newcomer.email, 'una altra de ben llarga'));
      await here.does((caller) => auth.signOutEverywhere(caller));
      expect(await here.does((caller) => auth.who(caller))).toBeNull();
      expect(await there.does((caller) => auth.who(caller))).toBeNull();
    });

    test('what changes of somebody holds, is found, and is in the journal with its author and without names', async () => {
      const { directory } = desk.staff;
      const [anna, biel] = await directory.list(deskTenant);
      if (anna === undefined || biel === undefined) throw new Error('they are not listed');
      const change = { departments: ['oac', 'via-publica'], platformIds: { telegram: '4711' } };
      const changed = await directory.change(deskTenant, biel.id, change, anna.id);
      expect(changed).toEqual({ ...biel, ...change });
      expect(await directory.find(deskTenant, biel.id)).toEqual(changed);
      expect(await directory.find('another', biel.id)).toBeNull();
      expect(await directory.findOnPlatform(deskTenant, 'telegram', '4711')).toEqual(changed);
      expect(await directory.findOnPlatform(deskTenant, 'discord', '4711')).toBeNull();
      expect(desk.events().at(-1)).toEqual({
        type: 'staff.changed',
        agent: biel.id,
        by: anna.id,
        fields: ['departments', 'platformIds'],
      });
      await directory.change(deskTenant, biel.id, { platformIds: {} }, anna.id);
      expect((await directory.find(deskTenant, biel.id))?.platformIds).toEqual({});
      expect(desk.written()).not.toMatch(/biel|serra|puig|prat\.example/i);
    });

    test('who may not come in any more is out at once, and anybody who is the last administrator stays', async () => {
      const { directory, auth } = desk.staff;
      const [anna, biel] = await directory.list(deskTenant);
      if (anna === undefined || biel === undefined) throw new Error('they are not listed');
      const visitor = createVisitor('10.0.0.8');
      const signIn = () => visitor.does((caller) => auth.signIn(caller, newcomer.email, 'una altra de ben llarga'));
      await signIn();
      await directory.change(deskTenant, biel.id, { active: false }, anna.id);
      expect(await visitor.does((caller) => auth.who(caller))).toBeNull();
      expect(await signIn()).toBe('wrong');
      await directory.change(deskTenant, biel.id, { active: true }, anna.id);
      expect(await visitor.does((caller) => auth.who(caller))).toBeNull();
      expect(await signIn()).toBe('in');
      await expect(directory.change(deskTenant, anna.id, { roles: ['agent'] }, anna.id)).rejects.toMatchObject({
        code: 'input.invalid',
      });
    });
  });

  test(`in ${name} another process finds what this one wrote`, async () => {
    const store = await places.open();
    const desk = openDesk({ store });
    const agent = await settle(desk);
    expect(await store.find(deskTenant, agent.id)).toEqual(agent);
    expect(await store.add({ ...agent, id: 'other' })).toBe(false);
    expect(await store.change(deskTenant, 'nobody', { name: 'x' })).toBeNull();
    await store.close();
  });
}
