import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { hens, openStory, type Story } from '../../content/unanswered/story.ts';
import { type Body, type ConsoleWorld, openConsole } from './world.ts';

let story: Story;
let world: ConsoleWorld;

beforeEach(async () => {
  story = await openStory();
  world = await openConsole({ desk: story.content.desk, questions: story.questions });
  await story.bench.say('c1', hens.ca);
  await story.bench.say('c2', "com m'empadrono");
  await story.readOn();
});
afterEach(() => world.close());

const list = async (query = ''): Promise<Body> => (await world.ask('editor', 'GET', `content/unanswered${query}`)).body;
const post = (path: string, body: unknown) => world.ask('editor', 'POST', `content/unanswered/${path}`, body);

/** The words of the only question, as its editor releases them. */
async function wording(changes: Body = {}): Promise<Body> {
  const [{ id, questions }] = (await list()).clusters;
  return { cluster: id, question: questions[0].mark, locale: 'ca', text: 'Puc tenir gallines?', ...changes };
}

test('an editor adds a question to an entry, sees that it waits, and takes it back', async () => {
  const added = await post('add', { ...(await wording()), document: 'faq/padro/padro.alta' });
  expect(added).toMatchObject({ status: 200, body: { progress: { state: 'drafted', by: 'editor' } } });
  expect(await list('?list=followed')).toMatchObject({ counts: { open: 0, followed: 1, aside: 0 } });
  const undone = await post('undo', { cluster: added.body.id });
  expect(undone).toMatchObject({ status: 200, body: { progress: { state: 'open' } } });
});

test('an editor begins an entry with a question, or puts it aside', async () => {
  const begun = await post('new', {
    ...(await wording()),
    ...{ topic: 'padro', title: { ca: 'Gallines a casa' }, withReply: true },
  });
  expect(begun).toMatchObject({ status: 200, body: { document: 'faq/padro/padro.gallines-casa' } });
  const { clusters } = await list('?list=followed');
  const aside = await post('aside', { cluster: clusters[0].id, use: 'ignored' });
  expect(aside).toMatchObject({ status: 200, body: { progress: { state: 'ignored', by: 'editor' } } });
});

test('that questions are read is recorded, once an hour', async () => {
  await list();
  await list('?list=aside');
  const { body } = await world.ask('auditor', 'GET', 'readings');
  expect(body.readings.map(({ by, what }: Body) => [by, what])).toEqual([['editor', 'unanswered']]);
});

test('what was asked, given and refused is counted for each entry', async () => {
  const { body } = await world.ask('editor', 'GET', 'content/figures?days=7');
  const none = { offered: 0, chosen: 0, refused: 0, escalated: 0, useful: 0, useless: 0 };
  expect(body).toEqual([{ entry: 'padro.alta', asked: 1, given: 1, ...none }]);
});

test.each([
  ['add', { document: 'council.yaml' }, 'is not an entry'],
  ['add', { document: 'faq/padro/padro.alta', text: 'soc la 12345678Z' }, 'identifier of a person'],
  ['add', { document: 'faq/padro/padro.alta', text: 'x'.repeat(301) }, 'too long'],
  ['add', { document: 'faq/padro/padro.alta', cluster: 'x' }, 'is no question'],
  ['new', { topic: 'padro', title: {}, withReply: false }, 'needs the Catalan title'],
])('what cannot be used is refused with what to send: %s %j', async (path, changes, said) => {
  const refused = await post(path, await wording(changes));
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'input.invalid' } } });
  expect(refused.body.error.message).toContain(said);
});

test('questions that are gone, and entries that are not there, are unknown', async () => {
  const gone = { ...(await wording({ cluster: 'A'.repeat(22) })), document: 'faq/padro/padro.alta' };
  expect(await post('add', gone)).toMatchObject({ status: 404, body: { error: { code: 'content.unknown' } } });
  const nowhere = { ...(await wording()), document: 'faq/padro/padro.enlloc' };
  expect(await post('add', nowhere)).toMatchObject({ status: 404, body: { error: { code: 'content.unknown' } } });
  expect((await list()).counts).toEqual({ open: 1, followed: 0, aside: 0 });
});
