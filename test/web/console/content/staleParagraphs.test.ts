import { describe, expect, test } from '@jest/globals';
import {
  staleParagraphs,
  translatedParagraphs,
  withTranslated,
} from '../../../../web/console/model/content/staleParagraphs.ts';

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
  expect(translatedParagraphs('\nu\n \nd1\nd2  \n\n\n\nt').map((each) => each.text)).toEqual(['u', 'd1\nd2', 't']);
  expect(translatedParagraphs('   \n\n')).toEqual([]);
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
      after: text('Pida cita antes.', ...spanish.slice(1)),
      catalan: text('Demaneu hora abans.', ...catalan.slice(1)),
    });
    const own = ['Pida cita antes.', ...spanish.slice(1)];
    expect(stale(['Demaneu hora abans.', ...catalan.slice(1)], own, from)).toEqual([]);
    expect(stale(['Demaneu hora per internet.', ...catalan.slice(1)], own, from)).toEqual([
      ['changed', 1, 'Pida cita antes.'],
    ]);
  });

  test('is left to the mark of the whole text where its paragraphs are others than those of the Catalan', () => {
    const versions = { live: text('Una.', 'Dues.'), draft: text('Una.', 'Tres.') };
    expect(staleParagraphs(versions, { live: text('Todo.'), draft: text('Todo.') }, none)).toBeNull();
  });
});
