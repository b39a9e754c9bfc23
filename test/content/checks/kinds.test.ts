import { describe, expect, test } from '@jest/globals';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { kinds } from '../../../src/core/model/kind.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

const examples = (kind: string) =>
  ['ca', 'es', 'en']
    .map((locale) => `${locale}: [${Array.from({ length: 10 }, (_, n) => `${kind} ${locale} ${n}`).join(', ')}]`)
    .join(', ');

const good = (kind: string) => `kind: ${kind}
title: { ca: ${kind}, es: ${kind}, en: ${kind} }
examples: { ${examples(kind)} }
topics: [padro]
cues: [one .. two]
`;

const emergency = `${good('emergency')}rules:
  - id: emergency.fire
    patterns: [foc .. casa]
    unless: [foc de camp]
`;

const spoilt = useSpoiltContent(
  Object.fromEntries(kinds.map((kind) => [`kinds/${kind}.yaml`, kind === 'emergency' ? emergency : good(kind)])),
);

test('good kinds have no problem and are part of the content', async () => {
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems).toEqual([]);
  expect(content.kinds['kinds/emergency.yaml']?.rules[0]?.id).toBe('emergency.fire');
});

describe('a mistake names its file, its line and how to fix it', () => {
  test.each([
    ['press', 'kind: press', 'kind: spam', 1, 'give both the same name'],
    ['press', 'kind: press', 'kind: pres', 1, 'is not a known kind: write one of question'],
    ['press', 'press ca 3, ', '', 3, 'write at least 10'],
    ['press', 'one .. two', '.. two', 5, 'begin it with a word'],
    ['emergency', 'id: emergency.fire', 'id: fire', 7, 'write kind.name in lower case'],
    ['emergency', 'id: emergency.fire', 'id: insult.fire', 7, 'begin the id with emergency.'],
    ['emergency', 'foc .. casa', 'fo*', 8, 'write at least 3 letters'],
    ['emergency', '[foc .. casa]', '[]', 7, 'can never fire'],
    ['emergency', 'foc de camp', 'de camp ..', 9, 'end it with a word'],
  ])('%s.yaml: %j for %j', async (kind, from, to, line, fix) => {
    const file = `kinds/${kind}.yaml`;
    const { content } = await spoilt.expectFault(file, from, to, line, fix);
    expect(content.kinds[file]).toEqual(spoilt.before.kinds[file]);
  });
});

test('what makes the bot understand less is told, and costs nothing', async () => {
  await spoilt.folder.remove('kinds/press.yaml');
  await spoilt.folder.edit('kinds/spam.yaml', 'spam es 4', 'Insult ES 4!');
  await spoilt.folder.edit('kinds/spam.yaml', '[padro]', '[padron]');
  const { problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems).toEqual([
    { file: 'kinds/press.yaml', line: null, message: expect.stringContaining('restore it'), fatal: false },
    {
      file: 'kinds/spam.yaml',
      line: 4,
      message: expect.stringContaining('is not a topic of dialogs/faq'),
      fatal: false,
    },
    { file: 'kinds/spam.yaml', line: 3, message: expect.stringContaining('is also under insult'), fatal: false },
  ]);
});

test('a last good version that is older than kinds is good enough', async () => {
  const { content } = await loadContent(folderSource(spoilt.folder.path), null);
  const { kinds: _, ...older } = content;
  await spoilt.folder.write('kinds/press.yaml', 'nonsense');
  const { content: now } = await loadContent(folderSource(spoilt.folder.path), older as typeof content);
  expect(now.kinds['kinds/press.yaml']).toBeUndefined();
  expect(now.kinds['kinds/spam.yaml']).toBeDefined();
});
