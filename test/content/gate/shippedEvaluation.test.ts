import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Content } from '../../../src/content/content.ts';
import { entriesOf, learntVariantsOf } from '../../../src/content/entries.ts';
import { shippedQuestions } from '../../../src/content/gate/gateQuestion.ts';
import { plainWords } from '../../../src/core/util/plainWords.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const data = (name: string) => readFile(new URL(`../../data/${name}`, import.meta.url), 'utf8');

describe('the evaluation questions that ship', () => {
  let content: Content;
  beforeAll(async () => {
    content = await shippedContent();
  });
  const asked = () => (content.evaluation?.questions ?? []).map(({ ask }) => plainWords(ask));

  test('expect what exists, ask for each topic in each language, and none is there twice', () => {
    const known = new Set(entriesOf(content).map(({ id }) => id));
    const { questions, left } = shippedQuestions(content.evaluation, known);
    expect([questions.length >= 300, left]).toEqual([true, 0]);
    expect(new Set(asked()).size).toBe(asked().length);
    const topics = Object.values(content.faq).map(({ topic }) => topic);
    const covered = new Set(
      (content.evaluation?.questions ?? []).map(({ expect: id, locale }) => `${id.split('.')[0]} ${locale}`),
    );
    expect(topics.filter((topic) => !['ca', 'es', 'en'].every((locale) => covered.has(`${topic} ${locale}`)))).toEqual(
      [],
    );
  });

  test('are learnt from nowhere, and are not those that the project measures itself by', async () => {
    const learnt = new Set(
      learntVariantsOf(content).flatMap(({ variants }) => variants.map(({ text }) => plainWords(text))),
    );
    const tables = await Promise.all(['questions', 'out-of-scope'].map((name) => data(`eval/${name}.tsv`)));
    const measured = new Set(
      tables.flatMap((table) => table.split('\n').map((row) => plainWords(row.split('\t').at(-1) ?? ''))),
    );
    expect(asked().filter((text) => learnt.has(text) || measured.has(text))).toEqual([]);
  });
});
