import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ConsoleWorld, openConsole, rowWith } from './world.ts';

let world: ConsoleWorld;
beforeEach(async () => {
  world = await openConsole({});
  await world.index.put([rowWith('AAAA-0001', {}, {}), rowWith('BBBB-0001', {}, { department: 'medi' })]);
});
afterEach(() => world.close());

describe('drafts', () => {
  const keep = (agent: string, mode: 'reply' | 'note', text: string) =>
    world.ask(agent, 'POST', 'cases/AAAA-0001/draft', { mode, text });
  const draft = async (agent: string) => (await world.ask(agent, 'GET', 'cases/AAAA-0001/draft')).body;

  test('are read again on another device by who wrote them, and by nobody else, and are kept sealed', async () => {
    expect((await keep('anna', 'reply', 'Bon dia, ho mirem')).status).toBe(204);
    await keep('anna', 'note', 'pregunta-ho');
    expect(await draft('anna')).toEqual({ reply: 'Bon dia, ho mirem', note: 'pregunta-ho' });
    expect(await draft('carla')).toEqual({ reply: '', note: '' });
    expect((await world.ask('anna', 'GET', 'drafts')).body).toEqual(['AAAA-0001']);
    expect((await world.ask('carla', 'GET', 'drafts')).body).toEqual([]);
    const record = await world.personal.get('default', 'anna', 'draft AAAA-0001 reply');
    expect(record?.seal).toMatchObject({ conversation: 'c-AAAA-0001' });
    // Erased with what its conversation says.
    await world.keys.destroy('c-AAAA-0001', null);
    expect(await draft('anna')).toEqual({ reply: '', note: '' });
  });

  test('go when they are emptied, and when what they hold is sent', async () => {
    await keep('anna', 'reply', 'Fet');
    await keep('anna', 'note', 'pendent');
    const command = { kind: 'reply', text: 'Fet', files: [] };
    await world.ask('anna', 'POST', 'cases/AAAA-0001/commands', { id: 'command-0001', seen: 3, command });
    expect(await draft('anna')).toEqual({ reply: '', note: 'pendent' });
    await keep('anna', 'note', '');
    expect((await world.ask('anna', 'GET', 'drafts')).body).toEqual([]);
  });

  test('are refused where they are too long, of no kind, or of a case that one may not see', async () => {
    expect((await keep('anna', 'reply', 'x'.repeat(8_001))).status).toBe(400);
    expect((await keep('anna', 'letter' as 'note', 'x')).status).toBe(400);
    expect((await world.ask('anna', 'POST', 'cases/BBBB-0001/draft', { mode: 'note', text: 'x' })).status).toBe(404);
  });
});

describe('saved views', () => {
  const none = {
    ...{
      department: '',
      account: '',
      kind: '',
      agent: '',
      priority: '',
      locale: '',
      rating: '',
      days: '',
      since: '',
      until: '',
      search: '',
    },
  };
  /** What views of an earlier version do not have. */
  const later = { label: '', due: '', first: '', resolution: '', answered: '' };
  const view = (id: string, changes: object) => ({
    ...{ id, name: 'Urgents', filter: { queue: 'all', status: 'pending', order: 'due', ...none, ...changes } },
  });

  test('are those of the person, as they were saved last', async () => {
    expect((await world.ask('anna', 'GET', 'views')).body).toEqual([]);
    await world.ask('anna', 'POST', 'views', { views: [view('1', {}), view('2', { kind: 'spam' })] });
    await world.ask('anna', 'POST', 'views', { views: [view('2', { kind: 'spam' })] });
    expect((await world.ask('anna', 'GET', 'views')).body).toEqual([view('2', { kind: 'spam', ...later })]);
    expect((await world.ask('carla', 'GET', 'views')).body).toEqual([]);
  });

  test('are refused where they are too many, without a name, or filter by what there is not', async () => {
    const post = async (views: readonly object[]) => (await world.ask('anna', 'POST', 'views', { views })).status;
    expect(await post(Array.from({ length: 31 }, (_, n) => view(String(n), {})))).toBe(400);
    expect(await post([{ ...view('1', {}), name: ' ' }])).toBe(400);
    expect(await post([view('1', { queue: 'everything' })])).toBe(400);
    expect(await post([view('1', { secret: 'x' })])).toBe(400);
  });
});
