import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { createDictionaries } from '../../../src/content/spelling/dictionaries.ts';
import { createSpelling, type Spelling } from '../../../src/content/spelling/spelling.ts';
import { wordsIn } from '../../../src/content/spelling/wordsIn.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import type { Timer } from '../../../src/core/ports/clock.ts';
import { createDeskStore, openTestDesk, type TestDesk, testContent } from '../../support/contentDesk.ts';
import { until } from '../../support/until.ts';

const streets = 'source: the town\nstreets:\n  - name: Carrer de Sagnier\n    others: [Calle Sagnié]\n';
/** What waits to end the process. */
const idle = new Set<() => void>();
const timer: Timer = (_, callback) => {
  idle.add(callback);
  return () => void idle.delete(callback);
};
const dictionaries = createDictionaries({ timer, niceness: 0 });
let opened: TestDesk;
let spelling: Spelling;

beforeAll(async () => {
  opened = await openTestDesk(createDeskStore(), await testContent({ 'streets.yaml': streets }));
  const { desk, knowledge } = opened;
  spelling = createSpelling({ dictionaries, content: knowledge.content, ownWords: desk.ownWords.words });
});
afterAll(() => {
  for (const end of idle) end();
});

const unknown = async (locale: Locale, text: string) => (await spelling.check([{ locale, text }]))[0];

describe('words that no dictionary knows', () => {
  test.each([
    ['ca', "L'ajuntamet d’El Prat obre a l'hivren: empadroneu-vos-hi", ['ajuntamet', "l'hivren"]],
    ['ca', "Pot venir a l'OIAC, a seu.elprat.cat o a [la seu](https://x.cat/hivren), {{hivren}} 24h", []],
    ['es', 'Explíqueselo y empadrónese en el ayuntamietno, dígalo', ['ayuntamietno']],
    ['es', 'Puede responderle, mandarlo y hacerlo', []],
    ['es', 'Preinscripción, teleasistencia, ciberacoso y antirrobo', []],
    ['es', 'Teleasistenzia paraayuntamiento', ['Teleasistenzia', 'paraayuntamiento']],
    ['ca', 'El col·legi obre la pel·lícula · i el coel·legi no', ['coel·legi']],
    ['en', "The council's centre licences are organised by the neighbourhod", ['neighbourhod']],
  ] as const)('in %s: %s', async (locale, text, words) => {
    const found = await unknown(locale, text);
    expect(found?.map((word) => word.replace(/^L'/, ''))).toEqual(words);
  });

  test('are none in the names of streets, in any language', async () => {
    expect(
      await spelling.check([
        { locale: 'en', text: 'At Carrer de Sagnier' },
        { locale: 'es', text: 'En Sagnié' },
      ]),
    ).toEqual([[], []]);
  });

  test('are none where a text quotes another of the languages', async () => {
    expect(await unknown('ca', 'Bon dia. También en castellano · Also in English (ask the council)')).toEqual([]);
    expect(await unknown('ca', 'Bon diaa. También en castelllano')).toEqual(['diaa', 'También', 'castelllano']);
    expect(await unknown('es', 'Hola. També en català · També al Carrer de Sagnier')).toEqual([]);
  });

  test('are none in a line in another of the languages, in which few words differ', async () => {
    const line = (verb: string) =>
      `¡Hola! Escriba **persona** para saber ${verb} con una persona. [Privacidad](https://x.cat)`;
    expect(await unknown('ca', `Bon dia.\n\n${line('cómo hablar')}`)).toEqual([]);
    expect(await unknown('ca', `Bon diaa.\n\n${line('cómo hablar')}`)).toEqual(['diaa']);
    expect(await unknown('ca', line('cómo hablarr'))).toEqual(['cómo', 'hablarr', 'Privacidad']);
    // One word of another language is what editors want to be told of.
    expect(await unknown('ca', 'Cal pagar el recibo')).toEqual(['recibo']);
  });

  test('are no names of languages, and none in the Spanish of the phrases that ship', async () => {
    const { content } = await loadContent(folderSource('dialogs'), null);
    const ours = createSpelling({ dictionaries, content: () => content, ownWords: async () => new Set() });
    expect(await ours.check([{ locale: 'ca', text: 'Castellano' }])).toEqual([[]]);
    const shipped = await ours.checkDocument(readFileSync('dialogs/phrases.yaml', 'utf8'));
    expect(shipped.filter(({ locale }) => locale === 'es')).toEqual([]);
  });

  test('get suggestions', async () => {
    expect(await spelling.suggest('ca', ['ajuntamet', 'hivren'])).toEqual([
      expect.arrayContaining(['ajuntament']),
      expect.arrayContaining(['hivern']),
    ]);
  });

  test('of a document in YAML are told with their lines, by language', async () => {
    const yaml =
      'phrases:\n  hello: { ca: Hola veïnss, es: Hola, en: Helloo }\n  bye:\n    ca: |\n      Adeu\n      siguem veïnss\n';
    const found = await spelling.checkDocument(yaml);
    expect(found.map(({ locale, word, line }) => [locale, word, line])).toEqual([
      ['ca', 'veïnss', 2],
      ['en', 'Helloo', 2],
      ['ca', 'veïnss', 4],
    ]);
    expect(found.every(({ word, from, to }) => yaml.slice(from, to).includes(word))).toBe(true);
    expect(await spelling.checkDocument('a: [')).toEqual([]);
  });
});

test('a word becomes the council’s own, with its author, and is taken away again', async () => {
  const { desk } = opened;
  expect(await unknown('ca', "L'estruchadda i Xuxulada")).toEqual(["L'estruchadda", 'Xuxulada']);
  await desk.ownWords.add("l'estruchadda", 'eva');
  await Promise.all(['Xuxulada', 'Calçotada'].map((word) => desk.ownWords.add(word, 'marc')));
  await desk.ownWords.add('xuxulada', 'eva');
  expect(await unknown('ca', "L'estruchadda i Xuxulada")).toEqual([]);
  expect(await unknown('en', 'The Xuxulada')).toEqual([]);
  const draft = await desk.read('words.yaml');
  expect([draft.draft?.by, draft.problems]).toEqual(['marc', []]);
  expect(draft.text).toContain('- Xuxulada');
  await desk.ownWords.remove('Xuxulada', 'eva');
  expect(await unknown('ca', 'Xuxulada')).toEqual(['Xuxulada']);
});

test('what is wrong in the list is told', async () => {
  const { desk } = opened;
  const { base } = await desk.read('words.yaml');
  const change = { text: 'words: [two words]\n' };
  const saved = await desk.save({ document: 'words.yaml', base, onto: null, change, by: 'eva' });
  expect(saved.kind === 'saved' && saved.document.problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('is not one word'),
  ]);
});

test('the process ends when nobody writes, and begins again', async () => {
  await unknown('ca', 'paraulota');
  expect([dictionaries.isOpen(), idle.size]).toEqual([true, 1]);
  for (const end of idle) end();
  expect(dictionaries.isOpen()).toBe(false);
  expect(await unknown('ca', 'paraulotaa')).toEqual(['paraulotaa']);
  await until(() => dictionaries.isOpen());
});

test('words are found where they are, whatever the text', () => {
  const sign = fc.constantFrom(
    'a',
    'ç',
    '·',
    "'",
    '’',
    '-',
    ' ',
    '1',
    'https://x.cat/a',
    '{{a}}',
    '**',
    '\n',
    'É',
    '_',
    'seu.cat',
  );
  fc.assert(
    fc.property(
      fc.array(sign, { maxLength: 20 }).map((signs) => signs.join('')),
      (text) => {
        for (const { word, start, end } of wordsIn(text)) expect(text.slice(start, end)).toBe(word);
      },
    ),
    { numRuns: 200 },
  );
});
