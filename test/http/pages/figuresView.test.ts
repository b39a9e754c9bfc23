import { describe, expect, test } from '@jest/globals';
import { noCounts } from '../../../src/content/unanswered/askedQuestion.ts';
import type { FiguresRow } from '../../../src/content/unanswered/figures.ts';
import { lastDays, spansOf } from '../../../src/content/unanswered/figures.ts';
import { askedCsv, topicsCsv } from '../../../src/http/pages/figures/csv.ts';
import { figuresStrings } from '../../../src/http/pages/figures/strings.ts';
import { figuresMain } from '../../../src/http/pages/figures/view.ts';

const period = { from: '2026-11-23', to: '2026-11-24' };
const row = (changes: Partial<FiguresRow>): FiguresRow => ({
  ...{ day: '2026-11-24', entry: 'padro.alta', aspect: '', locale: 'ca', ...noCounts },
  ...changes,
});
const strings = figuresStrings('en');

/** The page of these rows, where one entry is live. */
function pageOf(rows: readonly FiguresRow[], title = 'Register'): string {
  return figuresMain(
    { period, rows, ready: true },
    {
      ...{ strings, locale: 'en', days: 30, lengths: [30, 90], path: '/console/xifres' },
      entry: (id) => (id === 'padro.alta' ? { title, topic: 'padro' } : null),
      aspect: (name) => strings.aspectNames[name] ?? name,
    },
  ).html;
}

describe('the page of figures', () => {
  test('adds up aspects and languages, and draws one column a day for each language on one scale', () => {
    const page = pageOf([
      row({ entry: '', asked: 4, given: 3 }),
      row({ entry: '', asked: 2, locale: 'es', day: '2026-11-23' }),
      row({ asked: 1, given: 1 }),
      row({ asked: 3, given: 2, aspect: 'cost' }),
      row({ asked: 2, given: 2, aspect: 'cost', locale: 'es' }),
    ]);
    expect(page).toContain('Questions: 6. Answered at once: 3.');
    expect(page).toContain('23 November 2026');
    expect(page).toContain('<tr><th scope="row">Register</th><td>6</td><td>5</td>');
    expect(page).toContain('<tr class="side"><th scope="row">Cost</th><td>5</td><td>4</td>');
    expect(page).toContain('<tr><th scope="row">padro</th><td>6</td>');
    // The most of a day, four, is as high as the drawing.
    const days = page.slice(0, page.indexOf(strings.byTopic));
    expect(days.match(/<rect x="360" y="0" width="280.8" height="60"\/>/g)).toHaveLength(1);
    expect(days.match(/<rect x="0" y="30" width="280.8" height="30"\/>/g)).toHaveLength(1);
    expect(page).toContain('Spanish: 2, at most 2 in a day');
  });

  test('draws what was asked by topic and language over time, with the same numbers in a table', () => {
    const page = pageOf([
      row({ asked: 3, day: '2026-11-23' }),
      row({ asked: 1, aspect: 'cost', day: '2026-11-23' }),
      row({ asked: 2, locale: 'es' }),
      row({ entry: '', asked: 9 }),
    ]);
    const block = page.slice(page.indexOf('<section class="topic">'), page.indexOf('</section>'));
    expect(block).toContain('<title id="topic-padro-ca">padro. Catalan: 4, at most 4 in a day</title>');
    expect(block).toContain('<title id="topic-padro-es">padro. Spanish: 2, at most 2 in a day</title>');
    expect(block).not.toContain('topic-padro-en');
    // Both on one scale: four is as high as a drawing, two half of it.
    expect(block).toContain('<rect x="0" y="0" width="280.8" height="60"/>');
    expect(block).toContain('<rect x="360" y="30" width="280.8" height="30"/>');
    expect(block).toContain('<tr><th scope="row">23 Nov</th><td>4</td><td>0</td></tr>');
    expect(block).toContain('<tr><th scope="row">24 Nov</th><td>0</td><td>2</td></tr>');
  });

  test('leaves out what is no service, and escapes what editors wrote', () => {
    const page = pageOf([row({ entry: 'smalltalk.thanks', asked: 9 }), row({ asked: 1 })], '<b>Register</b>');
    expect(page).not.toContain('smalltalk.thanks');
    expect(page).toContain('&lt;b&gt;Register&lt;/b&gt;');
    expect(pageOf([])).toContain(strings.nothing);
  });

  test('ends with today', () => {
    const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
    expect(lastDays(2, Date.parse('2026-11-24T12:00:00Z'), dayOf)).toEqual(period);
  });
});

test('the table to download has a row a thing, and no formula', () => {
  expect(askedCsv([row({ asked: 2, aspect: '=1+1' }), row({ entry: 'a,"b"' })])).toBe(
    'day,entry,aspect,language,asked,given,offered,chosen,refused,escalated,useful,useless\r\n' +
      "2026-11-24,padro.alta,'=1+1,ca,2,0,0,0,0,0,0,0\r\n" +
      '2026-11-24,"a,""b""",,ca,0,0,0,0,0,0,0,0\r\n',
  );
});

test('a long period is looked at week by week, from Monday on', () => {
  const spans = spansOf({ from: '2026-10-01', to: '2026-11-24' });
  expect(spans.map(({ from, days }) => [from, days.length])).toEqual([
    ['2026-10-01', 4],
    ...['2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'].map(
      (monday) => [monday, 7],
    ),
    ['2026-11-23', 2],
  ]);
  expect(spansOf(period).map(({ days }) => days)).toEqual([['2026-11-23'], ['2026-11-24']]);
});

test('the table by topic has a row a span, topic and language in which something was asked', () => {
  const rows = [
    row({ asked: 2, given: 1, day: '2026-11-23' }),
    row({ asked: 1, entry: 'padro.certificat' }),
    row({ asked: 4, entry: 'residus.mobles', locale: 'es' }),
    row({ asked: 9, entry: 'smalltalk.thanks' }),
  ];
  const spans = [{ from: '2026-11-23', days: ['2026-11-23', '2026-11-24'] }];
  const topicOf = ({ entry }: FiguresRow) => (entry.startsWith('smalltalk.') ? null : (entry.split('.')[0] ?? null));
  expect(topicsCsv(rows, spans, topicOf)).toBe(
    'from,to,topic,language,asked,given,offered,chosen,refused,escalated,useful,useless\r\n' +
      '2026-11-23,2026-11-24,padro,ca,3,1,0,0,0,0,0,0\r\n' +
      '2026-11-23,2026-11-24,residus,es,4,0,0,0,0,0,0,0\r\n',
  );
});
