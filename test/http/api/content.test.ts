import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDeskStore, openTestDesk, testContent } from '../../support/contentDesk.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

const entry = 'faq/padro/padro.alta';
let world: ConsoleWorld;

beforeEach(async () => {
  const { desk } = await openTestDesk(createDeskStore(), await testContent());
  world = await openConsole({ desk });
});
afterEach(() => world.close());

const get = async (path: string) => (await world.ask('editor', 'GET', `content/${path}`)).body;
const post = (path: string, body: unknown, as = 'editor') => world.ask(as, 'POST', `content/${path}`, body);
const read = () => get(`document?id=${encodeURIComponent(entry)}`);

const nested = (depth: number): object => (depth === 0 ? {} : { if: nested(depth - 1) });

describe('an editor', () => {
  test('writes, is warned of a conflict, publishes, and undoes it', async () => {
    const { base, text } = await read();
    const mine = { id: entry, base, text: text.replace('ca: Resposta.', 'ca: Nova.') };
    const saved = await post('draft', mine);
    expect(saved).toMatchObject({ status: 200, body: { state: 'changed', draft: { by: 'editor' }, problems: [] } });
    const late = await post('draft', { id: entry, base, entry: { verified: '2026-12-01' } }, 'administrator');
    expect(late).toMatchObject({
      status: 409,
      body: { error: { code: 'content.moved' }, theirs: { base: saved.body.base } },
    });
    expect(late.body.merged).toContain('ca: Nova.');
    expect(late.body.merged).toContain('verified: 2026-12-01');
    const { changes } = await get('changes');
    expect(changes).toMatchObject([{ document: entry, by: 'editor', conflict: false, problems: [] }]);
    const published = await post('publish', { note: 'Nou text' });
    expect(published).toMatchObject({ status: 200, body: { kind: 'released', release: { number: 2, by: 'editor' } } });
    expect((await get('release?number=2')).changes).toMatchObject([{ document: entry, kind: 'changed' }]);
    expect((await post('revert', { number: 2, note: 'Enrere' })).body).toMatchObject({ release: { reverts: 2 } });
    expect((await read()).text).toBe(text);
    expect((await get('releases')).releases.map((each: { number: number }) => each.number)).toEqual([3, 2, 1]);
  });

  test.each([
    ['draft', { id: entry, base: null }, 'one of text, entry and fields'],
    ['draft', { id: 'flows/a.yaml', base: null, fields: nested(30) }, 'nested too deeply'],
    ['draft', { id: '../secret.yaml', base: null, text: 'x' }, 'is not a document'],
    ['draft', { id: entry, base: 'x', text: 'x' }, 'is not a version'],
    ['draft', { id: entry, base: null, entry: { nonsense: 1 } }, 'nonsense'],
    ['new', { topic: 'padro', title: { es: 'Algo' } }, 'Catalan title'],
    ['publish', { note: ' ' }, 'say what changes and why'],
    ['publish', { note: 'x', at: 'soon' }, 'at'],
    ['try', { text: 'a', choice: 'b' }, 'either text or choice'],
  ])('%s: what cannot be read is refused with what to send: %j', async (path, body, said) => {
    const refused = await post(path, body);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'input.invalid' } } });
    expect(refused.body.error.message).toContain(said);
  });

  test('saves a document larger than other requests may be', async () => {
    const { base, text } = await get('document?id=dangers%2Fexamples.tsv');
    const more = Array.from({ length: 5_000 }, (_, index) => `ca\tfire\tcrema la casa ${index}\n`).join('');
    expect((await post('draft', { id: 'dangers/examples.tsv', base, text: text + more })).status).toBe(200);
  });
});

test('where the content is edited as files, the desk says so', async () => {
  const files = await openConsole({});
  const refused = await files.ask('editor', 'GET', 'content/documents');
  await files.close();
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'content.files' } } });
});
