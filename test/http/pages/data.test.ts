import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { unpackZip } from '../../../src/content/sheets/zip.ts';
import { createCaseLinks } from '../../../src/core/cases/caseLinks.ts';
import { createDataLinks } from '../../../src/core/cases/rights/dataLinks.ts';
import { createDataPage } from '../../../src/http/pages/data.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { envelopeOf } from '../../core/cases/bench.ts';
import { openRightsBench } from '../../rights/support/rights.ts';
import { createLog } from '../../support/log.ts';

const hour = 3_600_000;

/** The page over an engine, with one supervisor. */
async function openSite(wrongKeys: number) {
  const { bench, clock, files, kept, personalData: desk, desk: requests } = openRightsBench();
  const { index } = bench;
  const mac = (text: string) => createHmac('sha256', 'secret of the tests').update(text).digest();
  const links = createCaseLinks({ mac, url: '' });
  const dataLinks = createDataLinks({ mac, url: '' });
  const page = createDataPage({
    ...{ frame: { style: '/s.css', values: () => ({ council: 'Ajuntament' }) }, script: '/case.js', fallback: 'ca' },
    ...{
      tenant: 'default',
      links,
      dataLinks,
      cases: index,
      desk,
      requests,
      timeZone: () => 'Europe/Madrid',
      clock: clock.now,
    },
    limits: { wrongKeys: createLocalLimit(wrongKeys, 60), views: createLocalLimit(10_000, 60).allow },
  });
  const server = createHttpApp({ trustProxy: 0, channels: [], routers: [page], log: createLog() }).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ bench, files, kept, desk, requests, links, clock },
    keyOf: (conversation: string) => dataLinks.dataLink(conversation, clock.now()).split('#')[1] ?? '',
    async post(path: string, fields: Readonly<Record<string, string>>) {
      const response = await fetch(`${url}${path}?lang=ca`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: url },
        body: new URLSearchParams(fields),
      });
      return {
        status: response.status,
        bytes: new Uint8Array(await response.arrayBuffer()),
        headers: response.headers,
      };
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const textOf = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString();

describe('what is kept of a person', () => {
  let site: Awaited<ReturnType<typeof openSite>>;
  beforeEach(async () => {
    site = await openSite(1_000);
  });
  afterEach(() => site.stop());

  const write = async (person: string) => {
    const { conversation } = await site.bench.say(person, '<b>secret</b> de la Noa');
    await site.files.keep(conversation, 'f1', new Uint8Array([1, 2, 3]));
    const file = { id: 'f1', name: '../../foto.png', type: 'image/png', size: 3 };
    await site.bench.say(person, { kind: 'files', files: [file], text: 'la foto' });
    return conversation;
  };

  test('is shown to who has the link from the chat, for an hour, as text and not as markup', async () => {
    const conversation = await write('noa');
    const form = { code: 'xat', key: site.keyOf(conversation) };
    const shown = await site.post('/dades', form);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(textOf(shown)).toContain('&lt;b&gt;secret&lt;/b&gt; de la Noa');
    expect(textOf(shown)).toContain('../../foto.png');
    site.clock.advance(hour + 60_000);
    expect((await site.post('/dades', form)).status).toBe(404);
  });

  test('is shown to nobody with another key, or the key of another conversation, and guessing is limited', async () => {
    const [noa, pau] = [await write('noa'), await write('pau')];
    const [, until, proof] = site.keyOf(noa).split('.');
    const wrong = [
      '',
      'x',
      `${pau}.${until}.${proof}`,
      `${noa}.zzzzzzz.${proof}`,
      `${noa}.${until}.`,
      `${site.keyOf(noa)}.x`,
    ];
    for (const key of wrong) {
      const refused = await site.post('/dades', { code: 'xat', key });
      expect([key, refused.status]).toEqual([key, 404]);
      expect(textOf(refused)).not.toContain('secret');
    }
    const other = await openSite(2);
    const statuses = [];
    for (let turn = 0; turn < 4; turn++) statuses.push((await other.post('/dades', { code: 'xat', key: 'x' })).status);
    expect(statuses).toEqual([404, 404, 429, 429]);
    await other.stop();
  });

  test('names the browsers that were to be told, and not how they are reached', async () => {
    const { conversation, code } = await site.bench.openCase('noa');
    await site.bench.engine.fromCasePage({
      ...{ tenant: 'default', conversation, case: code, id: 'form', inbound: null, act: { kind: 'notify-device' } },
      device: { endpoint: 'https://push.example/secret-of-noa', p256dh: 'BA', auth: 'AA', locale: 'ca' },
    });
    const form = { code: 'xat', key: site.keyOf(conversation) };
    const shown = textOf(await site.post('/dades', form));
    expect(shown).toContain('https://push.example.');
    const saved = await site.post('/dades/fitxer', form);
    const files = unpackZip(saved.bytes, { bytes: 100_000, files: 10 });
    const json = Buffer.from(files.get('dades.json') ?? []).toString();
    expect(JSON.parse(json).conversations[0].devices).toMatchObject([{ service: 'https://push.example' }]);
    expect(shown + json).not.toContain('secret-of-noa');
  });

  test('is saved whole, as a page, as JSON and with its files under safe names, and that is recorded', async () => {
    const conversation = await write('noa');
    const saved = await site.post('/dades/fitxer', { code: 'xat', key: site.keyOf(conversation) });
    expect([saved.status, saved.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = unpackZip(saved.bytes, { bytes: 100_000, files: 10 });
    expect([...files.keys()]).toEqual(['dades.html', 'dades.json', 'fitxers/001-__.._foto.png']);
    expect([...(files.get('fitxers/001-__.._foto.png') ?? [])]).toEqual([1, 2, 3]);
    const data = JSON.parse(Buffer.from(files.get('dades.json') ?? []).toString());
    const own = data.conversations[0].messages.filter(({ from }: { from: string }) => from === 'person');
    expect(own).toMatchObject([
      { text: '<b>secret</b> de la Noa' },
      { text: 'la foto', files: [{ path: 'fitxers/001-__.._foto.png' }] },
    ]);
    const page = Buffer.from(files.get('dades.html') ?? []).toString();
    expect(page).toContain('&lt;b&gt;secret');
    expect(page).toContain('href="fitxers/001-__.._foto.png"');
    expect(site.bench.newest().events).toEqual([{ type: 'right.exercised', by: null, right: 'access' }]);
  });

  test('is erased once that is confirmed, and the page says what was checked', async () => {
    const conversation = await write('noa');
    const form = { code: 'xat', key: site.keyOf(conversation) };
    const asked = await site.post('/dades/esborra', form);
    expect(textOf(asked)).toContain('2 missatges');
    expect((await site.desk.collect(conversation)).conversations[0]?.messages).not.toEqual([]);
    const done = await site.post('/dades/esborra', { ...form, sure: 'yes' });
    expect(textOf(done)).toContain('Hem esborrat 2 missatges');
    expect(await site.kept.list(conversation)).toEqual([]);
    const [left] = (await site.desk.collect(conversation, { withNotes: true })).conversations;
    expect(left).toMatchObject({ messages: [], erased: 2 });
    expect(site.bench.newest().events).toMatchObject([{ type: 'content.erased', by: null, cause: 'citizen' }]);
  });

  test('opens with the key of a case, too, and its case goes on after an erasure', async () => {
    const { conversation, code } = await site.bench.openCase('pau');
    const form = { code, key: site.links.caseKey(code) };
    expect(textOf(await site.post('/dades', form))).toContain(code);
    expect((await site.post('/dades', { code, key: 'AAAA-AAAA-AAAA' })).status).toBe(404);
    expect(textOf(await site.post('/dades/esborra', { ...form, sure: 'yes' }))).toContain('continua obert');
    const state = site.bench.newest().state;
    expect('cases' in state && state.cases.map(({ status }) => status)).toEqual(['open']);
    // Staff can still reach the person.
    expect((await site.bench.sealer.open(site.bench.newest()))?.address).toEqual({ chat: 'pau' });
    expect(site.bench.index.rows().find((row) => row.conversation === conversation)).toMatchObject({
      text: '',
      tokens: [],
    });
  });

  test('is not erased while a legal procedure needs it, and says so', async () => {
    const opened = await site.bench.openCase('pau');
    const hold = { kind: 'hold', reason: 'Diligències prèvies 12/2026' } as const;
    await site.bench.engine.handleCommand(envelopeOf(opened, 'cap', hold, { id: 'hold-1' }));
    const form = { code: 'xat', key: site.keyOf(opened.conversation), sure: 'yes' };
    const refused = await site.post('/dades/esborra', form);
    expect([refused.status, textOf(refused).includes('procediment legal')]).toEqual([409, true]);
    expect((await site.desk.collect(opened.conversation)).conversations[0]?.messages).not.toEqual([]);
  });

  test('leaves out what staff wrote for each other, but says so, and gives it to staff who act for the person', async () => {
    const opened = await site.bench.openCase('pau');
    const note = { kind: 'note', text: 'sembla enfadat', mentions: [] } as const;
    await site.bench.engine.handleCommand(envelopeOf(opened, 'cap', note, { id: 'note-1' }));
    const own = textOf(await site.post('/dades', { code: 'xat', key: site.keyOf(opened.conversation) }));
    expect(own).not.toContain('enfadat');
    expect(own).toContain('notes internes (1)');
    const [all] = (await site.desk.collect(opened.conversation, { withNotes: true })).conversations;
    expect(all?.messages).toContainEqual(expect.objectContaining({ from: 'note', text: 'sembla enfadat' }));
  });

  const formOf = (conversation: string) => ({ code: 'xat', key: site.keyOf(conversation) });
  const keptOf = async (conversation: string) => (await site.desk.collect(conversation)).conversations.at(-1);

  test('is corrected beside what was said, as text, and staff have a request to check; the same form counts once', async () => {
    const conversation = await write('noa');
    const seen = String((await keptOf(conversation))?.newest);
    const correction = { ...formOf(conversation), kind: 'correction', text: 'Em dic <i>Nora</i>', seen };
    const answered = await site.post('/dades/afegeix', correction);
    expect(textOf(answered)).toContain('Em dic &lt;i&gt;Nora&lt;/i&gt;');
    expect(textOf(answered)).toContain('&lt;b&gt;secret&lt;/b&gt; de la Noa');
    expect(textOf(answered)).toContain('com a molt tard, el dijous 24 de desembre del 2026');
    await site.post('/dades/afegeix', correction);
    expect((await keptOf(conversation))?.messages.filter(({ from }) => from === 'correction')).toHaveLength(1);
    const open = (await site.requests.list()).map(({ request }) => request);
    expect(open).toMatchObject([{ right: 'correct', by: null, conversations: [conversation], closed: null }]);
    // What was written is in the conversation alone, and goes with it.
    await site.post('/dades/esborra', { ...formOf(conversation), sure: 'yes' });
    expect((await keptOf(conversation))?.messages).toEqual([]);
  });

  test('is not changed by an empty statement', async () => {
    const conversation = await write('noa');
    const answered = await site.post('/dades/afegeix', { ...formOf(conversation), kind: 'correction', text: ' ' });
    expect(textOf(answered)).toContain('No heu escrit res');
    expect(await site.requests.list()).toEqual([]);
  });

  test('is restricted and used again as the person wishes', async () => {
    const conversation = await write('noa');
    const restricted = await site.post('/dades/limita', { ...formOf(conversation), seen: '2' });
    expect(textOf(restricted)).toContain('/dades/permet');
    expect((await keptOf(conversation))?.isRestricted).toBe(true);
    const lifted = await site.post('/dades/permet', { ...formOf(conversation), seen: '3' });
    expect(textOf(lifted)).toContain('/dades/limita');
    expect((await keptOf(conversation))?.isRestricted).toBe(false);
  });

  test('stays restricted until an objection is decided', async () => {
    const conversation = await write('noa');
    const objection = { ...formOf(conversation), kind: 'objection', text: 'No vull que ho feu servir', seen: '2' };
    const objected = textOf(await site.post('/dades/afegeix', objection));
    expect(objected).toContain('mentre es decideix');
    expect(objected).not.toContain('/dades/permet');
    await site.post('/dades/permet', { ...formOf(conversation), seen: '4' });
    expect((await keptOf(conversation))?.isRestricted).toBe(true);
    const [reported] = await site.requests.list();
    const refusal = { outcome: 'refused', note: 'It is needed for a procedure', correction: '' } as const;
    await site.requests.answer(reported?.request.id ?? '', refusal, 'cap');
    expect((await keptOf(conversation))?.isRestricted).toBe(false);
  });

  test('includes the conversations that it continues, which are saved, restricted and erased with it', async () => {
    const [before, after] = [await write('noa'), await write('noa-again')];
    const newest = (await site.bench.store.journal.read(after, 0, 10)).at(-1);
    if (newest === undefined) throw new Error('nothing was written');
    await site.bench.store.journal.append({
      ...newest,
      revision: newest.revision + 1,
      inboundKey: 'transfer',
      events: [{ type: 'conversation.transferred', from: before, account: 'web' }],
      outbox: [],
    });
    const shown = textOf(await site.post('/dades', formOf(after)));
    expect(shown.match(/de la Noa/g)).toHaveLength(2);
    expect([shown.includes('Conversa 1'), shown.includes('Conversa 2')]).toEqual([true, true]);
    const saved = await site.post('/dades/fitxer', formOf(after));
    expect(unpackZip(saved.bytes, { bytes: 100_000, files: 10 }).size).toBe(4);
    await site.post('/dades/limita', { ...formOf(after), seen: '9' });
    expect((await site.desk.collect(after)).conversations.map((each) => each.isRestricted)).toEqual([true, true]);
    // The one that was continued shows only itself.
    expect((await site.desk.collect(before)).conversations).toHaveLength(1);
    expect(textOf(await site.post('/dades/esborra', { ...formOf(after), sure: 'yes' }))).toContain('4 missatges');
    for (const each of [before, after]) expect((await keptOf(each))?.messages).toEqual([]);
  });
});
