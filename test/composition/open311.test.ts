import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../support/arbitrary.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { builtPages } from '../web/support/builtPages.ts';

/** A report that nobody else sends. */
let made = 0;
const incident = (changes: Readonly<Record<string, string>> = {}) => ({
  service_code: 'street-incident',
  description: `Hi ha un fanal trencat (${++made})`,
  lat: '41.32784',
  long: '2.0947',
  ...changes,
});

let city: Open311Service;
beforeAll(async () => {
  await builtPages();
  city = await openOpen311();
}, 120_000);
afterAll(async () => {
  await city.close();
});
beforeEach(() => city.nextClient());

const idOf = ({ json }: { json: { service_request_id: string }[] }) => json[0]?.service_request_id ?? '';
const shown = async (id: string) => (await city.ask(`/v2/requests/${id}.json`)).json[0];
const rowOf = async (id: string) => {
  const row = await city.app.bot.stores.cases.byCode('default', id);
  if (row === null) throw new Error(`no case ${id}`);
  return row;
};

describe('what anybody may read', () => {
  test('discovery names the interface, in the same words as XML and JSON', async () => {
    const { json } = await city.ask('/discovery.json');
    expect(json.endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${city.app.url}/open311/v2`,
        changeset: expect.stringMatching(/^\d{4}-.*\+01:00$/),
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ]);
    expect(Date.parse(json.changeset)).toBeLessThan(Date.now());
    const xml = await city.ask('/v2/discovery.xml');
    expect(xml.text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>');
    expect(xml.text).toContain(`<contact>${json.contact}</contact>`);
  });

  test('services are what a citizen may report, in the language that is asked for, of a jurisdiction that need not be said', async () => {
    const { json, type, headers } = await city.ask('/v2/services.json?lang=en');
    expect(type).toBe('application/json; charset=utf-8');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(json.map((each: { service_code: string }) => each.service_code)).toEqual([
      'complaint',
      'street-incident',
      'suggestion',
    ]);
    expect(json[1]).toEqual({
      service_code: 'street-incident',
      service_name: 'Report a problem in the street',
      description: 'Something broken, dirty or dangerous in the street.',
      metadata: true,
      type: 'realtime',
      keywords: expect.stringContaining("Avisar d'una avaria al carrer, "),
      group: 'Street',
    });
    for (const same of ['?jurisdiction_id=', '?jurisdiction_id=elprat.cat', '', '?lang=']) {
      const xml = await city.ask(`/v2/services.xml${same}`);
      expect(xml.type).toBe('text/xml; charset=utf-8');
      expect(xml.text).toMatch(
        /^<\?xml version="1\.0" encoding="utf-8"\?>\n<services><service><service_code>complaint</,
      );
      expect(xml.text).toContain('<service_name>Avisar d');
    }
    // Where nothing is said of the format, it is the one that clients must read.
    expect((await city.ask('/v2/services')).type).toBe('text/xml; charset=utf-8');
  });

  test("a definition asks for the flow's own answers, without what has a field of its own", async () => {
    const { json } = await city.ask('/v2/services/street-incident.json?lang=es');
    expect(json).toEqual({
      service_code: 'street-incident',
      attributes: [
        {
          ...{ variable: true, code: 'danger', datatype: 'singlevaluelist', required: false, order: 1 },
          datatype_description: null,
          description: '¿Alguien puede hacerse daño ahora mismo?',
          values: [
            { key: 'yes', name: 'Sí' },
            { key: 'no', name: 'No' },
          ],
        },
      ],
    });
    const complaint = await city.ask('/v2/services/complaint.xml');
    expect(complaint.text).toContain('<code>details</code><datatype>text</datatype>');
    expect(complaint.text).not.toMatch(/email|phone|<code>how/);
  });

  test.each([
    ['/v2/services/gone.json', 404, 'service_code'],
    ['/v2/requests/7KQ4-M2XB.xml', 404, 'service_request_id'],
    ['/v2/requests/%00.json', 404, 'service_request_id'],
    ['/v2/tokens/x.json', 404, 'service_request_id'],
    ['/v2/requests.json?status=fixed', 400, 'open or closed'],
    ['/v2/requests.xml?start_date=yesterday', 400, 'start_date'],
    ['/v2/requests.json?start_date=2020-01-01T00:00:00Z&end_date=2021-01-01T00:00:00Z', 400, '90 days'],
    ['/v2/requests.json?page=0', 400, 'page'],
    ['/v2/servicerequestupdates.json?end_date=x', 400, 'end_date'],
    ['/v2/elsewhere.json', 404, 'nothing at this address'],
    ['/v2/requests/%E0%A4%A.json', 400, 'could not be read'],
  ])('%s is answered as an error of the specification: %i', async (path, status, why) => {
    const answer = await city.ask(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (answer.json === null) {
      const error = `<errors><error><code>${status}</code><description>`;
      expect(answer.text.slice(answer.text.indexOf('<errors>'))).toMatch(new RegExp(`^${error}.*${why}`));
    } else expect(answer.json).toEqual([{ code: status, description: expect.stringContaining(why) }]);
  });
});

describe('a request', () => {
  test('is one case of the city, with its department, deadlines and receipt', async () => {
    const { status, json, headers } = await city.file(incident({ lang: 'es', 'attribute[danger]': 'yes' }));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(json).toEqual([{ service_request_id: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/), ...expected }]);
    const id = idOf({ json });
    const row = await rowOf(id);
    expect(row).toMatchObject({ account: 'open311', case: { kind: 'incident', locale: 'es', priority: 'high' } });
    expect(row.case.first).not.toBeNull();
    expect(json[0].service_notice).toContain(`/cas/${id}#`);
    expect(json[0].service_notice).toContain('Lo hemos recibido');
    const view = await shown(id);
    expect(view).toMatchObject({ status: 'open', service_code: 'street-incident', lang: 'es', status_notes: null });
    expect(Date.parse(view.expected_datetime)).toBe(row.case.resolution?.dueAt);
    expect((await city.ask(`/v2/tokens/${id}.xml`)).text).toContain(
      `<service_requests><request><service_request_id>${id}</service_request_id><token>${id}</token></request>`,
    );
  });
  const expected = { service_notice: expect.any(String), account_id: null };

  test('that is sent again is the one that is there, also at the same moment; with another key or word it is another', async () => {
    const form = incident();
    const answers = await Promise.all(Array.from({ length: 8 }, () => city.file(form)));
    expect(new Set(answers.map(idOf)).size).toBe(1);
    expect(idOf(await city.file(form, 'json'))).toBe(idOf(answers[0] ?? { json: [] }));
    expect(idOf(await city.file({ ...form, phone: '600' }))).not.toBe(idOf(answers[0] ?? { json: [] }));
    const { key } = await city.app.bot.accounts.keys.make({ id: 'other', owner: 'Other', perHour: 10, by: city.agent });
    expect(idOf(await city.file({ ...form, api_key: key }))).not.toBe('');
    const own = new URLSearchParams({ ...form, api_key: key });
    const other = await city.ask('/v2/requests.json', { method: 'POST', body: own });
    expect(idOf(other)).not.toBe(idOf(answers[0] ?? { json: [] }));
  });

  test('says nothing of who it is from, and nothing of its words, until a person of staff publishes them', async () => {
    const secrets = [
      'Eulàlia',
      'Vilamajor',
      '600123987',
      'eulalia@example.org',
      'veïna molesta',
      'Carrer Amagat',
      'imatge-7',
    ];
    const { json } = await city.file({
      ...{ service_code: 'street-incident', description: 'Una veïna molesta', address_string: 'Carrer Amagat, 3' },
      ...{ first_name: 'Eulàlia', last_name: 'Vilamajor', phone: '600123987', email: 'eulalia@example.org' },
      ...{ lat: '41.3', long: '2.1', media_url: 'https://pictures.example/imatge-7.jpg' },
    });
    const id = idOf({ json });
    const readable = async () => {
      const paths = [`requests/${id}`, 'requests', `requests`, `tokens/${id}`, 'servicerequestupdates'];
      const all = await Promise.all(
        paths.flatMap((path) => ['xml', 'json'].map((end) => city.ask(`/v2/${path}.${end}`))),
      );
      return all.map(({ text }) => text).join('\n');
    };
    const found = async () => secrets.filter((secret) => textOf.includes(secret));
    let textOf = await readable();
    expect(await found()).toEqual([]);
    expect(await shown(id)).toMatchObject({
      description: null,
      title: null,
      address: null,
      lat: null,
      media_url: null,
    });
    // Nor is it in the journal but sealed.
    const { conversation } = await rowOf(id);
    const commits = await city.app.bot.stores.journal.read(conversation, 0, 10);
    const stored = JSON.stringify(commits.map(({ sealed: _, ...open }) => open));
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);

    await city.do(id, 'publish-1', {
      kind: 'publish',
      text: 'Soroll al carrer\nA la nit.',
      place: false,
      media: false,
    });
    expect(await shown(id)).toMatchObject({
      title: 'Soroll al carrer',
      description: 'Soroll al carrer\nA la nit.',
      lat: null,
    });
    textOf = await readable();
    expect(await found()).toEqual([]);

    await city.do(id, 'publish-2', { kind: 'publish', text: 'Soroll', place: true, media: true });
    expect(await shown(id)).toMatchObject({
      ...{ description: 'Soroll', address: 'Carrer Amagat, 3', lat: 41.3, long: 2.1 },
      media_url: 'https://pictures.example/imatge-7.jpg',
    });
    expect((await city.ask(`/v2/requests/${id}.xml`)).text).toContain('<lat>41.3</lat><long>2.1</long>');

    await city.do(id, 'unpublish-1', { kind: 'unpublish', note: null });
    textOf = await readable();
    expect(await found()).toEqual([]);
    expect(await shown(id)).toMatchObject({ description: null, lat: null });
  });

  test('shows its notes and its status, and when that changed; a note can be taken back', async () => {
    const id = idOf(await city.file(incident()));
    const before = new Date(Date.now() - 1_000).toISOString();
    const first = await city.do(id, 'note-1', { kind: 'publish-note', text: 'Hi anem dilluns' });
    await city.do(id, 'note-2', { kind: 'note', text: 'Internal: ask Joan', mentions: [] });
    await city.do(id, 'close-1', { kind: 'close', reason: 'resolved' });
    const updates = async () => {
      const { json } = await city.ask(`/v2/servicerequestupdates.json?start_date=${before}`);
      return json.filter((each: { service_request_id: string }) => each.service_request_id === id);
    };
    const [note, closed, ...more] = await updates();
    expect(more).toEqual([]);
    expect(note).toMatchObject({ status: 'open', description: 'Hi anem dilluns', media_url: null });
    expect(closed).toMatchObject({ status: 'closed', description: null });
    expect(new Set([note.update_id, closed.update_id]).size).toBe(2);
    expect(await shown(id)).toMatchObject({ status: 'closed', status_notes: 'Hi anem dilluns' });
    expect((await shown(id)).updated_datetime).toBe(closed.updated_datetime);
    await city.do(id, 'unpublish-9', { kind: 'unpublish', note: first.revision });
    expect((await updates()).map((each: { description: string | null }) => each.description)).toEqual([null]);
    expect(await shown(id)).toMatchObject({ status_notes: null });
  });

  test('that was erased, or is only to be kept, shows nothing any more', async () => {
    const ids = [idOf(await city.file(incident())), idOf(await city.file(incident()))];
    for (const [index, id] of ids.entries()) {
      await city.do(id, `publish-${index}`, { kind: 'publish', text: 'Un fanal', place: true, media: true });
      await city.do(id, `note-${index}`, { kind: 'publish-note', text: 'Nota' });
      expect(await shown(id)).toMatchObject({ description: 'Un fanal', status_notes: 'Nota', lat: 41.32784 });
    }
    const { engine } = city.app.bot.conversations;
    const [erased = '', restricted = ''] = ids;
    const common = { tenant: 'default', by: null, reason: null };
    await engine.erase({
      ...{ ...common, id: 'erasure-1', conversation: (await rowOf(erased)).conversation },
      ...{ cause: 'citizen', rule: null, before: null, ifNewest: null },
    });
    await engine.recordRight({
      ...{ ...common, id: 'right-1', conversation: (await rowOf(restricted)).conversation },
      ...{ right: 'restriction', statement: null },
    });
    await city.app.bot.delivery.now();
    for (const id of ids) {
      expect(await shown(id)).toMatchObject({
        ...{ status: 'open', description: null, status_notes: null, lat: null, address: null },
        title: null,
      });
    }
    expect((await city.ask('/v2/servicerequestupdates.xml')).text).not.toContain('Nota');
  });

  test('is found by time, status, service and ids, page by page; cases of conversations are not', async () => {
    const open = idOf(await city.file(incident()));
    const closed = idOf(await city.file({ ...incident(), service_code: 'complaint' }));
    await city.do(closed, 'close-2', { kind: 'close', reason: 'resolved' });
    const ids = async (query: string) =>
      (await city.ask(`/v2/requests.json?${query}`)).json.map(
        (each: { service_request_id: string }) => each.service_request_id,
      );
    expect(await ids(`service_request_id=${open},${closed.toLowerCase()},AAAA-AAAA`)).toEqual([open, closed]);
    expect(await ids('status=closed')).toContain(closed);
    expect(await ids('status=closed')).not.toContain(open);
    expect(await ids('status=open&service_code=complaint')).not.toContain(closed);
    expect(await ids('service_code=complaint,suggestion')).toContain(closed);
    expect(await ids('service_code=gone')).toEqual([]);
    expect(await ids('end_date=2026-01-01T00:00:00Z')).toEqual([]);
    const all = await ids('');
    const paged = [...(await ids('page_size=2')), ...(await ids('page_size=2&page=2'))];
    expect(paged).toEqual(all.slice(0, 4));
    expect(await ids('page_size=200&page=2')).toEqual([]);
    const here = 'lat=41.3278&long=2.0947&radius=100';
    expect(await ids(here)).not.toContain(open);
    await city.do(open, 'publish-3', { kind: 'publish', text: 'Un fanal', place: true, media: false });
    expect(await ids(here)).toContain(open);
    expect(await ids(`${here}&status=closed`)).not.toContain(open);
    expect(await ids('lat=41.4&long=2.0947&radius=100')).not.toContain(open);
  });
});

describe('what is refused', () => {
  test.each([
    [{ service_code: '' }, 400, 'service_code'],
    [{ service_code: 'gone' }, 404, 'service_code'],
    [{ service_code: 'data-request' }, 404, 'service_code'],
    [{ description: '' }, 400, 'description'],
    [{ description: 'x'.repeat(4_001) }, 400, '4000'],
    [{ lat: '', long: '' }, 400, 'location'],
    [{ long: '' }, 400, 'both lat and long'],
    [{ lat: '91' }, 400, 'lat'],
    [{ lat: 'NaN' }, 400, 'lat'],
    [{ 'attribute[danger]': 'maybe' }, 400, 'danger'],
    [{ media_url: 'javascript:alert(1)' }, 400, 'media_url'],
    [{ media_url: 'https://user:secret@x.cat/a.jpg' }, 400, 'media_url'],
    [{ first_name: 'x'.repeat(101) }, 400, 'first_name'],
  ])('%j: %i', async (changes, status, why) => {
    const answer = await city.file(incident(changes as Record<string, string>));
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual([{ code: status, description: expect.stringContaining(why) }]);
  });

  test('who has no good key, and soon does not look again; a key that is over files no more', async () => {
    const send = (key: string) =>
      city.ask('/v2/requests.xml', { method: 'POST', body: new URLSearchParams({ ...incident(), api_key: key }) });
    const { key } = await city.app.bot.accounts.keys.make({ id: 'short', owner: 'Short', perHour: 2, by: city.agent });
    expect((await send(key)).status).toBe(200);
    expect((await send(key)).status).toBe(200);
    const limited = await send(key);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(limited.text).toContain('<errors><error><code>429</code>');
    await city.app.bot.accounts.keys.revoke('short', city.agent);
    expect((await send(key)).status).toBe(403);
    expect((await send('')).status).toBe(403);
    const statuses = [];
    for (let attempt = 0; attempt < 20; attempt++) statuses.push((await send(`f311_${attempt}`)).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test('a body that is too large, of another kind, or broken; and methods that nothing has', async () => {
    const post = (body: string | Uint8Array, type: string, key = city.key) =>
      city.ask('/v2/requests.json', {
        ...{ method: 'POST', body, headers: { 'content-type': type, 'x-api-key': key } },
      } as RequestInit);
    expect((await post('{"a":1}', 'application/json')).status).toBe(400);
    expect((await post('--x\r\nbroken', 'multipart/form-data; boundary=x')).status).toBe(400);
    expect((await post('--x\r\nbroken', 'multipart/form-data; boundary=x', '')).status).toBe(403);
    expect((await post(new Uint8Array(300_000), 'application/x-www-form-urlencoded')).status).toBe(413);
    expect((await city.ask('/v2/requests.json', { method: 'DELETE' })).status).toBe(404);
    expect((await city.ask('/v2/requests.json', { method: 'OPTIONS' })).status).toBe(204);
  });

  test('whatever is asked or sent, it is never a fault of ours', async () => {
    const field = fc.constantFrom(
      ...['service_code', 'lat', 'long', 'address_string', 'description', 'media_url', 'email', 'phone', 'status'],
      ...['attribute[danger]', 'attribute[danger][]', 'page', 'page_size', 'start_date', 'jurisdiction_id', 'lang'],
      ...['service_request_id', 'title', 'address_id', 'first_name', 'update_id', '__proto__'],
    );
    const value = fc.oneof(
      anyText,
      fc.constantFrom('street-incident', 'suggestion', '41.3', '2026-01-01T00:00:00Z', 'yes'),
    );
    const form = fc.array(fc.tuple(field, value), { maxLength: 8 });
    const path = fc.constantFrom(
      'requests',
      'services',
      'servicerequestupdates',
      'discovery',
      'tokens/x',
      'services/complaint',
    );
    await fc.assert(
      fc.asyncProperty(path, fc.constantFrom('xml', 'json'), fc.boolean(), form, async (where, end, isPost, fields) => {
        city.nextClient();
        const query = new URLSearchParams(fields);
        const answer = isPost
          ? await city.ask(`/v2/${where}.${end}`, {
              method: 'POST',
              body: new URLSearchParams([['api_key', city.key], ...fields]),
            })
          : await city.ask(`/v2/${where}.${end}?${query}`);
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400) expect(answer.text).toMatch(/code/);
      }),
      { numRuns: 60 },
    );
    expect(city.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
