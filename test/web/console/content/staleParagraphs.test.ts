import { describe, expect, test } from '@jest/globals';
import { findParagraphs, type ParagraphRow, paragraphRows } from '../../../../web/console/model/content/paragraphs.ts';
import { staleParagraphs, withTranslated } from '../../../../web/console/model/content/staleParagraphs.ts';

const none = new Map<string, string>();
const text = (...paragraphs: readonly string[]) => `${paragraphs.join('\n\n')}\n`;
const catalan = ['Demaneu hora.', '- El DNI\n- El volant', 'És gratuït.'];
const spanish = ['Pida cita.', '- El DNI\n- El volante', 'Es gratuito.'];
const stale = (ca: readonly string[], es: readonly string[], from: ReadonlyMap<string, string> = none) =>
  staleParagraphs(
    { live: text(...catalan), draft: text(...ca) },
    { live: text(...spanish), draft: text(...es) },
    from,
  )?.map(({ kind, number, at }) => [kind, number, at === null ? null : text(...es).slice(at.start, at.end)]);

test('empty lines divide paragraphs; lists stay whole', () => {
  expect(findParagraphs('\nu\n \nd1\nd2  \n\n\n\nt').map((each) => each.text)).toEqual(['u', 'd1\nd2', 't']);
  expect(findParagraphs('   \n\n')).toEqual([]);
});

describe('a translation', () => {
  test('is marked where its Catalan paragraph changed, and only there', () => {
    expect(stale(catalan, spanish)).toEqual([]);
    expect(stale(['Demaneu hora abans.', catalan[1] ?? '', 'Costa 5 euros.'], spanish)).toEqual([
      ['changed', 1, 'Pida cita.'],
      ['changed', 3, 'Es gratuito.'],
    ]);
  });

  test('is not where that paragraph was translated again', () => {
    const changed = ['Demaneu hora abans.', ...catalan.slice(1)];
    expect(stale(changed, ['Pida cita antes.', ...spanish.slice(1)])).toEqual([]);
  });

  test('lacks what came in Catalan, and has what is gone there', () => {
    const [one = '', two = '', three = ''] = catalan;
    expect(stale([one, 'Nou de trinca.', two, three], spanish)).toEqual([['added', 2, null]]);
    expect(stale([one, 'Nou de trinca.', two, three], [spanish[0] ?? '', 'Nuevo.', ...spanish.slice(1)])).toEqual([]);
    expect(stale([one, three], spanish)).toEqual([['removed', 2, spanish[1]]]);
    expect(stale([one, three], [spanish[0] ?? '', spanish[2] ?? ''])).toEqual([]);
  });

  test('is marked again where the Catalan changes after it was translated', () => {
    const from = withTranslated(none, {
      before: text(...spanish),
      catalan: { live: text(...catalan), draft: text('Demaneu hora abans.', ...catalan.slice(1)) },
      translation: { live: text(...spanish), draft: text('Pida cita antes.', ...spanish.slice(1)) },
    });
    const own = ['Pida cita antes.', ...spanish.slice(1)];
    expect(stale(['Demaneu hora abans.', ...catalan.slice(1)], own, from)).toEqual([]);
    expect(stale(['Demaneu hora per internet.', ...catalan.slice(1)], own, from)).toEqual([
      ['changed', 1, 'Pida cita antes.'],
    ]);
  });

  test('is noted with the Catalan that it translates, whatever it lacks above', () => {
    const [one = '', two = '', three = ''] = catalan;
    const ca = [one, 'Nou de trinca.', two, three];
    const es = [...spanish.slice(0, 2), 'Gratis.'];
    const from = withTranslated(none, {
      before: text(...spanish),
      catalan: { live: text(...catalan), draft: text(...ca) },
      translation: { live: text(...spanish), draft: text(...es) },
    });
    expect([...from]).toEqual([['Gratis.', three]]);
    expect(stale(ca, es, from)).toEqual([['added', 2, null]]);
  });

  test('is left to the mark of the whole text where its paragraphs are others than those of the Catalan', () => {
    const versions = { live: text('Una.', 'Dues.'), draft: text('Una.', 'Tres.') };
    expect(staleParagraphs(versions, { live: text('Todo.'), draft: text('Todo.') }, none)).toBeNull();
  });
});

describe('as rows', () => {
  const rows = (ca: readonly string[], es: readonly string[], live = true) => {
    const three = {
      ca: { live: live ? text(...catalan) : '', draft: text(...ca) },
      es: { live: live ? text(...spanish) : '', draft: text(...es) },
      en: { live: live ? text('a', 'b', 'c') : '', draft: text('a', 'b', 'c') },
    };
    const inRow = (row: ParagraphRow, locale: 'ca' | 'es' | 'en') => {
      const paragraph = row[locale];
      const { draft } = three[locale];
      return paragraph === null ? null : draft.slice(paragraph.start, paragraph.end);
    };
    return paragraphRows(three).map((row) => [inRow(row, 'ca'), inRow(row, 'es'), inRow(row, 'en')]);
  };
  const [one = '', two = '', three = ''] = catalan;
  const [uno = '', dos = '', tres = ''] = spanish;

  test('each paragraph stands beside those that translate it, changed or not', () => {
    expect(rows(catalan, spanish)).toEqual([
      [one, uno, 'a'],
      [two, dos, 'b'],
      [three, tres, 'c'],
    ]);
    expect(rows([one, 'Canviat.', three], ['Otro.', dos, tres])).toEqual([
      [one, 'Otro.', 'a'],
      ['Canviat.', dos, 'b'],
      [three, tres, 'c'],
    ]);
  });

  test('what is new stands alone until it is translated where it belongs', () => {
    const ca = [one, 'Nou.', two, 'Més nou.', three];
    expect(rows(ca, spanish)).toEqual([
      [one, uno, 'a'],
      ['Nou.', null, null],
      [two, dos, 'b'],
      ['Més nou.', null, null],
      [three, tres, 'c'],
    ]);
    expect(rows(ca, [uno, dos, 'Más nuevo.', tres])[3]).toEqual(['Més nou.', 'Más nuevo.', null]);
    expect(rows(ca, [uno, dos, 'Más nuevo.', tres])[1]).toEqual(['Nou.', null, null]);
  });

  test('what is gone in Catalan, and what only a translation has, is in a row where it is there', () => {
    expect(rows([one, three], spanish)).toEqual([
      [one, uno, 'a'],
      [null, dos, 'b'],
      [three, tres, 'c'],
    ]);
    expect(rows(catalan, ['Antes.', uno, dos, tres])[0]).toEqual([null, 'Antes.', null]);
  });

  test('of a text that is not live are by order, with nothing left out', () => {
    expect(rows([one], [uno, dos], false)).toEqual([
      [one, uno, 'a'],
      [null, dos, 'b'],
      [null, null, 'c'],
    ]);
  });
});
