import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { StaffStore } from '../../src/core/ports/staffStore.ts';
import { createAuthenticator } from '../support/authenticator.ts';
import { createVisitor, type Desk, goodPassword, openDesk, settle, totp, type Visitor } from './desk.ts';
import type { StaffInboxAccounts } from './staffContract.ts';

const email = 'anna@prat.example';
const site = 'http://localhost:8080';

/** Only the date is set: what a store waits for goes on. */
const everythingButDate = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

/** What second factors and sessions hold to, whichever store keeps them. */
export function factorsContract(name: string, places: StaffInboxAccounts): void {
  describe(`second factors in ${name}`, () => {
    const stores: StaffStore[] = [];
    let desk: Desk;
    let auth: Desk['staff']['auth'];
    beforeEach(async () => {
      const store = await places.open();
      stores.push(store);
      desk = openDesk({ store, secondFactor: 'required' });
      auth = desk.staff.auth;
      await settle(desk);
    });
    afterAll(() => Promise.all(stores.map((store) => store.close())));

    /** Somebody signs in by password, up to the second step if there is one. */
    async function enter(address = '10.0.0.1'): Promise<Visitor> {
      const visitor = createVisitor(address);
      await again(visitor);
      return visitor;
    }
    const again = (visitor: Visitor) => visitor.does((caller) => auth.signIn(caller, email, goodPassword));
    const isIn = async (visitor: Visitor) => (await auth.who(visitor.caller)).result !== null;

    async function setUpCodes(visitor: Visitor) {
      const made = await auth.beginSecondFactor(visitor.caller);
      if (made === 'stale') throw new Error(made);
      const code = totp(made.secret, Date.now());
      expect(await auth.proveSecondFactor(visitor.caller, code)).toBe('set');
      return made;
    }

    async function beginPasskey(visitor: Visitor) {
      const asked = await auth.beginPasskey(visitor.caller);
      if (asked === 'stale') throw new Error(asked);
      return asked;
    }

    async function addPasskey(visitor: Visitor, device = createAuthenticator()) {
      const asked = await beginPasskey(visitor);
      expect(await auth.addPasskey(visitor.caller, device.make(asked, site))).toBe('set');
      return device;
    }

    test('while codes are renewed the old ones stay in force, until a new one was seen', async () => {
      const setter = await enter();
      const old = await setUpCodes(setter);
      const next = await auth.beginSecondFactor(setter.caller);
      if (next === 'stale') throw new Error(next);

      const visitor = createVisitor('10.0.0.2');
      expect(await again(visitor)).toBe('second-factor');
      const newCode = totp(next.secret, Date.now());
      expect(await visitor.does((caller) => auth.confirm(caller, newCode))).toBe('wrong');
      expect(await visitor.does((caller) => auth.confirm(caller, old.backupCodes[0] ?? ''))).toBe('in');

      expect(await auth.proveSecondFactor(setter.caller, '000000')).toBe('wrong');
      expect(await auth.proveSecondFactor(setter.caller, newCode)).toBe('set');
      await visitor.does((caller) => auth.signOut(caller));
      expect(await again(visitor)).toBe('second-factor');
      expect(await visitor.does((caller) => auth.confirm(caller, totp(old.secret, Date.now())))).toBe('wrong');
      expect(await visitor.does((caller) => auth.confirm(caller, old.backupCodes[1] ?? ''))).toBe('wrong');
      expect(await visitor.does((caller) => auth.confirm(caller, next.backupCodes[0] ?? ''))).toBe('in');
    });

    test('renewing ends the other sessions, and the one that did it remembers that it passed', async () => {
      const [here, there] = [await enter('10.0.0.1'), await enter('10.0.0.2')];
      expect((await auth.who(here.caller)).result).toMatchObject({ mustAddSecondFactor: true });
      await setUpCodes(here);
      expect((await auth.who(here.caller)).result).toMatchObject({ secondFactor: true, mustAddSecondFactor: false });
      expect(await isIn(there)).toBe(false);
      // The new password ends the others, too; the session that goes on has passed what it had.
      expect(await here.does((caller) => auth.changePassword(caller, goodPassword, 'cinc gats grisos dormen'))).toBe(
        'changed',
      );
      expect((await auth.who(here.caller)).result).toMatchObject({ mustAddSecondFactor: false });
    });

    test('a passkey is as good as a code: as the second step, and by itself', async () => {
      const setter = await enter();
      const device = await addPasskey(setter);
      expect((await auth.who(setter.caller)).result).toMatchObject({ secondFactor: true, mustAddSecondFactor: false });

      const visitor = createVisitor('10.0.0.2');
      expect(await again(visitor)).toBe('second-factor');
      expect(await isIn(visitor)).toBe(false);
      expect(await auth.secondStep(visitor.caller)).toEqual({ codes: false, passkeys: true });
      const asked = await auth.askPasskey(visitor.caller);
      expect(await visitor.does((caller) => auth.signInWithPasskey(caller, device.use(asked, site)))).toBe('in');
      expect((await auth.who(visitor.caller)).result).toMatchObject({ mustAddSecondFactor: false });

      const alone = createVisitor('10.0.0.3');
      const question = await auth.askPasskey(alone.caller);
      expect(question).not.toHaveProperty('allowCredentials.0');
      expect(await alone.does((caller) => auth.signInWithPasskey(caller, device.use(question, site)))).toBe('in');
      expect(await isIn(alone)).toBe(true);
      expect((await auth.ways(alone.caller)).passkeys).toMatchObject([{ usedAt: expect.any(Number) }]);
      expect(desk.events().map(({ type }) => type)).toContain('staff.passkey-added');
    });

    test('what is no good answer of a passkey lets nobody in', async () => {
      const setter = await enter();
      const device = await addPasskey(setter);
      const visitor = createVisitor('10.0.0.4');
      const enterWith = (answer: string) => visitor.does((caller) => auth.signInWithPasskey(caller, answer));
      const ask = () => auth.askPasskey(visitor.caller);

      const good = device.use(await ask(), site);
      expect(await enterWith(device.use(await ask(), 'https://evil.example'))).toBe('wrong');
      expect(await enterWith(device.use({ challenge: 'AAAA' }, site))).toBe('wrong');
      expect(await enterWith(createAuthenticator().use(await ask(), site))).toBe('wrong');
      expect(await enterWith(device.use(await ask(), site).replace('"signature":"', '"signature":"AAAA'))).toBe(
        'wrong',
      );
      for (const nonsense of ['', '{}', '[]', 'null', '{"id":"x","response":{}}']) {
        expect(await enterWith(nonsense)).toBe('wrong');
      }
      const kept = await beginPasskey(setter);
      expect(await enterWith(device.use(kept, site))).toBe('wrong');
      expect(await isIn(visitor)).toBe(false);
      expect(await enterWith(good)).toBe('in');
      await visitor.does((caller) => auth.signOut(caller));
      expect(await enterWith(good)).toBe('wrong');
    });

    test('a device that does not make sure who is before it is not taken', async () => {
      const setter = await enter();
      const careless = createAuthenticator({ verifiesUser: false });
      const asked = await beginPasskey(setter);
      expect(await auth.addPasskey(setter.caller, careless.make(asked, site))).toBe('expired');
      expect((await auth.ways(setter.caller)).passkeys).toEqual([]);
    });

    test('a question is answered once, in five minutes, by whom it was put to', async () => {
      const setter = await enter();
      const asked = await beginPasskey(setter);
      jest.useFakeTimers({ now: Date.now() + 5 * 60_000, doNotFake: everythingButDate });
      try {
        const late = createAuthenticator().make(asked, site);
        expect(await auth.addPasskey(setter.caller, late)).toBe('expired');
      } finally {
        jest.useRealTimers();
      }
      expect(await auth.addPasskey(setter.caller, createAuthenticator().make(asked, site))).toBe('set');
      expect(await auth.addPasskey(setter.caller, createAuthenticator().make(asked, site))).toBe('expired');
    });

    test('the last second factor of somebody who must have one stays; with another one it goes', async () => {
      const setter = await enter();
      await addPasskey(setter);
      const [only] = (await auth.ways(setter.caller)).passkeys;
      expect(await auth.removePasskey(setter.caller, only?.id ?? '')).toBe('last');
      await setUpCodes(setter);
      expect(await auth.removePasskey(setter.caller, only?.id ?? '')).toBe('removed');
      expect((await auth.ways(setter.caller)).passkeys).toEqual([]);
      expect(await again(createVisitor('10.0.0.5'))).toBe('second-factor');
    });

    test('a reset takes passkeys and codes away', async () => {
      const setter = await enter();
      const device = await addPasskey(setter);
      await setUpCodes(setter);
      const { agent } = (await auth.who(setter.caller)).result ?? {};
      if (agent === undefined) throw new Error('nobody is in');
      const link = await desk.staff.invitations.reset(agent, null);
      await desk.staff.invitations.accept(link.token, goodPassword, null);
      const visitor = createVisitor('10.0.0.6');
      const asked = await auth.askPasskey(visitor.caller);
      expect(await visitor.does((caller) => auth.signInWithPasskey(caller, device.use(asked, site)))).toBe('wrong');
      expect(await again(visitor)).toBe('in');
    });

    test('what lets somebody in is changed right after a sign-in, or after the password again', async () => {
      const setter = await enter();
      const began = Date.now();
      jest.useFakeTimers({ now: began + 11 * 60_000, doNotFake: everythingButDate });
      try {
        for (const change of [auth.beginSecondFactor, auth.beginPasskey, auth.renewBackupCodes]) {
          expect(await change(setter.caller)).toBe('stale');
        }
        expect(await auth.removePasskey(setter.caller, 'x')).toBe('stale');
        expect(await auth.prove(setter.caller, 'not my password')).toBe('wrong');
        expect((await auth.ways(setter.caller)).isFresh).toBe(false);
        expect(await auth.prove(setter.caller, goodPassword)).toBe('proven');
        expect(await auth.ways(setter.caller)).toMatchObject({ isFresh: true, hasPassword: true, hasCodes: false });
        await setUpCodes(setter);
      } finally {
        jest.useRealTimers();
      }
    });

    test('a session ends after twelve hours, however much it is used', async () => {
      const began = Date.now();
      jest.useFakeTimers({ now: began, doNotFake: everythingButDate });
      try {
        const visitor = await enter();
        for (const hours of [3, 6, 9, 11.9]) {
          jest.setSystemTime(began + hours * 3_600_000);
          expect(await visitor.does((caller) => auth.who(caller))).not.toBeNull();
        }
        // A new password goes on with a session that is as old as the one before.
        await visitor.does((caller) => auth.changePassword(caller, goodPassword, 'cinc gats grisos dormen'));
        expect(await isIn(visitor)).toBe(true);
        jest.setSystemTime(began + 12 * 3_600_000);
        expect(await visitor.does((caller) => auth.who(caller))).toBeNull();
      } finally {
        jest.useRealTimers();
      }
    });

    test('signing in again in a browser ends the session that it had', async () => {
      const visitor = await enter();
      const before = visitor.caller;
      expect(await again(visitor)).toBe('in');
      expect((await auth.who(before)).result).toBeNull();
      expect(await isIn(visitor)).toBe(true);
      await setUpCodes(visitor);
      const older = visitor.caller;
      expect(await again(visitor)).toBe('second-factor');
      expect((await auth.who(older)).result).toBeNull();
    });

    test('sign-ins that were refused are kept, by code and network, and seen with the person', async () => {
      const visitor = createVisitor('10.1.2.3');
      await visitor.does((caller) => auth.signIn(caller, email, 'not my password'));
      await visitor.does((caller) => auth.signIn(caller, 'nobody@prat.example', 'not my password'));
      await createVisitor('2001:db8:12:34::5').does((caller) => auth.signInWithPasskey(caller, '{}'));
      const seen = await auth.refused();
      expect(seen).toMatchObject([
        { agent: null, network: '2001:db8:12::/48', reason: 'passkey' },
        { agent: null, network: '10.1.2.0/24', reason: 'password' },
        { agent: { email }, network: '10.1.2.0/24', reason: 'password' },
      ]);
      expect(desk.written()).not.toMatch(/anna|nobody|10\.1\.2\.3/);
      for (let n = 0; n < 10; n++) await visitor.does((caller) => auth.signIn(caller, email, 'not my password'));
      expect((await auth.refused())[0]).toMatchObject({ agent: { email }, reason: 'locked' });
    });
  });
}
