import { describe, expect, test } from '@jest/globals';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { sayProblem } from '../../../src/content/problem.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

const spoilt = useSpoiltContent({});

const examples = 'dangers/examples.tsv';

test('good dangers have no problem and are part of the content', async () => {
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems).toEqual([]);
  expect(content.dangers).toMatchObject({
    dangers: [{ id: 'fire', help: 'general', patterns: expect.arrayContaining(['on fire']) }],
    examples: [{ language: 'ca', danger: 'fire', text: 'crema la casa' }],
    lookalikes: [{ language: 'ca', text: 'em crema la factura' }],
    ordinary: [{ language: 'ca', text: 'com em puc empadronar' }],
  });
});

describe('a mistake names its file, its line and how to fix it', () => {
  test.each([
    ['help: general', 'help: generl', 9, 'is not among `help`'],
    ["number: '112'", "number: 'one'", 4, 'is not a telephone number'],
    ['on fire', 'o*', 11, 'write at least 3 letters'],
  ])('dangers.yaml: %j for %j keeps the last good version', async (from, to, line, fix) => {
    const { content } = await spoilt.expectFault('dangers.yaml', from, to, line, fix);
    expect(content.dangers.dangers).toEqual(spoilt.before.dangers.dangers);
  });

  test.each([
    ['two columns', 'ca\tfire', 'needs three columns'],
    ['no language', 'cat1\tfire\tfoc', 'is not a language'],
    ['an unknown danger', 'ca\tfires\tfoc al terrat', 'is not in dangers.yaml'],
    ['a text that stands elsewhere', 'ca\tfire\tCrema la CASA', 'is also in dangers/examples.tsv:2'],
    ['a text without end', `ca\tfire\t${'foc '.repeat(200)}`, 'is too long'],
  ])('a line of examples with %s is left out, and costs nothing else', async (_, line, fix) => {
    await spoilt.folder.edit(examples, 'crema la casa\n', `crema la casa\n${line}\nca\tfire\tcrema el terrat\n`);
    const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
    expect(problems.map(sayProblem)).toEqual([expect.stringContaining(`${examples}:3: `)]);
    expect(problems[0]?.message).toContain(fix);
    expect(content.dangers.examples.map(({ text }) => text)).toEqual(['crema la casa', 'crema el terrat']);
  });
});

test('without examples rules still tell a danger, and what is missing is told', async () => {
  await spoilt.folder.remove(examples);
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(content.dangers.examples).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({ file: examples, fatal: false })]);
});
