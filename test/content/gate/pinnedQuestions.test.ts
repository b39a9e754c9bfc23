import { expect, test } from '@jest/globals';
import { folderSource } from '../../../src/content/documents/source.ts';
import { pinnedQuestions } from '../../../src/content/gate/gateQuestion.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { sayProblem } from '../../../src/content/problem.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

const spoilt = useSpoiltContent({
  'tests.yaml': `questions:
  - { ask: "com m'empadrono, DNI 12345678Z", locale: ca, expect: padro.alta }
  - { ask: what is love, locale: en, expect: none }
dialogues:
  - locale: es
    turns:
      - { ask: quiero empadronarme, expect: padro.alta, offered: true }
      - { ask: gracias }
`,
});

test('a content says which questions are pinned, without identifiers', () => {
  const expected = (entry: string | null, offered: boolean) => ({ entry, aspect: null, offered });
  expect(pinnedQuestions(spoilt.before.tests)).toMatchObject([
    {
      source: 'pinned',
      locale: 'ca',
      turns: [{ text: "com m'empadrono, DNI", expect: expected('padro.alta', false) }],
    },
    { locale: 'en', turns: [{ text: 'what is love', expect: expected(null, false) }] },
    {
      locale: 'es',
      turns: [
        { text: 'quiero empadronarme', expect: expected('padro.alta', true) },
        { text: 'gracias', expect: null },
      ],
      shown: 'quiero empadronarme → gracias',
    },
  ]);
  expect(pinnedQuestions(spoilt.before.tests)[0]?.shown).toBe("com m'empadrono, DNI [dni]");
});

test('a content without any has none', async () => {
  await spoilt.folder.remove('tests.yaml');
  const { content, problems } = await spoilt.load();
  expect(problems).toEqual([]);
  expect(pinnedQuestions(content.tests)).toEqual([]);
});

test.each([
  ['locale: ca', 'locale: fr', 2, 'write ca, es or en'],
  ['expect: none', 'expect: nothing', 3, 'write its id, as in padro.alta, or none'],
  ['expect: none', 'answer: none', 3, 'an unknown key (answer)'],
  ['      - { ask: gracias }\n', '', 7, 'write at least two turns'],
  ['ask: gracias', 'ask: ""', 8, 'write what people ask'],
])('a mistake makes the file unusable, and its last good version stays: %j for %j', async (from, to, line, advice) => {
  const { content } = await spoilt.expectFault('tests.yaml', from, to, line, advice);
  expect(content.tests).toEqual(spoilt.before.tests);
});

test.each([
  ['expect: padro.alta }', 'expect: padro.gone }', 2, '`padro.gone` does not exist'],
  ['expect: padro.alta }', 'expect: padro.alta, aspect: cost }', 2, '`padro.alta` has no text for cost'],
  ['expect: none }', 'expect: none, aspect: cost }', 3, '`aspect` needs an entry'],
  ['expect: none }', 'expect: none, offered: true }', 3, '`offered` needs an entry'],
  ['ask: what is love, locale: en', 'ask: "Com m’empadrono, DNI 12345678Z", locale: ca', 3, 'occurs twice'],
  [', expect: padro.alta, offered: true', '', 5, 'no turn says what it expects'],
])('what is only odd is told, and the questions are asked all the same: %j for %j', async (from, to, line, advice) => {
  await spoilt.folder.edit('tests.yaml', from, to);
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems.map(sayProblem)).toEqual([expect.stringContaining(`tests.yaml:${line}: `)]);
  expect(problems).toMatchObject([{ fatal: false, message: expect.stringContaining(advice) }]);
  expect(pinnedQuestions(content.tests)).toHaveLength(3);
});

test('a question whose entry is removed is still asked', async () => {
  await spoilt.folder.edit('faq/padro.yaml', 'id: padro.alta', 'id: padro.register');
  const { content } = await spoilt.load();
  expect(pinnedQuestions(content.tests)).toHaveLength(3);
});
