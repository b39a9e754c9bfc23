import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testDay } from '../../support/clock.ts';
import { type Body, type ConsoleWorld, openConsole, rowWith } from './world.ts';

const hour = 3_600_000;
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const code = 'AAAA-0001';

describe('anybody who reads what citizens wrote', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await openConsole({});
    await world.index.put([rowWith(code, { text: 'em dic Pau' }, {})]);
  });
  afterEach(() => world.close());

  const noted = async (query = '') => (await world.ask('auditor', 'GET', `readings${query}`)).body;
  const lines = async (query = '') =>
    (await noted(query)).readings.map((each: Body) => [each.by, each.what, each.code, each.file]);

  test('is recorded for auditors to list, the newest first, with codes and ids and nothing of what was read', async () => {
    await world.citizenSends(code, 'f1', png);
    await world.ask('anna', 'GET', 'cases');
    await world.ask('anna', 'GET', 'cases?search=pau');
    await world.ask('anna', 'GET', `cases/${code}`);
    await world.ask('supervisor', 'GET', `cases/${code}/turns`);
    await world.ask('anna', 'GET', `files/${code}/f1?conversation=c-${code}&revision=1`);
    expect(await lines()).toEqual([
      ['anna', 'file', code, 'f1'],
      ['supervisor', 'case', code, null],
      ['anna', 'case', code, null],
      ['anna', 'search', null, null],
      ['anna', 'list', null, null],
    ]);
    expect((await noted()).readings[0].at).toBe(testDay);
    const { journal } = world;
    expect(JSON.stringify(await journal.scan(null, 100))).not.toMatch(/pau/i);
  });

  test('leaves one record for each opening, however much of it is read', async () => {
    for (const path of ['', '/turns', '/turns?after=1', '']) await world.ask('anna', 'GET', `cases/${code}${path}`);
    await Promise.all(['', '/turns'].map((path) => world.ask('carla', 'GET', `cases/${code}${path}`)));
    expect(await lines()).toEqual([
      ['carla', 'case', code, null],
      ['anna', 'case', code, null],
    ]);
    world.clock.advance(hour);
    await world.ask('anna', 'GET', `cases/${code}/turns?after=1`);
    expect(await lines()).toHaveLength(3);
  });

  test('is not recorded where nothing is shown', async () => {
    await world.ask('berta', 'GET', `cases/${code}`);
    await world.ask('anna', 'GET', 'cases/ZZZZ-0001');
    await world.ask('anna', 'GET', `files/${code}/none?conversation=c-${code}&revision=1`);
    await world.ask('anna', 'GET', 'me');
    expect(await lines()).toEqual([]);
  });

  test('is shown nothing while it cannot be recorded', async () => {
    const { append } = world.journal;
    Object.assign(world.journal, { append: () => Promise.reject(new Error('the disk is full')) });
    for (const path of [`cases/${code}`, `cases/${code}/turns`, 'cases', 'stream']) {
      const { status, body } = await world.ask('anna', 'GET', path);
      expect([path, status]).toEqual([path, 500]);
      expect(JSON.stringify(body)).not.toContain('Pau');
    }
    Object.assign(world.journal, { append });
    expect((await world.ask('anna', 'GET', `cases/${code}`)).status).toBe(200);
    expect(await lines()).toHaveLength(1);
  });

  test('by following the news, or by doing something, is recorded as well', async () => {
    const leaving = new AbortController();
    const headers = { cookie: 'agent=anna' };
    await fetch(`${world.url}/console/api/stream`, { headers, signal: leaving.signal } as RequestInit);
    leaving.abort();
    await world.ask('anna', 'POST', `cases/${code}/commands`, {
      id: 'command-0001',
      seen: null,
      command: { kind: 'take' },
    });
    expect(await lines()).toEqual([
      ['anna', 'case', code, null],
      ['anna', 'list', null, null],
    ]);
  });

  test('for a reason, because it was not theirs to see, is listed with the reason', async () => {
    const command = { kind: 'break-glass', reason: 'They refer to what they wrote before.' };
    await world.ask('anna', 'POST', `cases/${code}/commands`, { id: 'glass-01', seen: null, command });
    const glass = (await noted()).readings.find((each: Body) => each.what === 'glass');
    expect(glass).toMatchObject({ by: 'anna', code, reason: command.reason });
    // It is sealed: in clear stand ids.
    const { commits } = await world.journal.scan(null, 100);
    expect(JSON.stringify(commits.map(({ sealed: _, ...clear }) => clear))).not.toContain('refer to');
  });

  test('while the office is closed is marked', async () => {
    await world.ask('anna', 'GET', `cases/${code}`);
    world.clock.advance(10 * hour);
    await world.ask('anna', 'GET', `cases/${code}`);
    expect((await noted()).readings.map((each: Body) => each.odd)).toEqual([['closed'], []]);
  });

  test('is listed by day, person and case, page after page', async () => {
    for (let at = 0; at < 250; at++) {
      const id = `A${String(at).padStart(3, '0')}-0001`;
      await world.index.put([rowWith(id, {}, {})]);
      await world.ask(at % 50 === 0 ? 'carla' : 'anna', 'GET', `cases/${id}`);
    }
    const codes: string[] = [];
    for (let next: number | null = null; ; ) {
      const page: Body = await noted(next === null ? '' : `?before=${next}`);
      codes.push(...page.readings.map((each: Body) => each.code));
      if (page.next === null) break;
      next = page.next;
    }
    expect(codes).toHaveLength(250);
    expect(new Set(codes).size).toBe(250);
    expect(await lines('?agent=carla')).toHaveLength(5);
    // Who opened very many cases is marked, on every page, and nobody else.
    const oddOf = async (query: string) => (await noted(query)).readings.map((each: Body) => each.odd);
    expect(new Set((await oddOf('?agent=anna')).flat())).toEqual(new Set(['many']));
    expect((await oddOf('?agent=carla')).flat()).toEqual([]);
    expect(await lines('?code=A007-0001')).toEqual([['anna', 'case', 'A007-0001', null]]);
    world.clock.advance(24 * hour);
    expect(await lines()).toEqual([]);
    const day = new Date(testDay).toISOString().slice(0, 10);
    expect((await noted(`?day=${day}&agent=carla`)).readings).toHaveLength(5);
    expect((await world.ask('auditor', 'GET', 'readings?day=yesterday')).status).toBe(400);
  });
});
