import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { agentWith, directoryOf } from '../../support/agent.ts';
import { type Body, type ConsoleWorld, openConsole, staff } from './world.ts';

let world: ConsoleWorld;
beforeEach(async () => {
  const left = agentWith('pere', { name: 'Pere Roca', active: false });
  world = await openConsole({ directory: directoryOf([...staff, left]) });
});
afterEach(() => world.close());

test('who is given no cases (any more) is no colleague to give one to, and keeps their name', async () => {
  const { colleagues, others } = (await world.ask('anna', 'GET', 'setting', undefined)).body;
  const ids = (people: readonly { id: string }[]) => people.map(({ id }) => id);
  expect(ids(colleagues)).toEqual(['anna', 'berta', 'carla', 'supervisor', 'administrator']);
  expect(ids(others)).toEqual(['editor', 'auditor', 'pere']);
  expect(others.at(-1)).toEqual({ id: 'pere', name: 'Pere Roca' });
});

test('anybody who only writes what the bot says learns the names of those who also do', async () => {
  const { colleagues, others } = (await world.ask('editor', 'GET', 'setting', undefined)).body;
  expect([colleagues, others.map(({ id }: { id: string }) => id)]).toEqual([[], ['editor', 'administrator']]);
});

test('canned replies say for which cases they are suggested, with the names of services; of those that are gone, nothing', async () => {
  const { canned } = (await world.ask('anna', 'GET', 'setting', undefined)).body;
  const title = { ca: 'Old furniture ca', es: 'Old furniture es', en: 'Old furniture en' };
  const suggestFor = new Map(canned.map((each: Body) => [each.id, each.suggestFor]));
  expect([...suggestFor.keys()]).toEqual(['hello', 'furniture', 'gone']);
  expect(suggestFor.get('hello')).toBeNull();
  expect(suggestFor.get('furniture')).toEqual({
    kinds: ['incident'],
    departments: [],
    entries: [{ id: 'residus.mobles', title }],
    words: [],
  });
  // Suggested for its kind alone, it would be in cases that it was never for.
  expect(suggestFor.get('gone')).toBeNull();
});
