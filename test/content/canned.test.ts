import { describe, expect, test } from '@jest/globals';
import { folderSource } from '../../src/content/documents/source.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { useSpoiltContent } from '../support/spoiltContent.ts';

const reply = (id: string, text: string) =>
  `  - id: ${id}\n    title: { ca: Hola, es: Hola, en: Hello }\n    text: { ca: "${text}", es: "${text}", en: "${text}" }\n`;

describe('canned replies', () => {
  const spoilt = useSpoiltContent({});
  const load = () => loadContent(folderSource(spoilt.folder.path), null);

  test('are read with their variables', async () => {
    await spoilt.folder.write('canned.yaml', `replies:\n${reply('hello', 'Soc {{agent}}, cas {{code}}')}`);
    const { content, problems } = await load();
    expect(problems).toEqual([]);
    expect(content.canned?.replies.map(({ id, text }) => [id, text.ca])).toEqual([
      ['hello', 'Soc {{agent}}, cas {{code}}'],
    ]);
  });

  test('may be missing: the team then writes every answer', async () => {
    const { content, problems } = await load();
    expect(problems).toEqual([]);
    expect(content.canned).toBeUndefined();
  });

  test('that name an unknown variable, or stand twice, are refused, naming line and fix', async () => {
    await spoilt.folder.write('canned.yaml', `replies:\n${reply('hello', '{{phone}}')}${reply('hello', 'Hola')}`);
    const { content, problems } = await load();
    expect(content.canned).toBeUndefined();
    expect(problems.map(({ line, message }) => [line, message])).toContainEqual([
      5,
      '`hello` occurs twice: keep one of them',
    ]);
    expect(problems.map(({ message }) => message)).toContain(
      '{{phone}} has no value: use one of code, agent, department, deadline',
    );
  });

  test('that are spoilt leave the last good ones in force', async () => {
    await spoilt.folder.write('canned.yaml', `replies:\n${reply('hello', 'Hola')}`);
    const { content } = await load();
    await spoilt.folder.write('canned.yaml', 'replies: nothing');
    const next = await loadContent(folderSource(spoilt.folder.path), content);
    expect(next.content.canned).toEqual(content.canned);
    expect(next.problems.map(({ file }) => file)).toEqual(['canned.yaml']);
  });

  test('say for which cases they are suggested; what is not there is told, and nothing fails by it', async () => {
    const suggestFor = '{ kinds: [incident], departments: [oiac, nowhere], entries: [nothing.such], words: [fanal] }';
    await spoilt.folder.write('canned.yaml', `replies:\n${reply('hello', 'Hola')}    suggestFor: ${suggestFor}\n`);
    const { content, problems } = await load();
    expect(content.canned?.replies[0]?.suggestFor).toEqual({
      kinds: ['incident'],
      departments: ['oiac', 'nowhere'],
      entries: ['nothing.such'],
      words: ['fanal'],
    });
    expect(problems.map(({ line, message, fatal }) => [line, message, fatal])).toEqual([
      [5, '`nowhere` is not a department: use an id of dialogs/departments.yaml', false],
      [5, '`nothing.such` is not a service: use the id of an entry of dialogs/faq', false],
    ]);
  });

  test.each([
    ['kinds: [quarrel]', /kinds/],
    ['kinds: []', /is empty: name one, or leave the line out/],
    ['words: ["…"]', /has no letter or digit/],
    ['weather: [rain]', /weather/],
  ])('that are suggested for `%s` are refused', async (named, message) => {
    await spoilt.folder.write('canned.yaml', `replies:\n${reply('hello', 'Hola')}    suggestFor: { ${named} }\n`);
    const { content, problems } = await load();
    expect(content.canned).toBeUndefined();
    expect(problems.map((each) => each.message).join('\n')).toMatch(message);
  });
});
