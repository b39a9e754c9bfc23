import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StaffStore } from '../../src/core/ports/staffStore.ts';
import { createStaffAdministration, type StaffAdministration } from '../../src/identity/administration.ts';
import { createVisitor, type Desk, deskTenant, goodPassword, openDesk, settle, totp } from './desk.ts';
import type { StaffInboxAccounts } from './staffContract.ts';

const newcomer = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@prat.example`,
  roles: ['agent'] as const,
  departments: [],
  locales: ['ca'] as const,
});
const tokenOf = (link: string | null) => link?.split('#')[1] ?? '';
const names = new Map([['agent', 'agent'] as const, ['editor', 'editor'] as const]);
const vocabulary = { roles: names, departments: new Map([['oac', 'oac']]), locales: new Map([['ca', 'ca'] as const]) };

/** What administrators do with people, whichever store keeps them. */
export function accessContract(name: string, places: StaffInboxAccounts): void {
  describe(`who comes in, in ${name}`, () => {
    let store: StaffStore;
    let desk: Desk;
    let anna: string;
    let office: StaffAdministration;
    const mailed: string[] = [];
    let hasMail = true;
    beforeAll(async () => {
      store = await places.open();
      desk = openDesk({ store, secondFactor: 'required' });
      anna = (await settle(desk)).id;
      const send = (kind: string) => async (agent: { name: string }) => {
        if (hasMail) mailed.push(`${kind} ${agent.name}`);
        return hasMail;
      };
      office = createStaffAdministration({
        tenant: deskTenant,
        people: desk.staff,
        mail: { invitation: send('invitation'), reset: send('reset'), secondFactorDropped: send('factor') },
        linkTo: (token) => `https://x.example/#${token}`,
      });
    });
    afterAll(() => store.close());

    const stateOf = async (id: string) => (await office.list()).find((each) => each.id === id);
    const accept = (link: string | null) => desk.staff.invitations.accept(tokenOf(link), goodPassword, null);
    const enter = async (email: string) => {
      const visitor = createVisitor('10.0.0.1');
      return { visitor, how: await visitor.does((caller) => desk.staff.auth.signIn(caller, email, goodPassword)) };
    };
    const eventsOf = (id: string) => desk.events().flatMap(({ type, agent, by }) => (agent === id ? [[type, by]] : []));

    test('an invitation waits until it is used; another one takes its place, and none is left when it is cancelled', async () => {
      const { agent, link, expiresAt } = await office.invite(newcomer('Biel'), anna);
      expect(await stateOf(agent.id)).toMatchObject({ signedInAt: null, invitation: { expiresAt } });
      const again = await office.inviteAgain(agent.id, anna);
      expect(again).toMatchObject({ mailed: true, link: null });
      expect(await accept(link)).toBeNull();
      await office.cancelInvitation(agent.id, anna);
      expect(await stateOf(agent.id)).toMatchObject({ active: false, invitation: null });
      hasMail = false;
      const third = await office.inviteAgain(agent.id, anna);
      hasMail = true;
      expect(third).toMatchObject({ mailed: false, link: expect.any(String) });
      expect(await stateOf(agent.id)).toMatchObject({ active: true, invitation: { expiresAt: third.expiresAt } });
      expect(await accept(third.link)).toMatchObject({ agent: { id: agent.id } });
      const before = Date.now();
      expect((await enter(agent.email)).how).toBe('in');
      const now = await stateOf(agent.id);
      expect(now?.invitation).toBeNull();
      expect(now?.signedInAt).toBeGreaterThanOrEqual(before);
      for (const work of [office.inviteAgain, office.cancelInvitation])
        await expect(work(agent.id, anna)).rejects.toMatchObject({ code: 'input.invalid' });
      expect(eventsOf(agent.id)).toEqual([
        ['staff.invited', anna],
        ['staff.invitation-sent', anna],
        ['staff.invitation-cancelled', anna],
        ['staff.changed', anna],
        ['staff.changed', anna],
        ['staff.invitation-sent', anna],
        ['staff.joined', agent.id],
        ['staff.signed-in', agent.id],
      ]);
      expect(mailed).toEqual(['invitation Biel', 'invitation Biel']);
    });

    test('somebody who lost the phone is signed out at once, comes in by password, and must set up another', async () => {
      const { agent, link } = await office.invite(newcomer('Carla'), anna);
      await accept(link);
      const { visitor } = await enter(agent.email);
      const made = await desk.staff.auth.beginSecondFactor(visitor.caller);
      if (made === 'stale') throw new Error(made);
      expect(await desk.staff.auth.proveSecondFactor(visitor.caller, totp(made.secret, Date.now()))).toBe('set');
      expect((await enter(agent.email)).how).toBe('second-factor');
      const by = await desk.staff.directory.find(deskTenant, anna);
      if (by === null) throw new Error('nobody');
      expect(await office.dropSecondFactors(agent.id, by)).toEqual({ mailed: true });
      expect((await desk.staff.auth.who(visitor.caller)).result).toBeNull();
      const { visitor: later, how } = await enter(agent.email);
      expect(how).toBe('in');
      expect((await desk.staff.auth.who(later.caller)).result).toMatchObject({ mustAddSecondFactor: true });
      expect(eventsOf(agent.id)).toContainEqual(['staff.second-factor-dropped', anna]);
      expect(mailed.at(-1)).toBe('factor Carla');
    });

    test('a new password is for others, and for those who may come in', async () => {
      const { agent, link } = await office.invite(newcomer('Duna'), anna);
      await accept(link);
      expect(await office.reset(agent.id, anna)).toMatchObject({ mailed: true, link: null });
      expect(mailed.at(-1)).toBe('reset Duna');
      await expect(office.reset(anna, anna)).rejects.toMatchObject({ code: 'input.invalid' });
      await desk.staff.directory.change(deskTenant, agent.id, { active: false }, anna);
      await expect(office.reset(agent.id, anna)).rejects.toMatchObject({ code: 'input.invalid' });
      await expect(office.reset('nobody', anna)).rejects.toMatchObject({ code: 'route.unknown' });
    });

    test('a table invites who is new and changes who is listed; a line that fails stops no other', async () => {
      const lines = await office.plan(
        [
          ['Correu', 'Nom', 'Rols', 'Departaments'],
          ['eva@prat.example', 'Eva', 'editor', 'oac'],
          ['anna@prat.example', 'Anna', 'agent', ''],
          ['biel@prat.example', 'Biel', 'editor; agent', 'OAC'],
          ['eva@prat.example', 'Eva', 'king', ''],
        ],
        vocabulary,
      );
      expect(lines.map(({ row, outcome, changes }) => [row, outcome, ...changes])).toEqual([
        [2, 'invite'],
        [3, 'change', 'name', 'roles'],
        [4, 'change', 'roles', 'departments'],
        [5, 'wrong'],
      ]);
      const outcomes = await office.import(lines, anna);
      expect(outcomes.map(({ done, code }) => [done, code])).toEqual([
        ['invited', null],
        // Anna would take her own role away.
        ['failed', 'input.invalid'],
        ['changed', null],
        ['nothing', null],
      ]);
      const all = await office.list();
      expect(all.map(({ name: who, roles, invitation }) => [who, roles, invitation !== null])).toEqual([
        ['Anna Puig', ['administrator'], false],
        ['Biel', ['agent', 'editor'], false],
        ['Carla', ['agent'], false],
        ['Duna', ['agent'], false],
        ['Eva', ['editor'], true],
      ]);
      expect(
        await office.plan(
          [
            ['name', 'email', 'roles'],
            ['Eva', 'EVA@prat.example', 'editor'],
          ],
          vocabulary,
        ),
      ).toMatchObject([{ outcome: 'change', changes: ['departments'] }]);
    });
  });
}
