import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { iterateCommits } from '../../src/core/journal/iterateCommits.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { readXml, type XmlNode } from '../support/readXml.ts';
import { builtPages } from '../web/support/builtPages.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

let made = 0;
const incident = () => ({
  service_code: 'street-incident',
  description: `Un clot a la vorera (${++made})`,
  lat: '41.32784',
  long: '2.0947',
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
const rowOf = async (id: string) => {
  const row = await city.app.bot.stores.cases.byCode('default', id);
  if (row === null) throw new Error(`no case ${id}`);
  return row;
};

const post = (path: string, fields: readonly (readonly [string, string])[]) =>
  city.ask(path, { method: 'POST', body: new URLSearchParams(fields.map(([name, value]) => [name, value])) });

/** The elements of a list in XML, as clients find them: below the root, by the name of one. */
function itemsIn(xml: string, root: string, item: string): readonly { readonly [name: string]: readonly XmlNode[] }[] {
  const { name, node } = readXml(xml);
  expect(name).toBe(root);
  if (node === null || typeof node === 'string') return [];
  expect(Object.keys(node)).toEqual([item]);
  return (node[item] ?? []).flatMap((each) => (each === null || typeof each === 'string' ? [] : [each]));
}

const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

describe('FixMyStreet', () => {
  /** What it sends for a report, with a name of one word and of several, a device of its own and two pictures. */
  const report = () => {
    made += 1;
    return [
      [
        'description',
        `Farola fosa ${made}\n\nFa dies que no s’encén: «molt fosc».\n\nhttps://fms.example/report/${made}\n`,
      ],
      ['service_code', 'street-incident'],
      ['first_name', 'Núria'],
      ['last_name', '-'],
      ['email', 'nuria@example.org'],
      ['phone', ''],
      ['lat', '41.327840'],
      ['long', '2.094700'],
      ['deviceid', 'iPhone'],
      ['media_url', 'https://fms.example/1.jpeg'],
      ['media_url', 'https://fms.example/2.jpeg'],
      ['attribute[fixmystreet_id]', String(made)],
      ['attribute[easting]', '123'],
      ['attribute[uprn]', '#NOTPINPOINTED#'],
      ['jurisdiction_id', 'elprat.cat'],
      ['api_key', city.key],
    ] as const;
  };
  const filed = async (fields: readonly (readonly [string, string])[]) => {
    const [request] = itemsIn((await post('/v2/requests.xml', fields)).text, 'service_requests', 'request');
    return String(request?.service_request_id?.[0]);
  };
  const reportOf = async (id: string) => {
    const { conversation, case: caseState } = await rowOf(id);
    const [commit] = await city.app.bot.stores.journal.read(conversation, caseState.openedBy - 1, 1);
    return commit === undefined ? null : (await city.app.bot.conversations.sealer.open(commit))?.inbound;
  };

  test('reads the list of services, and the attributes of those that have some', async () => {
    const services = itemsIn(
      (await city.ask('/v2/services.xml?jurisdiction_id=elprat.cat')).text,
      'services',
      'service',
    );
    expect(services.length).toBeGreaterThan(0);
    for (const { service_code, service_name, metadata, keywords, group, type } of services) {
      // Identifiers of letters, digits, hyphens and underscores; names without spaces around them.
      expect(service_code?.[0]).toMatch(/^[\w-]+$/);
      expect(String(service_name?.[0]).trim()).toBe(service_name?.[0]);
      expect(['true', 'false']).toContain(metadata?.[0]);
      expect(type).toEqual(['realtime']);
      // One group; `private`, `inactive`, `staff` and `waste_only` among the keywords would hide the service.
      expect(group).toHaveLength(1);
      const words = String(keywords?.[0])
        .split(',')
        .map((word) => word.trim());
      expect(words.filter((word) => /^(private|inactive|staff|waste_only)$/.test(word))).toEqual([]);
      if (metadata?.[0] !== 'true') continue;
      const { name, node } = readXml((await city.ask(`/v2/services/${service_code?.[0]}.xml`)).text);
      expect(name).toBe('service_definition');
      const [attributes] = (node as Record<string, readonly XmlNode[]>).attributes ?? [];
      const all = (attributes as Record<string, readonly XmlNode[]>).attribute as readonly Record<string, XmlNode[]>[];
      expect(all.length).toBeGreaterThan(0);
      expect(all.map(({ order }) => Number(order?.[0]))).toEqual(all.map((_, index) => index + 1));
      for (const { code, required, variable, datatype } of all) {
        expect(code?.[0]).toMatch(/^[\w-]+$/);
        expect([required?.[0], variable?.[0]].every((each) => each === 'true' || each === 'false')).toBe(true);
        expect(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']).toContain(datatype?.[0]);
      }
    }
  });

  test('sends a report with attributes of its own, two pictures and a name of one word, and reads its id', async () => {
    const id = await filed(report());
    expect(id).toMatch(/^[\w-]+$/);
    const inbound = await reportOf(id);
    expect(inbound?.report).toMatchObject({
      contact: { name: 'Núria', email: 'nuria@example.org', phone: '' },
      media: ['https://fms.example/1.jpeg', 'https://fms.example/2.jpeg'],
      place: { position: { latitude: 41.32784, longitude: 2.0947 } },
    });
    expect(inbound?.content).toMatchObject({ text: expect.stringContaining('«molt fosc»') });
    // Where it expects a token, it asks for the id behind it.
    const [token] = itemsIn((await city.ask(`/v2/tokens/${id}.xml`)).text, 'service_requests', 'request');
    expect(token).toMatchObject({ service_request_id: [id], token: [id] });
  });

  test('sends a report that nobody pointed to on the map', async () => {
    const fields = report().filter(([name]) => name !== 'lat' && name !== 'long');
    const id = await filed([...fields, ['address_id', '#NOTPINPOINTED#']]);
    expect((await reportOf(id))?.report).toMatchObject({ place: null });
    expect(await filed([...fields, ['address_string', '08820'], ['x', '1']])).toMatch(/^[\w-]+$/);
  });

  test('fetches updates by time, and finds the report, the status and the time of each', async () => {
    const id = await filed(report());
    await city.do(id, 'note-1', { kind: 'publish-note', text: 'Canviem la bombeta <demà> & passat' });
    await city.do(id, 'close-1', { kind: 'close', reason: 'resolved' });
    const [start, end] = [-7_200_000, 60_000].map((ms) => `${new Date(Date.now() + ms).toISOString().slice(0, 19)}Z`);
    const query = new URLSearchParams([
      ...Object.entries({
        api_key: city.key,
        jurisdiction_id: 'elprat.cat',
        start_date: start ?? '',
        end_date: end ?? '',
      }),
    ]);
    const found = itemsIn(
      (await city.ask(`/v2/servicerequestupdates.xml?${query}`)).text,
      'service_request_updates',
      'request_update',
    ).filter(({ service_request_id }) => service_request_id?.[0] === id);
    expect(found).toMatchObject([
      { status: ['open'], description: ['Canviem la bombeta <demà> & passat'], media_url: [null] },
      { status: ['closed'], description: [null] },
    ]);
    for (const { update_id, updated_datetime } of found) {
      expect(update_id?.[0]).toMatch(/^[\w-]+$/);
      expect(updated_datetime?.[0]).toMatch(time);
    }
    // It looks up many reports at once, and takes `status_notes` for the text of an update.
    const requests = itemsIn(
      (await city.ask(`/v2/requests.xml?service_request_id=${id},0000-0000`)).text,
      'service_requests',
      'request',
    );
    expect(requests).toMatchObject([
      { service_request_id: [id], status: ['closed'], status_notes: ['Canviem la bombeta <demà> & passat'] },
    ]);
    for (const name of ['requested_datetime', 'updated_datetime', 'expected_datetime'])
      expect(requests[0]?.[name]?.[0]).toMatch(time);
  });

  test('sends what a person says later, once for each of its ids, and only for its own reports', async () => {
    const id = await filed(report());
    const update = (changes: Readonly<Record<string, string>>) =>
      post(
        '/v2/servicerequestupdates.xml',
        Object.entries({
          ...{ api_key: city.key, service_request_id: id, update_id: '77', status: 'FIXED', last_name: '-' },
          ...{ updated_datetime: '2026-11-27T10:00:00+01:00', description: 'Ja funciona', first_name: 'Núria' },
          ...{ email: 'n@example.org', media_url: 'https://fms.example/3.jpeg', ...changes },
        }),
      );
    for (let times = 0; times < 2; times++) {
      const [item] = itemsIn((await update({})).text, 'service_request_updates', 'request_update');
      expect(item?.update_id).toEqual(['77']);
    }
    const { conversation, case: caseState } = await rowOf(id);
    const commits = await city.app.bot.stores.journal.read(conversation, 0, 100);
    const contents = await Promise.all(commits.map((commit) => city.app.bot.conversations.sealer.open(commit)));
    expect(contents.map((content) => content?.addition?.inbound.content).filter((each) => each !== undefined)).toEqual([
      { kind: 'text', text: 'Ja funciona' },
    ]);
    // Somebody says that it is fixed: staff close it.
    expect(caseState.status).toBe('open');
    expect((await update({ update_id: '78', description: '' })).status).toBe(400);
    const { key } = await city.app.bot.accounts.keys.make({ id: 'app-2', owner: 'Other', perHour: 9, by: city.agent });
    expect((await update({ api_key: key, update_id: '79' })).status).toBe(404);
  });

  test('reads why something was refused', async () => {
    const fields = report().map(([name, value]) => [name, name === 'service_code' ? 'x' : value] as const);
    const { status, text } = await post('/v2/requests.xml', fields);
    expect(status).toBe(404);
    const [error] = itemsIn(text, 'errors', 'error');
    expect(error).toMatchObject({ code: ['404'], description: [expect.stringContaining('service_code')] });
  });
});

describe('the Python clients georeport and three', () => {
  test('get lists where they ask for lists, also of one and of none, with a count, and an object for a definition', async () => {
    const { json } = await city.file(incident());
    const id = idOf({ json });
    expect(json).toHaveLength(1);
    for (const path of [
      `requests/${id}`,
      `requests?service_request_id=${id}`,
      'requests?page_size=1&jurisdiction_id=x',
    ]) {
      const [name, query] = path.split('?');
      expect((await city.ask(`/v2/${name}.json?${query ?? ''}`)).json).toHaveLength(1);
    }
    expect((await city.ask('/v2/requests.json?service_code=suggestion&status=closed')).json).toEqual([]);
    expect((await city.ask('/v2/services/complaint.json?jurisdiction_id=x')).json.service_code).toBe('complaint');
    const range = 'start_date=2026-11-01T00%3A00%3A00Z&end_date=2026-11-27T00%3A00%3A00Z';
    expect((await city.ask(`/v2/requests.json?${range}`)).status).toBe(200);
  });

  test('post a form in two parts of a name with a picture in it, under the name of `media`', async () => {
    const form = new FormData();
    const fields = {
      ...incident(),
      address_string: '123 Any St',
      first_name: 'Zach',
      last_name: 'Williams',
      phone: '555',
    };
    for (const [name, value] of Object.entries({ ...fields, api_key: city.key })) form.append(name, value);
    form.append('media', new Blob([png]), 'photo.png');
    const { status, json } = await city.ask('/v2/requests.json', { method: 'POST', body: form });
    expect(status).toBe(200);
    expect(json[0].service_request_id).toMatch(/^[\w-]+$/);
  });
});

describe('files', () => {
  test('come with the request, are seen by staff and by nobody else, and only of kinds that are accepted', async () => {
    const form = (bytes: Uint8Array<ArrayBuffer>) => {
      const sent = new FormData();
      for (const [name, value] of Object.entries({ ...incident(), api_key: city.key })) sent.append(name, value);
      sent.append('media', new Blob([bytes]), 'photo.png');
      sent.append('photo2', new Blob([bytes]), 'two.png');
      return city.ask('/v2/requests.json', { method: 'POST', body: sent });
    };
    const id = idOf(await form(png));
    const { conversation, case: caseState } = await rowOf(id);
    const [commit] = await city.app.bot.stores.journal.read(conversation, caseState.openedBy - 1, 1);
    const content = commit === undefined ? null : await city.app.bot.conversations.sealer.open(commit);
    expect(content?.inbound?.content).toMatchObject({
      kind: 'files',
      files: [{ type: 'image/png' }, { name: 'two.png' }],
    });
    expect(await city.app.bot.stores.files.open(conversation, 'file-0')).toEqual(png);
    // They are the flow's own answer, and staff read that by the flow as it was.
    const { slots, flow = '', version = '' } = content?.collected ?? {};
    expect(slots?.photo?.files).toHaveLength(2);
    const { journal } = city.app.bot.stores;
    const kept = [];
    for await (const each of iterateCommits(journal))
      kept.push(...each.events.filter((event) => event.type === 'flow.kept'));
    expect(kept).toContainEqual({ type: 'flow.kept', flow, version });
    expect((await city.ask(`/v2/requests/${id}.json`)).text).not.toContain('png');
    expect((await form(new TextEncoder().encode('MZ program'))).status).toBe(400);
  });
});
