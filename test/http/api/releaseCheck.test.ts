import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDeskStore, testContent } from '../../support/contentDesk.ts';
import { type GatedDesk, openGatedDesk } from '../../support/gatedDesk.ts';
import { until } from '../../support/until.ts';
import { type Body, type ConsoleWorld, openConsole } from './world.ts';

const entry = 'faq/padro/padro.alta';
const pinned = 'questions:\n  - { ask: ask padro.alta ca 3, locale: ca, expect: padro.alta }\n';
let gated: GatedDesk;
let world: ConsoleWorld;

beforeEach(async () => {
  gated = await openGatedDesk(createDeskStore(), await testContent({ 'tests.yaml': pinned }));
  world = await openConsole({ desk: gated.desk, releaseChecks: gated.checks });
});
afterEach(async () => {
  await gated.checks.stop();
  await world.close();
});

const view = async (as = 'editor'): Promise<Body> => (await world.ask(as, 'GET', 'content/check')).body;
const post = (path: string, body: unknown, as = 'editor') => world.ask(as, 'POST', `content/${path}`, body);
const readings = async () => (await world.ask('auditor', 'GET', 'readings')).body.readings;

test('an editor checks the drafts, is refused, and publishes once a second person accepts', async () => {
  expect(await view()).toEqual({ state: 'none' });
  await post('remove', { id: entry });
  expect(await post('check', {})).toMatchObject({ status: 200, body: { state: 'running', by: 'editor' } });
  await until(async () => (await view()).state === 'done');
  const check = await view();
  expect(check).toMatchObject({
    current: true,
    report: { pinned: 1, counts: { worse: 1 }, failing: [{ blocking: true, text: 'ask padro.alta ca 3' }] },
  });
  expect(await post('publish', { note: 'Fora' })).toMatchObject({
    status: 409,
    body: { error: { code: 'content.blocked', message: expect.stringContaining('ask padro.alta ca 3') } },
  });
  const reason = 'El servei ja no existeix';
  const accepted = await post('accept', { version: check.version, reason }, 'administrator');
  expect(accepted).toMatchObject({ status: 200, body: { accepted: [{ by: 'administrator', reason }] } });
  expect(await post('publish', { note: 'Fora' })).toMatchObject({ status: 200, body: { kind: 'released' } });
  expect((await view()).current).toBe(false);
});

test('who sees the report has read what people asked, which auditors see', async () => {
  await post('check', {});
  await until(async () => (await view()).state === 'done');
  await view('administrator');
  expect(gated.readBy).toEqual(['editor']);
  const read = await readings();
  expect(read.map(({ by, what }: Body) => [by, what])).toEqual(
    expect.arrayContaining([
      ['editor', 'questions'],
      ['administrator', 'questions'],
    ]),
  );
});

test.each([
  [{ version: 'x', reason: 'El servei ja no existeix' }, 'is not a version'],
  [{ version: '0'.repeat(16), reason: 'sí' }, 'say why it may pass'],
  [{ version: '0'.repeat(16) }, 'reason'],
])('what cannot be accepted is refused with what to send: %j', async (body, said) => {
  const refused = await post('accept', body);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'input.invalid' } } });
  expect(refused.body.error.message).toContain(said);
});

test('where the content is edited as files, there is nothing to check', async () => {
  const files = await openConsole({});
  const refused = await files.ask('editor', 'POST', 'content/check', {});
  await files.close();
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'content.files' } } });
});
