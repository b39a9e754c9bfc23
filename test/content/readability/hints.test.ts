import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { longParagraph, longSentence, readabilityHints } from '../../../src/content/readability/hints.ts';
import { paragraphsOf, wordCount } from '../../../src/content/readability/paragraphs.ts';
import { jargonFile } from '../../../src/content/schema/jargon.ts';
import { locales } from '../../../src/core/model/locale.ts';
import { createDeskStore, editDocument, openTestDesk, testContent } from '../../support/contentDesk.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const words = (count: number) => Array.from({ length: count }, () => 'mot').join(' ');
const kinds = (text: string, locale: 'ca' | 'es' | 'en' = 'ca') =>
  readabilityHints(text, locale, []).map(({ kind }) => kind);

describe('hints for a plain text', () => {
  test('tell of sentences and paragraphs that are too long, and of no others', () => {
    expect(kinds(`${words(longSentence)}. Un altre.`)).toEqual([]);
    expect(readabilityHints(`Curta. Un ${words(longSentence)}.`, 'ca', [])).toEqual([
      { kind: 'sentence', words: longSentence + 1, start: 'Un mot mot mot mot…' },
    ]);
    expect(kinds(`${words(25)}. X${words(25)}. X${words(25)}. X${words(25)}.`.replaceAll('Xm', 'M'))).toEqual([
      'paragraph',
    ]);
    expect(longParagraph).toBeGreaterThan(longSentence);
    // Items of a list, and what links lead to, are no part of the sentence before.
    expect(kinds(`${words(20)}:\n- ${words(20)}\n- [${words(20)}](https://a.cat/${'x/'.repeat(40)})`)).toEqual([]);
  });

  test('know where a sentence ends', () => {
    expect(paragraphsOf('Obrim de 9 a 13.30 h. Truqueu al núm. 4, c. Major, a la Sra. Pi. Ja? Sí!')).toEqual([
      ['Obrim de 9 a 13.30 h.', 'Truqueu al núm. 4, c. Major, a la Sra. Pi.', 'Ja?', 'Sí!'],
    ]);
  });

  test.each([
    ['ca', 'El servei és gestionat per una empresa.', ['és gestionat per']],
    ['ca', "Són ajuts per pagar el lloguer, i l'oficina és tancada.", []],
    ['es', 'La solicitud será resuelta. El recibo fue emitido por la oficina.', ['fue emitido por']],
    ['en', 'Cards are issued by the council. It is closed by noon? It is red.', ['are issued by', 'is closed by']],
  ] as const)('tell of the passive in %s only where its author follows: %s', (locale, text, said) => {
    const found = readabilityHints(text, locale, []);
    expect(found.map((hint) => (hint.kind === 'passive' ? hint.said : hint.kind))).toEqual(said);
  });

  test('give the plain word beside officialese, in any ending and case, once', () => {
    const jargon = [
      { say: 'efectu*', rather: 'fer' },
      { say: "a l'objecte de", rather: 'per' },
    ];
    expect(
      readabilityHints('Efectuareu el pagament, que efectuareu A l’objecte  de pagar. Defectuós.', 'ca', jargon),
    ).toEqual([
      { kind: 'jargon', said: 'Efectuareu', rather: 'fer' },
      { kind: 'jargon', said: 'A l’objecte de', rather: 'per' },
    ]);
  });

  test('never fail, and lose no word, whatever the text', () => {
    const sign = fc.constantFrom(
      'a',
      'É',
      '. ',
      '? ',
      '\n',
      '\n\n',
      '- ',
      '**',
      '[a](https://b.c)',
      '1. ',
      'núm. ',
      '(',
      '»',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 30 }).map((signs) => signs.join('')),
        (text) => {
          expect(readabilityHints(text, 'es', []).length).toBeLessThanOrEqual(6);
          const read = paragraphsOf(text).flat().join(' ');
          expect(wordCount(read)).toBeLessThanOrEqual(wordCount(text));
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('the list that ships can be used, and an editor changes it', async () => {
  const shipped = await readFile(new URL('../../../dialogs/jargon.yaml', import.meta.url), 'utf8');
  expect(jargonFile.safeParse(parse(shipped)).error).toBeUndefined();
  const { desk } = await openTestDesk(createDeskStore(), await testContent({ 'jargon.yaml': shipped }));
  expect((await desk.jargon()).ca).toContainEqual({ say: 'efectu*', rather: 'fer' });
  await editDocument(desk, 'jargon.yaml', 'say: efectu*, rather: fer', 'say: realitz*, rather: fer');
  expect((await desk.jargon()).ca[0]).toEqual({ say: 'realitz*', rather: 'fer' });
  const broken = await editDocument(desk, 'jargon.yaml', 'say: realitz*', 'say: "*"');
  expect(broken.problems.map(({ message }) => message)).toEqual([expect.stringContaining('is no word or phrase')]);
  expect(await desk.jargon()).toEqual({ ca: [], es: [], en: [] });
  const none = await openTestDesk(createDeskStore(), await testContent());
  expect(await none.desk.jargon()).toEqual({ ca: [], es: [], en: [] });
});

test('nothing that ships is taken for officialese: an alarm there is a false one, or a text to correct', async () => {
  const { faq, phrases, smalltalk } = await shippedContent();
  const { words: list } = jargonFile.parse(
    parse(await readFile(new URL('../../../dialogs/jargon.yaml', import.meta.url), 'utf8')),
  );
  const said = locales.flatMap((locale) => [
    ...Object.values(faq).flatMap(({ entries }) => entries.map((each) => [locale, each.answer[locale]] as const)),
    ...Object.values(phrases.phrases).map((each) => [locale, each[locale]] as const),
    ...smalltalk.entries.map((each) => [locale, each.answer[locale]] as const),
  ]);
  expect(said.length).toBeGreaterThan(1_000);
  const alarms = said.flatMap(([locale, text]) =>
    readabilityHints(text, locale, list[locale]).filter(({ kind }) => kind === 'jargon'),
  );
  expect(alarms).toEqual([]);
});

test.each([
  ['ca', 'Empleneu-lo a temps. Complimenteu la instància extemporània.', 2],
  ['ca', 'Si us voleu abonar a la piscina, demaneu un abonament.', 0],
  ['es', 'La sanción citada. El abono de deportes. Estáis citados a las 10.', 0],
  ['es', 'El citado impreso se cumplimentará en base a la ordenanza.', 3],
] as const)('the list that ships, in %s: %s', async (locale, text, alarms) => {
  const file = await readFile(new URL('../../../dialogs/jargon.yaml', import.meta.url), 'utf8');
  const { words: list } = jargonFile.parse(parse(file));
  expect(readabilityHints(text, locale, list[locale])).toHaveLength(alarms);
});
