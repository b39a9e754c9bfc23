import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDeskStore, openTestDesk, type TestDesk, testContent } from '../../support/contentDesk.ts';
import { type ConsoleWorld, openConsole } from './world.ts';

let world: ConsoleWorld;
let opened: TestDesk;
beforeEach(async () => {
  opened = await openTestDesk(createDeskStore(), await testContent());
  world = await openConsole({ desk: opened.desk });
});
afterEach(() => world.close());

async function download(body: object): Promise<{ readonly type: string; readonly bytes: Uint8Array }> {
  const headers = { cookie: 'agent=editor', 'content-type': 'application/json' };
  const options = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${world.url}/console/api/content/sheet`, options);
  expect(response.status).toBe(200);
  return { type: response.headers.get('content-type') ?? '', bytes: new Uint8Array(await response.arrayBuffer()) };
}
const upload = (bytes: Uint8Array) => world.ask('editor', 'POST', 'content/sheet/import', bytes);
const entry = 'faq/padro/padro.alta';

test.each(['csv', 'xlsx'] as const)('all texts as %s, uploaded as they are, change nothing', async (format) => {
  const { type, bytes } = await download({ format });
  expect(type).toContain(format === 'csv' ? 'text/csv' : 'spreadsheetml');
  expect(await upload(bytes)).toMatchObject({ status: 200, body: { drafted: [], skipped: [] } });
  expect((await opened.desk.changes()).changes).toEqual([]);
});

test('what is written in some texts becomes drafts of the person who uploads them', async () => {
  const { bytes } = await download({ format: 'csv', entries: ['padro.alta'], locale: 'en' });
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain('"entry","field","number","language","text","version"');
  expect(text).not.toContain('padro.certificat');
  const changed = text.replace('"Resposta."', '"Resposta del full."');
  expect(await upload(new TextEncoder().encode(changed))).toMatchObject({ status: 200, body: { drafted: [entry] } });
  const { changes } = await opened.desk.changes();
  expect(changes).toMatchObject([{ document: entry, by: 'editor', kind: 'changed' }]);
});

test('a file with wrong rows, or none that is a sheet, changes nothing and says why', async () => {
  const { bytes } = await download({ format: 'csv' });
  const wrong = new TextDecoder().decode(bytes).replace('"padro.alta"', '"padro.nowhere"');
  const refused = await upload(new TextEncoder().encode(wrong));
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'input.invalid' } } });
  expect(refused.body.error.message).toContain('row 2: there is no entry');
  expect((await upload(new TextEncoder().encode('PK no sheet'))).status).toBe(400);
  expect((await upload(new Uint8Array([0xff, 0xfe, 0]))).status).toBe(400);
  expect((await opened.desk.changes()).changes).toEqual([]);
});
