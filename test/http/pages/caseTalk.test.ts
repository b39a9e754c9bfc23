import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testKey } from '../../support/sideEffectsOver.ts';
import { type Site, startSite } from '../../web/support/site.ts';
import { createVisitor, type Visitor } from './support/visitor.ts';

let site: Site;
let visitor: Visitor;
let code = '';

/** Opens a case in a conversation of its own; returns its code. */
async function openCase(): Promise<string> {
  const citizen = createVisitor(site.url);
  const { ticket } = await citizen.get('/xat?lang=ca');
  await citizen.post('/xat', { form: ticket, lang: 'ca', text: 'el fanal no funciona' });
  const { text } = await citizen.get('/xat?lang=ca');
  return /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)?.[1] ?? '';
}

beforeAll(async () => {
  const push = {
    publicKey: 'BKey',
    accepts: ({ endpoint }: { endpoint: string }) => endpoint.startsWith('https://push.'),
  };
  site = await startSite({ actsPerCase: 8, mails: true, push });
  visitor = createVisitor(site.url);
  code = await openCase();
});
afterAll(() => site.stop());

const look = () => visitor.post('/cas', { code, key: testKey, lang: 'ca' });
const formOf = (text: string, act: string) =>
  new RegExp(`name="form" value="([^"]+)"><input type="hidden" name="act" value="${act}"`).exec(text)?.[1] ?? '';
const send = (fields: Record<string, string>) =>
  visitor.post('/cas/acte', { code, key: testKey, lang: 'ca', ...fields });

describe('on the page of a case', () => {
  test('its citizen reads what was said in it, without the key of a link', async () => {
    const { text, status } = await look();
    expect(status).toBe(200);
    expect(text).toContain('<p class="plaintext">el fanal no funciona</p>');
    expect(text.replaceAll(`value="${testKey}"`, '')).not.toContain(testKey);
  });

  test('learns whether somebody is there, and when', async () => {
    expect((await look()).text).toMatch(/Avui atenem fins a les|Ara som fora d&#39;horari. Tornem /);
  });

  test('writes there, once however often the form is sent', async () => {
    const form = formOf((await look()).text, 'write');
    const first = await send({ act: 'write', form, text: 'Encara <b>no</b> funciona' });
    expect(first.text).toContain('role="status">Ho hem rebut');
    const again = await send({ act: 'write', form, text: 'Encara <b>no</b> funciona' });
    expect(again.status).toBe(200);
    expect(again.text.split('Encara &lt;b&gt;no&lt;/b&gt; funciona')).toHaveLength(2);
  });

  test('adds a photo without a script, and saves it', async () => {
    const form = formOf((await look()).text, 'write');
    const body = new FormData();
    const fields = { code, key: testKey, lang: 'ca', act: 'write', form, text: '' };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array(64).fill(0)]);
    body.set('file', new File([png], 'fanal.png'));
    const sent = await (await fetch(`${site.url}/cas/acte`, { method: 'POST', body })).text();
    expect(sent).toContain('Desa fanal.png');
    const saved = await visitor.post('/cas/fitxer', { code, key: testKey, file: form });
    expect(saved.headers.get('content-type')).toBe('image/png');
    expect(saved.headers.get('content-disposition')).toContain('fanal.png');
    // A file of nobody's, and one with the wrong key.
    expect((await visitor.post('/cas/fitxer', { code, key: testKey, file: 'other' })).status).toBe(404);
    expect((await visitor.post('/cas/fitxer', { code, key: 'AAAA-AAAA-AAAA', file: form })).status).toBe(404);
  });

  test.each([
    ['nothing', { act: 'write', text: ' ' }, 'Escriviu alguna cosa'],
    ['too much', { act: 'write', text: 'a'.repeat(4_001) }, 'massa llarg'],
    ['an unknown act', { act: 'erase', text: 'x' }, 'ja no era vàlid'],
    ['a rating of an open case', { act: 'rate', rating: '4' }, 'ja no es pot fer'],
  ])('sends %s in vain, and is told so', async (_, fields, said) => {
    const refused = await send({ form: 'abcdefghijklmnopqrst', ...fields });
    expect([400, 409]).toContain(refused.status);
    expect(refused.text).toContain(said);
  });

  test('without the key nobody does anything', async () => {
    const before = (await look()).text.match(/<li class="citizen"/g)?.length;
    const refused = await send({ key: 'AAAA-AAAA-AAAA', act: 'write', form: 'abcdefghijklmnopqrst', text: 'hola' });
    expect(refused.status).toBe(404);
    expect((await look()).text.match(/<li class="citizen"/g)?.length).toBe(before);
  });

  test('saves a copy that stands alone', async () => {
    const copy = await visitor.post('/cas/copia', { code, key: testKey, lang: 'ca' });
    expect(copy.headers.get('content-disposition')).toBe(`attachment; filename="${code}.html"`);
    expect(copy.text).toContain('el fanal no funciona');
    expect(copy.text).not.toMatch(/<script|<link|<form|src=/);
    expect(copy.text).not.toContain(testKey);
  });

  test('closes it, and rates it once with a word', async () => {
    code = await openCase();
    const withdrawn = await send({ act: 'withdraw', form: formOf((await look()).text, 'withdraw') });
    expect(withdrawn.text).toContain('Hem tancat el cas');
    // Said as it is: nobody of staff resolved it, and there is a field to write in.
    expect(withdrawn.text).toContain('El vau tancar vós.');
    expect(withdrawn.text).toContain('escriviu-nos aquí sota');
    const form = formOf(withdrawn.text, 'rate');
    const rated = await send({ act: 'rate', form, rating: '4', text: 'Tard' });
    expect(rated.text).toContain('Moltes gràcies');
    expect(rated.text).toContain('Vau valorar l&#39;atenció amb un 4 sobre 5.');
    expect(rated.text).toContain('4 / 5\n\nTard');
    expect(formOf(rated.text, 'rate')).toBe('');
  });

  test('wants to be told by e-mail, confirms it by a link, and ends it by another', async () => {
    code = await openCase();
    const form = formOf((await look()).text, 'notify');
    expect((await send({ act: 'notify', form, email: 'ana' })).text).toContain('no sembla correcta');
    expect((await send({ act: 'notify', form, email: 'ana@example.org' })).text).toContain('Us hem enviat un correu');
    const linkFor = async (purpose: 'confirm' | 'stop') => {
      const { pathname } = new URL(site.notifyLinks.notifyLink(purpose, code, site.newestRevision()), site.url);
      return pathname;
    };
    const confirm = await linkFor('confirm');
    const end = await linkFor('stop');
    // What only looks at links confirms nothing.
    expect((await visitor.get(`${confirm}?lang=ca`)).text).toContain('Sí, aviseu-me');
    expect((await look()).text).toContain('obriu-ne l&#39;enllaç');
    expect((await visitor.post(`${confirm}?lang=ca`, {})).text).toContain('us avisarem quan us responguem');
    expect((await look()).text).toContain('Us avisarem per correu');
    expect((await visitor.post(`${end}?lang=ca`, {})).text).toContain('no us enviarem més avisos');
    expect((await look()).text).toContain('name="email"');
    expect((await visitor.post(`${confirm}?lang=ca`, {})).status).toBe(200);
    expect((await visitor.get('/cas/avis/other?lang=ca')).status).toBe(404);
    expect((await look()).text).toContain('name="email"');
  });

  test('is told on a device, and on none any more by one press, there or in what it is told', async () => {
    code = await openCase();
    const keys = { p256dh: 'BA', auth: 'AA' };
    const first = (await look()).text;
    expect(first).toContain('data-key="BKey"');
    expect(first).not.toContain('id="undevice"');
    const form = formOf(first, 'device');
    const refused = await send({ act: 'device', form, endpoint: 'https://evil.example/x', ...keys });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('no ens ha dit com avisar-vos');
    const endpoint = 'https://push.example/x';
    expect((await send({ act: 'device', form, endpoint, ...keys })).text).toContain('us avisarem en aquest dispositiu');
    const shown = (await look()).text;
    expect(shown).toContain('id="undevice"');
    expect(shown).not.toContain(endpoint);
    const end = new URL(site.notifyLinks.notifyLink('stop', code, site.newestRevision()), site.url).pathname;
    expect((await visitor.post(end, {})).status).toBe(200);
    expect((await look()).text).not.toContain('id="undevice"');
    await send({ act: 'device', form: formOf((await look()).text, 'device'), endpoint, ...keys });
    const gone = await send({ act: 'undevice', form: formOf((await look()).text, 'undevice') });
    expect(gone.text).toContain('en cap dispositiu');
    expect(gone.text).not.toContain('id="undevice"');
  });

  test('ends all that it is told in a case that is closed, where nothing more can be asked for', async () => {
    code = await openCase();
    const opened = (await look()).text;
    const device = { endpoint: 'https://push.example/x', p256dh: 'BA', auth: 'AA' };
    await send({ act: 'device', form: formOf(opened, 'device'), ...device });
    await send({ act: 'notify', form: formOf(opened, 'notify'), email: 'ana@example.org' });
    const { text } = await send({ act: 'withdraw', form: formOf(opened, 'withdraw') });
    expect([formOf(text, 'device'), formOf(text, 'notify')]).toEqual(['', '']);
    await send({ act: 'undevice', form: formOf(text, 'undevice') });
    const ended = (await send({ act: 'stop', form: formOf(text, 'stop') })).text;
    expect(ended).toContain('No us enviarem més avisos');
    expect(ended).not.toContain('id="notify"');
  });

  test('does not do more than one person does', async () => {
    code = await openCase();
    const form = (n: number) => `abcdefghijklmnopqrst${n}`;
    for (let n = 0; n < 8; n += 1) await send({ act: 'write', form: form(n), text: `${n}` });
    const refused = await send({ act: 'write', form: form(9), text: 'x' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).not.toBeNull();
  });
});
