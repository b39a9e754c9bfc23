import { expect, test } from '@jest/globals';
import { understandingLessonsOf } from '../../../src/content/understanding/lessonsOf.ts';
import { scopeLessons, textsOfScope, trainScopeMeaning } from '../../../src/language/scope/scopeLessons.ts';
import { readScopeMessages, scopes } from '../../../src/language/scope/scopeMessages.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const lessons = scopeLessons();
const textsIn = (scope: string) => new Set(lessons.find(({ id }) => id === scope)?.texts);

test('has one lesson a scope, with the messages that show where it ends', () => {
  expect(lessons.map(({ id }) => id).sort()).toEqual([...scopes].sort());
  for (const scope of scopes) {
    const texts = textsIn(scope);
    expect(readScopeMessages(scope).filter((text) => !texts.has(text))).toEqual([]);
  }
});

test("what people ask and report in conversations is the council's business", () => {
  expect(textsIn('question').size).toBeGreaterThan(readScopeMessages('question').length);
  expect(textsIn('report').size).toBeGreaterThan(readScopeMessages('report').length);
});

test('nothing else is learnt from the messages of a scope', async () => {
  const { acts, topics } = understandingLessonsOf(await shippedContent());
  const others = new Set([...acts, ...topics].flatMap(({ texts }) => texts));
  expect(scopes.flatMap(readScopeMessages).filter((text) => others.has(text))).toEqual([]);
});

test('names each text once to those who make vectors', () => {
  const texts = textsOfScope(lessons);
  expect(new Set(texts).size).toBe(texts.length);
});

test('learns from the texts that have a vector, and names whose vectors they are', () => {
  const few = [
    { id: 'outside', texts: ['bingo', 'unknown'] },
    { id: 'report', texts: ['a hole'] },
  ];
  const vectors = new Map([
    ['bingo', Float32Array.of(1, 0)],
    ['a hole', Float32Array.of(0, 1)],
  ]);
  const { modelId, network } = trainScopeMeaning(few, 'model-1', (text) => vectors.get(text) ?? null);
  expect(modelId).toBe('model-1');
  expect(network.ids).toEqual(['outside', 'report']);
  expect([...network.mean]).toEqual([0.5, 0.5]);
});
