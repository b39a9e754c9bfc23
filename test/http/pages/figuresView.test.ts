import { describe, expect, test } from '@jest/globals';
import { noCounts } from '../../../src/content/unanswered/askedQuestion.ts';
import type { FiguresRow } from '../../../src/content/unanswered/figures.ts';
import { lastDays } from '../../../src/content/unanswered/figures.ts';
import { askedCsv } from '../../../src/http/pages/figures/csv.ts';
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
    expect(page).toContain('<tr><th scope="row">Register</th><td>6</td><td>5</td>');
    expect(page).toContain('<tr class="side"><th scope="row">Cost</th><td>5</td><td>4</td>');
    expect(page).toContain('<tr><th scope="row">padro</th><td>6</td>');
    // The most of a day, four, is as high as the drawing.
    expect(page.match(/<rect x="360" y="0" width="280.8" height="60"\/>/g)).toHaveLength(1);
    expect(page.match(/<rect x="0" y="30" width="280.8" height="30"\/>/g)).toHaveLength(1);
    expect(page).toContain('Spanish: 2, at most 2 in a day');
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
