import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testDay } from '../../support/clock.ts';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

const hour = 3_600_000;
const deadline = (dueAt: number, metAt: number | null, breached: boolean) => ({ id: 'd', dueAt, metAt, breached });

describe('the board of who oversees the work', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
    await world.index.put([
      rowWith(
        'AAAA-0001',
        {},
        { assignee: 'anna', first: deadline(testDay - 1, null, true), openedAt: testDay - hour },
      ),
      rowWith('AAAA-0002', { account: '=1+1' }, { department: 'medi', resolution: deadline(testDay + 1, null, false) }),
      rowWith('AAAA-0003', {}, { status: 'closed', rating: 2, first: deadline(testDay, testDay - hour, false) }),
      rowWith('AAAA-0004', {}, { status: 'closed', openedAt: testDay - 60 * 24 * hour, rating: 5 }),
    ]);
  });
  afterEach(() => world.close());

  const board = async (query: string) => (await world.ask('supervisor', 'GET', `board${query}`)).body;

  test('counts what is due now and what was opened in the period', async () => {
    const { total, departments, agents } = await board('');
    expect(total).toMatchObject({ open: 2, late: 1, today: 1, opened: 3, closed: 1, rated: 1, ratedLow: 1 });
    expect(departments.map(({ id, open }: Body) => [id, open])).toEqual([
      ['hisenda', 1],
      ['medi', 1],
    ]);
    expect(agents.find(({ id }: Body) => id === 'anna')).toMatchObject({
      late: 1,
      waiting: 1,
      isAvailable: true,
      capacity: 5,
    });
    // Who has nothing to do is there as well.
    expect(agents.find(({ id }: Body) => id === 'berta')).toMatchObject({ open: 0, opened: 0 });
    expect((await board('?days=90')).total).toMatchObject({ opened: 4, rated: 2, meanRating: 3.5 });
    expect((await board('?department=medi')).total).toMatchObject({ open: 1, late: 0 });
    expect((await world.ask('supervisor', 'GET', 'board?days=31')).status).toBe(400);
  });

  test('says how many may wait for each, as those who lead have set it', async () => {
    const capacityOf = async (agent: string) => (await board('')).agents.find(({ id }: Body) => id === agent)?.capacity;
    const set = (agent: string, waiting: number, by = 'supervisor') =>
      world.ask(by, 'POST', 'capacities', { agent, waiting });
    expect((await set('anna', 2)).status).toBeLessThan(300);
    expect([await capacityOf('anna'), await capacityOf('berta')]).toEqual([2, 5]);
    expect((await set('anna', 0)).status).toBeLessThan(300);
    expect(await capacityOf('anna')).toBe(0);
    expect((await set('anna', 3, 'anna')).status).toBe(403);
    expect((await set('anna', 31)).status).toBe(400);
    expect((await set('nobody', 3)).status).toBe(400);
    expect(await capacityOf('anna')).toBe(0);
  });

  test('opens with each number the cases that it counts', async () => {
    const count = async (query: string) => {
      const { body } = await world.ask('supervisor', 'GET', `cases?queue=all&${query}`);
      return body.total;
    };
    expect(await count('status=open,snoozed&due=late')).toBe(1);
    expect(await count('status=open,snoozed&due=today')).toBe(1);
    expect(await count('status=open,snoozed&due=week')).toBe(0);
    expect(await count('status=open,snoozed&answered=no')).toBe(2);
    expect(await count('status=open&answered=waiting')).toBe(2);
    expect(await count('status=open,closed&answered=yes')).toBe(0);
    expect(await count('status=open,snoozed,closed&first=kept')).toBe(1);
    expect(await count('status=open,snoozed,closed&resolution=open')).toBe(1);
  });

  test('reads the cases once for all who look within some seconds', async () => {
    await board('');
    await world.index.put([rowWith('AAAA-0005', {}, {})]);
    expect((await board('')).total.open).toBe(2);
    world.clock.advance(5_000);
    expect((await board('')).total.open).toBe(3);
  });

  test('goes out as a table in which nothing is a formula', async () => {
    const { status, body: text } = await world.ask('supervisor', 'POST', 'board/file', { days: 30 });
    expect(status).toBe(200);
    const lines = text.replace(/^\uFEFF/, '').split('\r\n');
    expect(lines[0]).toMatch(/^"Per";"Nom";"Oberts"/);
    expect(lines[1]).toMatch(/^"Tots els casos";"";"2";"0";"1"/);
    expect(lines.some((line: string) => line.startsWith('"Canal";"\'=1+1"'))).toBe(true);
    expect(lines.some((line: string) => line.includes('berta'))).toBe(true);
  });

  test('is for nobody else', async () => {
    expect((await world.ask('anna', 'GET', 'board')).status).toBe(403);
  });

  test('comes by e-mail to who asks for it, until they end it, and says so to nobody else', async () => {
    const mail = async (agent: string, pace?: string | null) =>
      (
        await world.ask(
          agent,
          pace === undefined ? 'GET' : 'POST',
          'board/mail',
          pace === undefined ? undefined : { pace },
        )
      ).body;
    expect(await mail('supervisor')).toEqual({ pace: null, isPossible: false });
    expect(await mail('supervisor', 'weekly')).toMatchObject({ pace: 'weekly' });
    expect(await mail('auditor')).toMatchObject({ pace: null });
    expect((await world.ask('anna', 'GET', 'setting')).body.boardMails).toBeUndefined();
    await mail('supervisor', 'weekly');
    expect(await mail('supervisor', null)).toMatchObject({ pace: null });
    const events = world
      .commits()
      .flatMap((commit: Body) => commit.events)
      .filter(({ type }: Body) => type === 'desk.changed');
    expect(events.map(({ by, what, removed }: Body) => [by, what, removed])).toEqual([
      ['supervisor', 'board-mail', false],
      ['supervisor', 'board-mail', true],
    ]);
    expect((await world.ask('supervisor', 'POST', 'board/mail', { pace: 'daily' })).status).toBe(400);
  });
});
