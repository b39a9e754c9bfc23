import { describe, expect, test } from '@jest/globals';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

const list = (count: number, what: string) =>
  `[${Array.from({ length: count }, (_, index) => `${what} ${index}`).join(', ')}]`;
const wordings = (count: number) => `{ ca: ${list(count, 'ca')}, es: ${list(count, 'es')}, en: ${list(count, 'en')} }`;

const aspects = `aspects:
  - id: cost
    title: { ca: Preu, es: Precio, en: Cost }
    questions: ${wordings(8)}
`;
const acts = `acts:
  - id: correct
    title: { ca: Correccions, es: Correcciones, en: Corrections }
    questions: ${wordings(6)}
    beginnings: { ca: [em referia a], es: [me refería a], en: [I meant] }
`;
const languages = `languages:
  - id: fr
    name: Français
    welcome: Écrivez au {{phone}}.
    nearest: Voici la réponse.
    answerIn: es
`;

const spoilt = useSpoiltContent({ 'aspects.yaml': aspects, 'acts.yaml': acts, 'languages.yaml': languages });

test('the files of understanding are read whole', async () => {
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems).toEqual([]);
  expect(content.aspects.aspects.map(({ id }) => id)).toEqual(['cost']);
  expect(content.acts.acts[0]).toMatchObject({ id: 'correct', beginnings: { ca: ['em referia a'] } });
  expect(content.languages.languages[0]).toMatchObject({ id: 'fr', name: 'Français', answerIn: 'es' });
});

test('a folder without them is good content, which has no aspects, acts and other languages', async () => {
  for (const file of ['aspects.yaml', 'acts.yaml', 'languages.yaml']) await spoilt.folder.remove(file);
  const { content, problems } = await spoilt.load();
  expect(problems).toEqual([]);
  expect([content.aspects.aspects, content.acts.acts, content.languages.languages]).toEqual([[], [], []]);
});

describe('a mistake names its file, its line and how to fix it', () => {
  // File, passage, what stands there instead, line, what the message says.
  test.each([
    ['aspects.yaml', 'id: cost', 'id: price', 2, 'is not an aspect: write one of what, how, where'],
    ['aspects.yaml', 'ca: Preu, ', '', 3, '`aspects.0.title.ca` is missing: write text here'],
    ['aspects.yaml', ', es 7]', ']', 4, '`aspects.0.questions.es` has too few questions: write at least 8'],
    ['aspects.yaml', 'es 7', 'a: b', 4, 'or contains a colon'],
    ['acts.yaml', 'id: correct', 'id: refuse', 2, 'is not an act: write one of correct, simpler, repeat'],
    ['acts.yaml', ', en 5]', ']', 4, '`acts.0.questions.en` has too few questions: write at least 6'],
    ['acts.yaml', 'es: [me refería a]', 'es: [""]', 5, 'is empty: write words, or remove the line'],
    ['acts.yaml', 'beginnings:', 'begins:', 5, 'an unknown key (begins): correct its spelling or remove it'],
    ['languages.yaml', 'id: fr', 'id: french', 2, 'is not a language: write its code, as in fr'],
    ['languages.yaml', 'name: Français', 'name: ""', 3, 'is empty: write the name of the language in itself'],
    ['languages.yaml', '    nearest: Voici la réponse.\n', '', 2, '`languages.0.nearest` is missing: write text here'],
    ['languages.yaml', 'answerIn: es', 'answerIn: fr', 6, "is not one of the bot's languages: write one of ca, es, en"],
  ])('%s: %j instead of %j', async (file, from, to, line, message) => {
    const { content, problems } = await spoilt.expectFault(file, from, to, line, message);
    expect(problems).toHaveLength(1);
    // What was good before stays in force.
    const { aspects: kept, acts: keptActs, languages: keptLanguages } = content;
    expect([kept, keptActs, keptLanguages]).toEqual([
      spoilt.before.aspects,
      spoilt.before.acts,
      spoilt.before.languages,
    ]);
  });
});
