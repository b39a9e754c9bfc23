import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PublishedFigures } from '../../../src/core/ports/publishedFigures.ts';
import { figuresText } from '../../../src/core/ports/publishedFigures.ts';
import { cumulate } from '../../../src/http/pages/transparency/cumulate.ts';
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

const get = (path: string, headers?: Record<string, string>) => createVisitor(site.url).get(path, headers);

/** What a page says of a figure: its total and its rows, as numbers. */
function shownOf(text: string, id: string) {
  const section = new RegExp(`aria-labelledby="${id}"><h3.*?</section>`, 's').exec(text)?.[0] ?? '';
  const numbers = Array.from(section.matchAll(/<td>([\d.]+)<\/td><td>/g), ([, count = '']) =>
    Number(count.replaceAll('.', '')),
  );
  const total = /<p class="total">Total: ([\d.]+)</.exec(section)?.[1];
  return { total: total === undefined ? null : Number(total.replaceAll('.', '')), numbers };
}

describe('the page', () => {
  test('shows the newest period, in three languages', async () => {
    for (const lang of ['ca', 'es', 'en']) {
      const page = await get(`/transparencia?lang=${lang}`);
      expect([page.status, page.lang]).toEqual([200, lang]);
      expect(page.text).not.toMatch(/\{\{|undefined|\[object|NaN/);
    }
    const { text } = await get('/transparencia?lang=en');
    expect(text).toContain('<h2 class="period">June 2025</h2>');
    expect(text).toContain('From 1 June 2025 to 30 June 2025.');
    expect(text).toContain('The next publication will come out from 1 December 2026 on.');
  });

  test('shows each figure as it was published, and how it is counted', async () => {
    for (const publication of figures.publications) {
      const { text } = await get(`/transparencia/${publication.period}?lang=es`);
      for (const { id, total, cells, others } of publication.figures) {
        if (total === null || total === 0) continue;
        const shown = shownOf(text, id);
        const isOne = figures.queries.some((query) => query.id === id && query.by === null);
        const expected = isOne ? [] : [...Object.values(cells), ...(others === 0 ? [] : [others])];
        expect([id, shown.total]).toEqual([id, total]);
        expect([id, ...shown.numbers.sort()]).toEqual([id, ...expected.sort()]);
      }
      expect(text).toContain('<code>question.answered</code>');
    }
  });

  test('says in which language people asked, and where that was not counted', async () => {
    const { text } = await get('/transparencia/2025-03?lang=en');
    expect(text).toMatch(/<th scope="row">Castellano<svg.*?<td>30<\/td>/);
    expect(shownOf(text, 'questions.language').total).toBe(shownOf(text, 'questions.outcome').total);
    expect(text).toContain(
      '<h3 id="questions.account">On which account</h3>\n<p class="total">Not counted for the whole',
    );
  });

  test('tells what is overdue now in groups', async () => {
    const { text } = await get('/transparencia?lang=ca');
    const box = /<section class="overdue".*?<\/section>/s.exec(text)?.[0] ?? '';
    expect(box).toContain('Entre 10 i 14 casos');
    expect(box).toContain('<li>Queixa: de 5 a 9</li>');
    expect(box).toContain('OIAC ca: de 5 a 9');
    // Four are too few, and a kind without a name is in the total alone.
    expect(box).not.toMatch(/Incid|via-publica|null/);
  });

  test('of all periods is the sum of what was published, and of nothing else', async () => {
    const sum = cumulate(figures);
    const services = sum?.figures.find(({ id }) => id === 'questions.service');
    const each = figures.publications.map(({ figures: own }) => own.find(({ id }) => id === 'questions.service'));
    expect(services?.total).toBe(each.reduce((total, part) => total + (part?.total ?? 0), 0));
    expect(services?.others).toBe(each.reduce((total, part) => total + (part?.others ?? 0), 0));
    expect(services?.others).toBeGreaterThan(0);
    const { text } = await get('/transparencia/tot?lang=es');
    expect(shownOf(text, 'questions.service').total).toBe(services?.total);
  });

  test('says which algorithm is at work', async () => {
    const { text } = await get('/transparencia?lang=en');
    expect(text).toContain('It writes no texts.');
    expect(text).toContain('<li>Content: <code>v1</code></li>');
  });

  test('is read once, and another period is unknown', async () => {
    const first = await get('/transparencia?lang=ca');
    const again = await get('/transparencia?lang=ca', {
      'if-none-match': first.headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    });
    expect([again.status, again.text]).toEqual([304, '']);
    for (const path of ['/transparencia/2024-01', '/transparencia/..', '/transparencia/dades/2024-01.csv']) {
      expect([path, (await get(path)).status]).toEqual([path, path.endsWith('..') ? 200 : 404]);
    }
  });
});

describe('the data', () => {
  test('are the figures to the byte, for programs of other sites too', async () => {
    const { text, headers } = await get('/transparencia/dades.json');
    expect(text).toBe(figuresText(figures));
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const month = await get('/transparencia/dades/2025-03.json');
    expect(JSON.parse(month.text).publications).toEqual(
      figures.publications.filter(({ period }) => period === '2025-03'),
    );
  });

  test('are a table for spreadsheets', async () => {
    const { text, headers } = await get('/transparencia/dades/2025-03.csv');
    expect(headers.get('content-type')).toContain('text/csv');
    const [head, first] = text.split('\r\n');
    expect(head).toBe('period,figure,cell,count');
    expect(first).toMatch(/^2025-03,questions\.outcome,\(total\),\d+$/);
    expect((await get('/transparencia/dades.csv')).text.match(/questions\.outcome,\(total\)/g)).toHaveLength(
      figures.publications.length,
    );
  });
});

test('without a public log the page says so, and there are no data', async () => {
  const other = await startSite();
  try {
    const visitor = createVisitor(other.url);
    const { status, text } = await visitor.get('/transparencia?lang=en');
    expect(status).toBe(200);
    expect(text).toContain('There is no public log here');
    expect(text).toContain('Fewer than 5 cases');
    expect((await visitor.get('/transparencia/dades.json')).status).toBe(404);
  } finally {
    await other.stop();
  }
});
