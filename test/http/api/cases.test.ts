import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseState } from '../../../src/core/model/case.ts';
import { testDay } from '../../support/clock.ts';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

const deadline = (dueAt: number, breached: boolean) => ({ id: 'full-answer', dueAt, metAt: null, breached });
const late: Partial<CaseState> = { first: deadline(testDay - 1, true) };

describe('lists of cases', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
    await world.index.put([
      rowWith('AAAA-0001', { tokens: ['fanals', 'avaria'] }, { first: deadline(testDay + 3, false) }),
      rowWith('AAAA-0002', {}, { assignee: 'anna', first: deadline(testDay + 2, false) }),
      rowWith('AAAA-0003', { account: 'library' }, { department: 'medi', ...late }),
      rowWith('AAAA-0004', {}, { department: 'oiac' }),
      rowWith('AAAA-0005', {}, { department: 'oiac', assignee: 'carla' }),
      rowWith('AAAA-0006', {}, { department: 'medi', assignee: 'anna', status: 'closed' }),
    ]);
  });
  afterEach(() => world.close());

  const codes = async (agent: string, query: string) => {
    const { status, body } = await world.ask(agent, 'GET', `cases${query}`);
    expect(status).toBe(200);
    return body.items.map((item: Body) => item.case.code.slice(-1)).join('');
  };

  test('show agents their departments, what is theirs, and what nobody has yet where everything ends up', async () => {
    expect(await codes('anna', '')).toBe('214');
    expect(await codes('berta', '')).toBe('34');
    expect(await codes('supervisor', '')).toBe('32145');
    expect(await codes('auditor', '')).toBe('32145');
  });

  test('are narrowed by queue, status, department, account, kind and search', async () => {
    expect(await codes('anna', '?queue=mine')).toBe('2');
    expect(await codes('anna', '?queue=mine&status=closed')).toBe('6');
    expect(await codes('anna', '?queue=department')).toBe('21');
    expect(await codes('anna', '?queue=unassigned')).toBe('14');
    expect(await codes('supervisor', '?queue=breached')).toBe('3');
    expect(await codes('supervisor', '?department=medi,oiac')).toBe('345');
    expect(await codes('supervisor', '?account=library')).toBe('3');
    expect(await codes('supervisor', '?kind=insult')).toBe('');
    expect(await codes('anna', `?search=${encodeURIComponent('AVARÍA fan')}`)).toBe('1');
  });

  test('are found by the code of a case, however it is typed, among those of the list and that one may see', async () => {
    for (const typed of ['AAAA-0002', 'aaaa0002', ' aaaa 0002 ', 'AAAA-OOO2'])
      expect(await codes('anna', `?search=${encodeURIComponent(typed)}`)).toBe('2');
    expect(await codes('anna', '?search=AAAA-0002&queue=unassigned')).toBe('');
    expect(await codes('berta', '?search=AAAA-0002')).toBe('');
    const { body } = await world.ask('anna', 'POST', 'cases/file', { search: 'aaaa0002' });
    expect(body.match(/AAAA-\d{4}/g)).toEqual(['AAAA-0002']);
  });

  test('are found by words that a code could look like', async () => {
    await world.index.put([
      rowWith('FANA-1ETS', {}, { status: 'closed' }),
      rowWith('AAAA-0007', { tokens: ['fanalets'] }, {}),
    ]);
    expect(await codes('anna', '?search=fanalets')).toBe('7');
    expect(await codes('anna', '?search=fanalets&status=closed')).toBe('S');
  });

  test('never show more than one may see, whatever is asked for', async () => {
    expect(await codes('berta', '?search=AAAA-0001')).toBe('');
    expect(await codes('berta', '?department=hisenda')).toBe('');
    expect(await codes('berta', '?queue=department&department=hisenda')).toBe('');
  });

  test('come in pages that follow each other', async () => {
    const first = await world.ask('supervisor', 'GET', 'cases?limit=2');
    expect([first.body.items.length, first.body.total]).toEqual([2, 5]);
    expect(await codes('supervisor', `?limit=200&after=${encodeURIComponent(first.body.next)}`)).toBe('145');
  });

  test('are counted by queue for anybody who asks', async () => {
    const { body } = await world.ask('anna', 'GET', 'counts');
    expect(body).toEqual({ mine: 1, department: 2, unassigned: 2, all: 3, breached: 0, proposed: 0 });
  });

  test('are narrowed by who has them, priority, language, rating and day, and ordered by when they were opened', async () => {
    const of = (n: number, changes: object) => rowWith(`NARR-000${n}`, {}, { department: 'sports', ...changes });
    await world.index.put([
      of(1, { assignee: 'carla', priority: 'high', openedAt: 3_000 }),
      of(2, { locale: 'es', openedAt: 1_000 }),
      of(3, { status: 'closed', rating: 2, openedAt: 2_000 }),
    ]);
    const found = async (query: string) => {
      const asked = `cases?department=sports&status=open,closed&order=opened&${query}`;
      const { body } = await world.ask('supervisor', 'GET', asked);
      return body.items.map((item: { case: { code: string } }) => item.case.code.slice(-1)).join('');
    };
    expect(await found('')).toBe('231');
    expect(await found('agent=carla')).toBe('1');
    expect(await found('agent=nobody')).toBe('23');
    expect(await found('priority=high,urgent')).toBe('1');
    expect(await found('locale=es')).toBe('2');
    expect(await found('rating=1,2')).toBe('3');
    expect(await found('from=2000&to=3000')).toBe('3');
    expect((await world.ask('supervisor', 'GET', 'cases?priority=highest')).status).toBe(400);
  });

  test('in which a sanction waits for a decision have a queue, closed or not', async () => {
    const proposals = [
      { id: '1', sanction: 'block', by: { rule: 'x' }, breaks: 'y', evidence: 1, decided: null },
    ] as const;
    const decided = [{ ...proposals[0], decided: { by: 'supervisor', at: 1, accepted: true } }];
    await world.index.put([
      rowWith('PROP-0001', {}, { proposals, department: 'hisenda' }),
      rowWith('PROP-0002', {}, { proposals, status: 'closed', department: 'medi' }),
      rowWith('PROP-0003', {}, { proposals: decided, department: 'medi' }),
    ]);
    expect(await codes('supervisor', '?queue=proposed&status=open')).toBe('12');
    expect(await codes('berta', '?queue=proposed')).toBe('2');
    expect((await world.ask('supervisor', 'GET', 'counts')).body.proposed).toBe(2);
    expect((await world.ask('supervisor', 'GET', 'cases/PROP-0002')).body.may).toContain('decide');
  });

  test('that are snoozed are not counted: they come back by themselves', async () => {
    const before = (await world.ask('supervisor', 'GET', 'counts')).body.all;
    await world.index.put([rowWith('SNOO-0001', {}, { status: 'snoozed', snoozedUntil: Date.now() })]);
    expect((await world.ask('supervisor', 'GET', 'counts')).body.all).toBe(before);
    expect((await world.ask('supervisor', 'GET', 'cases?status=snoozed&search=')).body.total).toBe(1);
  });

  test.each(['queue=everything', 'limit=0', 'limit=1000', 'status=lost', 'order=random', `search=${'x'.repeat(201)}`])(
    'refuse %s',
    async (query) => {
      const { status, body } = await world.ask('anna', 'GET', `cases?${query}`);
      expect([status, body.error.code]).toEqual([400, 'input.invalid']);
    },
  );

  test.each([
    'cases?words=fanals',
    'cases?queue[]=mine',
    'cases?__proto__=x',
    'counts?queue=mine',
    'notifications?before=1',
  ])('refuse a parameter that nobody reads: %s', async (address) => {
    const { status, body } = await world.ask('anna', 'GET', address);
    expect([status, body.error.code]).toEqual([400, 'input.invalid']);
    expect(body.error.message).toMatch(/There is no parameter "[^"]+"\. (Use|This address)/);
  });

  test('refuse with few words, however long a name they were sent', async () => {
    const name = 'a\n'.repeat(2_000);
    const sent = { id: 'command-1', seen: null, command: { kind: 'take' }, [name]: 1 };
    const { status, body } = await world.ask('anna', 'POST', 'cases/AAAA-0001/commands', sent);
    expect([status, body.error.code]).toEqual([400, 'input.invalid']);
    expect(body.error.message.length).toBeLessThan(600);
  });
});

describe('one case', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
  });
  afterEach(() => world.close());
  const may = async (agent: string) => (await world.ask(agent, 'GET', 'cases/AAAA-0001')).body.may;

  test('says what anybody who asks may do with it', async () => {
    await world.index.put([rowWith('AAAA-0001', { handledBy: 'carla' }, {})]);
    expect(await may('anna')).toEqual(expect.not.arrayContaining(['take', 'reply', 'hand-back', 'decide', 'reopen']));
    expect(await may('carla')).toEqual(expect.arrayContaining(['reply', 'hand-back', 'note', 'close']));
    expect(await may('supervisor')).toContain('hand-back');
    expect(await may('auditor')).toEqual([]);
    await world.index.put([rowWith('AAAA-0001', { revision: 2 }, { status: 'closed' })]);
    expect(await may('anna')).toEqual([
      'note',
      'contact-note',
      'remove-contact-note',
      'label',
      'break-glass',
      'reopen',
    ]);
  });

  test('says by when an answer was promised, in the words of the receipt and not a day later', async () => {
    const resolution = deadline(Date.parse('2026-12-25T00:00+01:00'), false);
    await world.index.put([rowWith('BBBB-0009', {}, { first: deadline(testDay + 3, false), resolution })]);
    const { body } = await world.ask('anna', 'GET', 'cases/BBBB-0009');
    expect(body.deadline).toEqual({
      ca: 'el dijous 24 de desembre del 2026',
      es: 'el jueves 24 de diciembre de 2026',
      en: 'Thursday 24 December 2026',
    });
    await world.index.put([rowWith('BBBB-0010', {}, {})]);
    expect((await world.ask('anna', 'GET', 'cases/BBBB-0010')).body.deadline).toBeNull();
  });

  test('names its place in the queue, others of the conversation that one may see, and who has it open', async () => {
    const conversation = 'c-one';
    await world.index.put([
      rowWith('AAAA-0001', { conversation }, {}),
      rowWith('AAAA-0002', {}, { first: deadline(testDay + 1, false) }),
      rowWith('AAAA-0003', { conversation }, { status: 'closed', openedAt: testDay - 9 }),
      rowWith('AAAA-0004', { conversation }, { department: 'medi' }),
    ]);
    await world.ask('carla', 'POST', 'cases/AAAA-0001/presence', { typing: true });
    const { body } = await world.ask('anna', 'GET', 'cases/aaaa-0001');
    expect(body.position).toBe(2);
    expect(body.related.map((item: Body) => item.case.code)).toEqual(['AAAA-0003']);
    expect(body.present).toEqual([{ agent: 'carla', typing: true }]);
    await world.ask('carla', 'POST', 'cases/AAAA-0001/presence', { typing: false, open: false });
    expect((await world.ask('anna', 'GET', 'cases/AAAA-0001')).body.present).toEqual([]);
  });
});

describe('other cases of the same person', () => {
  test('are named with their proof, as far as one may see them, and reading them is recorded', async () => {
    const world = await openConsole({});
    const of = (conversation: string, emailDigest?: string) => ({
      conversation,
      ...(emailDigest === undefined ? {} : { emailDigest }),
    });
    await world.index.put([
      rowWith('AAAA-0001', of('ana'), { openedAt: testDay }),
      rowWith('AAAA-0002', of('ana', 'digest'), { openedAt: testDay - 1 }),
      rowWith('BBBB-0001', of('anna', 'digest'), { openedAt: testDay - 2 }),
      rowWith('BBBB-0002', of('anna'), { openedAt: testDay - 3, status: 'closed' }),
      rowWith('BBBB-0003', of('anna', 'digest'), { openedAt: testDay - 4, department: 'medi' }),
      rowWith('BBBB-0004', of('anna'), { openedAt: testDay - 5, surface: 'public' }),
      rowWith('CCCC-0001', of('pau', 'another'), {}),
      rowWith('DDDD-0001', of('eva'), {}),
    ]);
    const related = async (agent: string, code: string) =>
      (await world.ask(agent, 'GET', `cases/${code}`)).body.related.map((item: Body) => [item.case.code, item.proof]);
    const own = ['AAAA-0002', 'conversation'];
    const joined = [
      ['BBBB-0001', 'email'],
      ['BBBB-0002', 'email'],
    ];
    expect(await related('anna', 'AAAA-0001')).toEqual([own, ...joined]);
    expect(await related('supervisor', 'AAAA-0001')).toEqual([own, ...joined, ['BBBB-0003', 'email']]);
    expect(await related('anna', 'DDDD-0001')).toEqual([]);
    const { body } = await world.ask('auditor', 'GET', 'readings?agent=anna');
    const read = body.readings.map(({ what, code }: Body) => [what, code]);
    for (const [code] of joined) expect(read).toContainEqual(['related', code]);
    expect(read.filter(([what]: Body) => what === 'related')).toHaveLength(2);
    // Who acts on a case sees the same list again: that is no second reading.
    const posted = await world.ask('anna', 'POST', 'cases/AAAA-0001/commands', {
      ...{ id: 'command-1', seen: null, command: { kind: 'take' } },
    });
    expect(posted.body.related).toHaveLength(3);
    const after = (await world.ask('auditor', 'GET', 'readings?agent=anna')).body.readings;
    expect(after.filter(({ what }: Body) => what === 'related')).toHaveLength(2);
    expect(JSON.stringify((await world.ask('anna', 'GET', 'cases/AAAA-0002')).body)).not.toContain('digest');
    await world.close();
  });
});

describe('going away', () => {
  test('lets go of what one has, no matter who says so; coming back does not', async () => {
    const world = await openConsole({});
    await world.ask('anna', 'POST', 'me/availability', { availability: 'available' });
    expect(world.released).toEqual([]);
    expect((await world.ask('anna', 'POST', 'me/availability', { availability: 'away' })).body.availability).toBe(
      'away',
    );
    await world.ask('administrator', 'PATCH', 'staff/carla', { roles: ['auditor'] });
    await world.ask('administrator', 'PATCH', 'staff/berta', { name: 'Berta' });
    expect(world.released).toEqual(['anna', 'carla']);
    await world.close();
  });

  test('nobody shuts themselves out, and nobody is of a department that is not there', async () => {
    const world = await openConsole({});
    const change = async (id: string, body: unknown) =>
      (await world.ask('administrator', 'PATCH', `staff/${id}`, body)).status;
    expect(await change('administrator', { active: false })).toBe(400);
    expect(await change('administrator', { roles: ['agent'] })).toBe(400);
    expect(await change('anna', { departments: ['moon'] })).toBe(400);
    expect(await change('nobody', { name: 'X' })).toBe(404);
    expect(await change('anna', { email: 'other@example.cat' })).toBe(400);
    await world.close();
  });
});

describe('limits', () => {
  test('are counted by session, and say when to come back', async () => {
    const keys: string[] = [];
    const spent = {
      allow: async (key: string) => {
        keys.push(key);
        return { ok: false, retryAfter: 7 };
      },
    };
    const world = await openConsole({ limits: { reads: spent, writes: spent, commands: spent, uploads: spent } });
    const { status, headers, body } = await world.ask('anna', 'GET', 'cases');
    expect([status, headers.get('retry-after'), body.error.code]).toEqual([429, '7', 'rate.limited']);
    expect(keys).toEqual(['session of anna']);
    await world.close();
  });

  test('do not hold up commands for who has written drafts and moved about, and count commands of their own', async () => {
    const spent = { allow: async () => ({ ok: false, retryAfter: 7 }) };
    const free = { allow: async () => ({ ok: true, retryAfter: 0 }) };
    const taken = { id: 'command-0001', seen: null, command: { kind: 'take' } };
    const statuses = async (limits: { readonly writes: typeof free; readonly commands: typeof free }) => {
      const world = await openConsole({ limits: { reads: free, uploads: free, ...limits } });
      await world.index.put([rowWith('AAAA-0001', {}, { department: 'oiac' })]);
      const drafted = await world.ask('anna', 'POST', 'cases/AAAA-0001/draft', { mode: 'note', text: 'Hi' });
      const commanded = await world.ask('anna', 'POST', 'cases/AAAA-0001/commands', taken);
      await world.close();
      return [drafted.status, commanded.status];
    };
    expect(await statuses({ writes: spent, commands: free })).toEqual([429, 200]);
    expect(await statuses({ writes: free, commands: spent })).toEqual([204, 429]);
  });
});
