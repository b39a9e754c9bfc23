import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PublishedFigures } from '../../../src/core/ports/publishedFigures.ts';
import { catalogTurtle } from '../../../src/http/pages/transparency/catalog.ts';
import { publicationCalendar } from '../../../src/http/pages/transparency/publicationCalendar.ts';
import { type RequestRow, requestRows } from '../../../src/http/pages/transparency/requestsSet.ts';
import { figuresSite } from '../../web/support/figuresSite.ts';
import { type Site, startSite } from '../../web/support/site.ts';
import { createVisitor } from './support/visitor.ts';

let site: Site;
let figures: PublishedFigures;
beforeAll(async () => {
  const options = await figuresSite();
  figures = options.figures as PublishedFigures;
  site = await startSite(options);
});
afterAll(() => site.stop());
const get = (path: string) => createVisitor(site.url).get(path);

/** The statements about each thing in a description: names of properties with their values, as written. */
function readTurtle(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const blocks = text.split('\n\n').filter((block) => block.startsWith('<'));
  return new Map(
    blocks.map((block) => {
      const [, subject = '', type = ''] = /^<(.*?)> a (\S+) ;/.exec(block) ?? [];
      const lines = block
        .split('\n')
        .slice(1)
        .map((line) => /^ {2}(\S+) (.*?) ?[;.]$/.exec(line) ?? []);
      return [subject, new Map([['a', type], ...lines.map(([, name = '', values = '']) => [name, values] as const)])];
    }),
  );
}

describe('the description for catalogues', () => {
  test('has what DCAT-AP-ES demands, of each thing that it names', async () => {
    const { status, text, headers } = await get('/transparencia/cataleg.ttl');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/turtle; charset=utf-8']);
    const things = readTurtle(text);
    const ofType = (type: string) => [...things].filter(([, thing]) => thing.get('a') === type);
    const needed = {
      'dcat:Catalog': [
        ...['dct:title', 'dct:description', 'dct:publisher', 'foaf:homepage', 'dcat:themeTaxonomy'],
        ...['dct:issued', 'dct:modified', 'dct:language', 'dct:license', 'dcat:dataset'],
      ],
      'dcat:Dataset': ['dct:title', 'dct:description', 'dct:publisher', 'dcat:theme', 'dcat:distribution'],
      'dcat:Distribution': ['dcat:accessURL', 'dct:format', 'dct:license', 'dct:title'],
    };
    for (const [type, names] of Object.entries(needed)) {
      expect([type, ofType(type).length > 0]).toEqual([type, true]);
      for (const [subject, thing] of ofType(type)) {
        expect([subject, names.filter((name) => !thing.get(name))]).toEqual([subject, []]);
        // In the three languages; the profile demands Spanish.
        for (const name of ['dct:title', 'dct:description']) {
          expect(thing.get(name)).toMatch(/"@ca, ".*"@es, ".*"@en$/);
        }
      }
    }
    // What is named is described.
    const named = text.match(/<[^>]*cataleg\.ttl#[^>]*>/g) ?? [];
    for (const name of named) expect(things.has(name.slice(1, -1))).toBe(true);
  });

  test('names files that are there, as what they are', async () => {
    const things = readTurtle((await get('/transparencia/cataleg.ttl')).text);
    const files = [...things.values()].filter((thing) => thing.get('a') === 'dcat:Distribution');
    expect(files).toHaveLength(5);
    for (const file of files) {
      const address = new URL(file.get('dcat:downloadURL')?.slice(1, -1) ?? '').pathname;
      if (address.includes('/log/')) continue;
      const { status, headers } = await get(address);
      const media = file.get('dcat:mediaType')?.slice(1, -1).split('media-types/')[1] ?? '';
      expect([address, status, headers.get('content-type')]).toEqual([address, 200, expect.stringContaining(media)]);
    }
  });

  test('names the council by its code where that is set, and writes whatever it is called', () => {
    const council = { ca: 'Ajuntament "a\\b"\n', es: 'Ayuntamiento', en: 'Council' };
    const deps = { url: 'https://a.example/x y', council, figures: { ...figures, publications: [] } };
    const text = catalogTurtle({ ...deps, dir3: 'L01999999' });
    expect(text).toContain('dct:publisher <http://datos.gob.es/recurso/sector-publico/org/Organismo/L01999999>');
    expect(text).toContain('foaf:name "Ajuntament \\"a\\\\b\\"\\n"@ca');
    expect(text).toContain('<https://a.example/x%20y/transparencia/cataleg.ttl>');
    expect(text).not.toContain('dct:temporal');
    expect(catalogTurtle({ ...deps, dir3: null })).not.toContain('/Organismo/');
  });
});

describe('the set of notices, suggestions and complaints', () => {
  test('has a row a case that was published, and tells no more than the figures', async () => {
    const rows: readonly RequestRow[] = JSON.parse((await get('/transparencia/avisos.json')).text);
    const totalOf = (id: string) =>
      figures.publications.reduce((sum, each) => sum + (each.figures.find((one) => one.id === id)?.total ?? 0), 0);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows).toHaveLength(totalOf('cases.kind') + totalOf('cases.closed'));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    // Whatever columns somebody groups by, no group is small.
    const columns = ['tipo', 'tema', 'subtema', 'fecha_apertura', 'fecha_cierre', 'canal_entrada'] as const;
    for (let chosen = 1; chosen < 2 ** columns.length; chosen += 1) {
      const by = columns.filter((_, index) => (chosen >> index) % 2 === 1);
      const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((column) => row[column])));
      for (const [key, group] of groups) expect([key, group.length >= 5]).toEqual([key, true]);
    }
    expect(new Set(rows.map(({ tipo }) => tipo))).toContain('Queja');
  });

  test('is a table for spreadsheets as well', async () => {
    const { text } = await get('/transparencia/avisos.csv');
    const [head, first, ...more] = text.split('\r\n');
    expect(head).toBe('id,tipo,tema,subtema,fecha_apertura,fecha_cierre,canal_entrada,canal_respuesta');
    expect(first).toMatch(/^2025-01-A00001,[^,]+,,,2025-01,,chat,chat$/);
    expect(more).toHaveLength(JSON.parse((await get('/transparencia/avisos.json')).text).length);
  });

  test('of a period of few cases has none', () => {
    const [first] = figures.publications;
    if (first === undefined) throw new Error('nothing was published');
    const few = { ...first, figures: [{ id: 'cases.kind', total: null, cells: {}, others: 0 }] };
    expect(requestRows([few], { cell: (_, cell) => cell })).toEqual([]);
  });
});

describe('the calendar', () => {
  test('has each publication on its day, and the next one', async () => {
    const { text, headers } = await get('/transparencia/calendari.ics?lang=en');
    expect(headers.get('content-type')).toContain('text/calendar');
    const days = Array.from(text.matchAll(/DTSTART;VALUE=DATE:(\d{8})/g), ([, day]) => day);
    const untils = figures.publications.map(({ until }) => until.replaceAll('-', ''));
    expect(days).toEqual([...untils, '20261201']);
    expect(text).toContain('SUMMARY:Transparency publication: June 2025\r\n');
    expect(text.split('\r\n').at(-2)).toBe('END:VCALENDAR');
  });

  test('keeps its lines short, and titles whole', () => {
    const title = 'à'.repeat(80);
    const file = publicationCalendar([{ day: '2026-12-01', title: `${title}, a; b\\`, url: 'https://a.example' }], {
      name: 'x',
      url: 'https://a.example',
    });
    expect(Math.max(...file.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\\, a\\; b\\\\\r\n`);
  });
});

test('where there is no public log there are no data', async () => {
  const other = await startSite();
  try {
    const visitor = createVisitor(other.url);
    for (const path of ['cataleg.ttl', 'avisos.csv', 'avisos.json', 'calendari.ics']) {
      expect([path, (await visitor.get(`/transparencia/${path}`)).status]).toEqual([path, 404]);
    }
  } finally {
    await other.stop();
  }
});
