import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await openConsole({});
  await world.index.put([
    rowWith('AAAA-0001', { text: '=HYPERLINK("x")' }, { labels: ['roads'] }),
    rowWith('AAAA-0002', { text: 'Un fanal' }, { assignee: 'anna' }),
    rowWith('AAAA-0003', {}, { department: 'medi' }),
  ]);
});
afterEach(() => world.close());

const make = async (path: string, body: object) => (await world.ask('supervisor', 'POST', path, body)).body;
const settingOf = async (agent: string) => (await world.ask(agent, 'GET', 'setting')).body;

describe('labels', () => {
  const label = { id: null, name: 'Camins', colour: '#f2b705' };

  test('are made, changed and removed by supervisors, and read by who sees cases', async () => {
    const { labels } = await make('labels', label);
    const [{ id }] = labels;
    expect(labels).toEqual([{ ...label, id }]);
    await make('labels', { id, name: 'Camins rurals', colour: '#1d7a46' });
    expect((await settingOf('anna')).labels).toEqual([{ id, name: 'Camins rurals', colour: '#1d7a46' }]);
    expect((await settingOf('editor')).labels).toEqual([]);
    await make('labels/remove', { id });
    expect((await settingOf('anna')).labels).toEqual([]);
    const events = world
      .commits()
      .flatMap((commit: Body) => commit.events)
      .filter(({ type }: Body) => type === 'desk.changed');
    expect(events.map(({ by, what, removed }: Body) => [by, what, removed])).toEqual([
      ['supervisor', 'label', false],
      ['supervisor', 'label', false],
      ['supervisor', 'label', true],
    ]);
  });

  test.each([
    ['no name', { ...label, name: '  ' }],
    ['a colour that is none', { ...label, colour: 'red' }],
    ['a colour that brings more along', { ...label, colour: '#f2b705;x' }],
  ])('are refused with %s', async (_, body) => {
    expect((await world.ask('supervisor', 'POST', 'labels', body)).status).toBe(400);
  });

  test('are at most fifty', async () => {
    for (let n = 0; n < 50; n += 1) await make('labels', { ...label, name: `L${n}` });
    expect((await world.ask('supervisor', 'POST', 'labels', label)).status).toBe(400);
  });

  test('are put on a case only while there are such', async () => {
    const { labels } = await make('labels', label);
    const post = (add: readonly string[], id: string) =>
      world.ask('anna', 'POST', 'cases/AAAA-0001/commands', {
        ...{ id, seen: null, command: { kind: 'label', add, remove: [] } },
      });
    expect((await post(['gone'], 'command-0001')).status).toBe(400);
    expect((await post([labels[0].id], 'command-0002')).status).toBe(200);
    expect(world.commands.map(({ command }) => command)).toEqual([{ kind: 'label', add: [labels[0].id], remove: [] }]);
  });

  test('narrow the list', async () => {
    const { body } = await world.ask('supervisor', 'GET', 'cases?label=roads,noise');
    expect(body.items.map((item: Body) => item.case.code)).toEqual(['AAAA-0001']);
  });
});

describe('rules of sharing out', () => {
  const when = { kind: 'incident', department: null, locale: null, account: null, words: null };
  const does = { department: 'medi', agent: null, labels: [], priority: null };
  const rule = { id: null, name: 'Fanals', when, does };

  test('are made, put in order, changed and removed by supervisors', async () => {
    const [first] = (await make('rules', rule)).rules;
    const { rules } = await make('rules', { ...rule, name: 'Arbres' });
    const last = rules.at(-1);
    expect(rules.map(({ name }: Body) => name)).toEqual(['Fanals', 'Arbres']);
    expect((await make('rules/first', { id: last.id })).rules.map(({ name }: Body) => name)).toEqual([
      'Arbres',
      'Fanals',
    ]);
    await make('rules', { ...first, name: 'Llum' });
    expect((await settingOf('anna')).rules.map(({ name }: Body) => name)).toEqual(['Arbres', 'Llum']);
    await make('rules/remove', { id: last.id });
    expect((await settingOf('anna')).rules).toEqual([{ ...first, name: 'Llum' }]);
    // The others stay as they were.
    expect((await settingOf('anna')).labels).toEqual([]);
  });

  test.each([
    ['for every case', { ...rule, when: { ...when, kind: null } }],
    ['for words that are none', { ...rule, when: { ...when, words: '!!!' } }],
    ['that do nothing', { ...rule, does: { ...does, department: null } }],
    ['for a kind that is none', { ...rule, when: { ...when, kind: 'other' } }],
  ])('are refused %s', async (_, body) => {
    expect((await world.ask('supervisor', 'POST', 'rules', body)).status).toBe(400);
  });
});

describe('macros', () => {
  test('keep their steps in the order in which they run', async () => {
    const steps = [
      { kind: 'close', reason: 'spam' },
      { kind: 'canned', reply: 'hello' },
      { kind: 'label', add: ['a'], remove: [] },
    ];
    const { macros } = await make('macros', { id: null, name: 'Fora', steps });
    expect(macros[0].steps.map(({ kind }: Body) => kind)).toEqual(['label', 'canned', 'close']);
    expect((await settingOf('anna')).macros).toEqual(macros);
    expect((await make('macros/remove', { id: macros[0].id })).macros).toEqual([]);
  });

  test('that do nothing, or two things of a kind, are refused', async () => {
    const twice = { kind: 'set-priority', priority: 'low' };
    for (const steps of [[], [twice, twice], [{ kind: 'take' }]])
      expect((await world.ask('supervisor', 'POST', 'macros', { id: null, name: 'X', steps })).status).toBe(400);
  });
});

describe('a list as a file', () => {
  const fileFor = async (agent: string, body: object) => world.ask(agent, 'POST', 'cases/file', body);

  test('has what the person may see, as the filters have it, and no formula', async () => {
    const { body, headers } = await fileFor('anna', { queue: 'all', status: 'open', search: '', after: undefined });
    expect(headers.get('content-disposition')).toContain('casos.csv');
    const lines = body
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n');
    expect(lines[0]).toMatch(/^"Codi";"Estat"/);
    expect(
      lines
        .slice(1)
        .map((line: string) => line.slice(1, 10))
        .sort(),
    ).toEqual(['AAAA-0001', 'AAAA-0002']);
    expect(body).toContain(`"'=HYPERLINK(""x"")"`);
    const narrowed = await fileFor('anna', { queue: 'mine' });
    expect(narrowed.body.trim().split('\r\n')).toHaveLength(2);
    expect((await fileFor('anna', { queue: 'mine', other: 'x' })).status).toBe(400);
  });

  test('is on record each time', async () => {
    await fileFor('anna', { queue: 'mine' });
    await fileFor('anna', { queue: 'all' });
    const { body } = await world.ask('supervisor', 'GET', 'readings');
    expect(body.readings.map(({ by, what }: Body) => [by, what])).toEqual([
      ['anna', 'export'],
      ['anna', 'export'],
    ]);
  });
});

describe('an absence', () => {
  const away = (agent: string, body: object) => world.ask(agent, 'POST', 'absences', { agent, ...body });
  const dayEnd = Date.parse('2026-11-28T00:00+01:00');

  test('lasts until the end of the day where the town is, with a deputy, and colleagues see it', async () => {
    const { body } = await away('anna', { lastDay: '2026-11-27', deputy: 'carla' });
    expect(body).toMatchObject({ availability: 'away', absence: { deputy: 'carla', until: dayEnd } });
    expect((await settingOf('berta')).absences).toMatchObject([{ agent: 'anna', deputy: 'carla', until: dayEnd }]);
    expect(world.released).toEqual(['anna']);
    world.clock.advance(dayEnd - world.clock.now());
    expect((await world.ask('anna', 'GET', 'me')).body.absence).toBeNull();
  });

  test('ends when they are available again, is replaced by another one, and is recorded', async () => {
    await away('anna', { lastDay: '2026-11-27', deputy: 'carla' });
    await away('anna', { lastDay: '2026-11-24', deputy: 'supervisor' });
    expect((await settingOf('anna')).absences).toMatchObject([{ deputy: 'supervisor' }]);
    const back = () => world.ask('anna', 'POST', 'me/availability', { availability: 'available' });
    expect((await back()).body.absence).toBeNull();
    await back();
    const events = world
      .commits()
      .flatMap((commit: Body) => commit.events)
      .filter(({ type }: Body) => type === 'desk.changed');
    expect(events.map(({ by, what, id, removed }: Body) => [by, what, id, removed])).toEqual([
      ['anna', 'absence', 'anna', false],
      ['anna', 'absence', 'anna', false],
      ['anna', 'absence', 'anna', true],
    ]);
  });

  test('ends when an administrator says that they are available, and not when they change something else', async () => {
    await away('anna', { lastDay: '2026-11-27', deputy: 'carla' });
    await world.ask('administrator', 'PATCH', 'staff/anna', { name: 'Anna' });
    expect((await settingOf('anna')).absences).toHaveLength(1);
    await world.ask('administrator', 'PATCH', 'staff/anna', { availability: 'available' });
    expect((await settingOf('anna')).absences).toEqual([]);
  });

  test('is said by those who lead for a colleague who cannot, and ended by them', async () => {
    const said = await world.ask('supervisor', 'POST', 'absences', {
      agent: 'anna',
      lastDay: '2026-11-27',
      deputy: 'carla',
    });
    expect(said.body).toMatchObject({ id: 'supervisor', availability: 'available', absence: null });
    expect((await world.ask('anna', 'GET', 'me')).body).toMatchObject({
      availability: 'away',
      absence: { deputy: 'carla', until: dayEnd },
    });
    expect(world.released).toEqual(['anna']);
    expect((await world.ask('berta', 'POST', 'absences/removal', { agent: 'anna' })).status).toBe(403);
    await world.ask('supervisor', 'POST', 'absences/removal', { agent: 'anna' });
    expect((await settingOf('anna')).absences).toEqual([]);
    const events = world.commits().flatMap((commit: Body) => commit.events);
    const changes = events.filter(({ type }: Body) => type === 'desk.changed');
    expect(changes.map(({ by, id, removed }: Body) => [by, id, removed])).toEqual([
      ['supervisor', 'anna', false],
      ['supervisor', 'anna', true],
    ]);
  });

  test('is said of nobody by colleagues, and of nobody who handles no cases', async () => {
    const say = async (by: string, agent: string) =>
      (await world.ask(by, 'POST', 'absences', { agent, lastDay: '2026-11-27', deputy: 'carla' })).status;
    expect([await say('anna', 'berta'), await say('supervisor', 'editor'), await say('supervisor', 'nobody')]).toEqual([
      403, 400, 400,
    ]);
    expect((await settingOf('anna')).absences).toEqual([]);
  });

  test.each([
    ['with oneself as the deputy', { lastDay: '2026-11-27', deputy: 'anna' }],
    ['with somebody who handles no cases', { lastDay: '2026-11-27', deputy: 'editor' }],
    ['with nobody', { lastDay: '2026-11-27', deputy: 'nobody' }],
    ['until a day that has passed', { lastDay: '2026-11-23', deputy: 'carla' }],
    ['until no day', { lastDay: '2026-02-30', deputy: 'carla' }],
    ['for years', { lastDay: '2029-01-01', deputy: 'carla' }],
  ])('is refused %s', async (_, body) => {
    expect((await away('anna', body)).status).toBe(400);
    expect((await settingOf('anna')).absences).toEqual([]);
  });
});
