import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { queryWith } from '../../src/core/ports/caseIndex.ts';
import { openConversation } from '../support/directLine.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { until } from '../support/until.ts';
import { builtPages } from '../web/support/builtPages.ts';

/** A town whose incidents go to the ticket system of another one, which is this program again. */
let works: Open311Service;
let city: Open311Service;
let folder: string;
beforeAll(async () => {
  await builtPages();
  works = await openOpen311({ OPEN311_JURISDICTION: 'works.cat' });
  folder = mkdtempSync(join(tmpdir(), 'finestreta-'));
  writeFileSync(join(folder, 'key'), works.key);
  const system = {
    ...{ id: 'works', name: 'Obres', url: `${works.app.url}/open311/v2`, jurisdiction: 'works.cat' },
    ...{ key: `file:${join(folder, 'key')}`, format: 'xml', since: '2020-01-01', waitMinutes: 0, pollMinutes: 0.01 },
    ...{ lostAnswer: 'repeat', updates: 'send', whenClosed: 'resolve', link: `${works.app.url}/cas/{number}` },
    share: ['description', 'place', 'photos'],
    send: [
      { kinds: ['incident'], service: 'street-incident', attributes: { danger: 'danger' } },
      { service: 'complaint' },
    ],
  };
  writeFileSync(join(folder, 'tickets.yaml'), JSON.stringify({ systems: [system] }));
  city = await openOpen311({ TICKETS_FILE: join(folder, 'tickets.yaml'), TICKETS_LOOPBACK: 'true' });
}, 120_000);
afterAll(async () => {
  await city?.close();
  await works?.close();
  rmSync(folder, { recursive: true, force: true });
});

const allCases = queryWith('default', { limit: 200 });

/** A small picture. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const rowIn = async (service: Open311Service, code: string) => {
  const row = await service.app.bot.stores.cases.byCode('default', code);
  if (row === null) throw new Error(`no case ${code}`);
  return row;
};

/** The number that a case has in the ticket system, once it has one. */
async function numberOf(code: string): Promise<string> {
  let number: string | null = null;
  await until(async () => {
    number = (await rowIn(city, code)).case.ticket?.number ?? null;
    return number !== null;
  });
  return number ?? '';
}

test('an incident is a ticket of another service, with photo and place and without its person, and its end comes back', async () => {
  const form = new FormData();
  const fields = {
    ...{ api_key: city.key, service_code: 'street-incident', description: 'Fanal trencat, truqueu-me al 612 345 678' },
    ...{ lat: '41.32784', long: '2.0947', 'attribute[danger]': 'no', email: 'ona@example.cat', first_name: 'Ona' },
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('media', new Blob([png], { type: 'image/png' }), 'fanal.png');
  const { json } = await city.ask('/v2/requests.json', { method: 'POST', body: form });
  const code = json[0].service_request_id;
  const number = await numberOf(code);
  const row = await rowIn(works, number);
  expect(row).toMatchObject({ account: 'open311', case: { kind: 'incident', filed: { service: 'street-incident' } } });
  const { journal, files } = works.app.bot.stores;
  const [commit] = await journal.read(row.conversation, row.case.openedBy - 1, 1);
  const content = commit && (await works.app.bot.conversations.sealer.open(commit));
  const { report, content: said } = content?.inbound ?? {};
  expect(said).toMatchObject({ kind: 'files', text: `Fanal trencat, truqueu-me al […]\nRef. ${code}` });
  expect(report).toMatchObject({
    place: { position: { latitude: 41.32784, longitude: 2.0947 } },
    slots: { danger: { value: 'no' } },
    contact: { name: '', email: '', phone: '' },
  });
  const [photo] = said?.kind === 'files' ? said.files : [];
  expect(Buffer.from((await files.open(row.conversation, photo?.id ?? '')) ?? []).equals(png)).toBe(true);

  // So does what is said later, with its photo, once.
  const more = new FormData();
  const moreFields = { api_key: city.key, service_request_id: code, description: 'Ara cau', update_id: 'u1' };
  for (const [name, value] of Object.entries(moreFields)) more.append(name, value);
  more.append('media', new Blob([png], { type: 'image/png' }), 'cau.png');
  expect((await city.ask('/v2/servicerequestupdates.json', { method: 'POST', body: more })).status).toBe(200);
  await until(async () => (await rowIn(city, code)).case.ticket?.later?.status === 'sent');
  const commits = await journal.read(row.conversation, 0, 100);
  const opened = await Promise.all(commits.map((each) => works.app.bot.conversations.sealer.open(each)));
  const additions = opened.flatMap((each) => each?.addition?.inbound.content ?? []);
  expect(additions).toMatchObject([{ kind: 'files', text: 'Ara cau' }]);
  const [added] = additions;
  const [later] = added?.kind === 'files' ? added.files : [];
  expect(Buffer.from((await files.open(row.conversation, later?.id ?? '')) ?? []).equals(png)).toBe(true);

  // What the other service says is read here, and its end is the answer.
  await works.do(number, 'n', { kind: 'publish-note', text: 'Hem canviat la bombeta.' });
  await works.do(number, 'c', { kind: 'close', reason: 'resolved' });
  await until(async () => (await rowIn(city, code)).case.status === 'closed');
  expect((await rowIn(city, code)).case).toMatchObject({
    closed: { by: null, reason: 'resolved' },
    ticket: { status: 'sent', number, there: 'closed', round: 1 },
  });
  const shown = city.app.bot.tickets.systemOf((await rowIn(city, code)).case);
  expect(shown).toMatchObject({ name: 'Obres', link: `${works.app.url}/cas/${number}`, isGone: false });
}, 60_000);

test('what is told in the chat goes there, too, once', async () => {
  const chat = await openConversation(city.app.url);
  await chat.post('vull parlar amb una persona', 'one');
  const mine = async () => {
    const { rows } = await city.app.bot.stores.cases.find(allCases);
    return rows.find(({ account }) => account !== 'open311');
  };
  await until(async () => (await mine()) !== undefined);
  const code = (await mine())?.case.code ?? '';
  const number = await numberOf(code);
  const { rows } = await works.app.bot.stores.cases.find(allCases);
  expect(rows.filter((each) => each.case.code === number)).toHaveLength(1);
  expect(rows.filter(({ text }) => text.includes(code))).toHaveLength(1);
}, 60_000);
