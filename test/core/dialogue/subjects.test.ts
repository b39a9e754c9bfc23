import { describe, expect, test } from '@jest/globals';
import { contextFeatures } from '../../../src/core/dialogue/contextFeatures.ts';
import { createSubjectFeatures, type Spoken, subjectFeatures } from '../../../src/core/dialogue/subjectFeatures.ts';
import { subjectsOf } from '../../../src/core/dialogue/subjects.ts';
import { notUnderstood } from '../../../src/core/model/understanding.ts';
import { weighing } from '../../support/networks.ts';

const focusNow = { entry: 'padro.alta', aspect: null } as const;
const spoken: Spoken = {
  dialogue: {
    focus: [focusNow, { entry: 'residus.mobles', aspect: null }],
    last: { did: 'answered', others: [] },
  },
  choices: ['civil.casament'],
  moves: [],
  isService: (entry) => !entry.startsWith('smalltalk.'),
  sidesOf: () => ['cost'],
  generalOf: () => [],
  shared: null,
};
const read = {
  ...notUnderstood('v1'),
  topics: [
    { entry: 'smalltalk.thanks', confidence: 0.4 },
    { entry: 'civil.casament', confidence: 0.3 },
    { entry: 'residus.mobles', confidence: 0.2 },
  ],
};
const by = (weights: Readonly<Record<string, number>>) => weighing(subjectFeatures, weights);

describe('the services that a message may be about', () => {
  test('are those spoken of and those that its words name, with probabilities that leave room for none', () => {
    const ranked = subjectsOf(by({}), read, spoken);
    expect(ranked.map(({ entry }) => entry).sort()).toEqual(['civil.casament', 'padro.alta', 'residus.mobles']);
    for (const { confidence } of ranked) expect(confidence).toBeCloseTo(1 / 4, 6);
  });

  test('are the likelier, the more the weights make of the words, or of the conversation', () => {
    const first = (weights: Readonly<Record<string, number>>) => subjectsOf(by(weights), read, spoken)[0]?.entry;
    expect(first({ topic: 9 })).toBe('civil.casament');
    expect(first({ 'in focus': 5 })).toBe('padro.alta');
    expect(first({ topic: 9, 'in focus before': 5 })).toBe('residus.mobles');
  });

  test('are also those whose texts answer it best, and the likelier the better those do', () => {
    const matches = [
      { entry: 'esports.piscina', confidence: 0.6, texts: [{ text: 'hours', confidence: 0.9 }] },
      { entry: 'padro.alta', confidence: 0.1, texts: [{ text: 'unclear', confidence: 0.8 }] },
    ];
    const ranked = (weights: Readonly<Record<string, number>>) =>
      subjectsOf(by(weights), { ...read, matches }, spoken).map(({ entry }) => entry);
    expect(ranked({ 'match, log odds': 1 })[0]).toBe('esports.piscina');
    expect(ranked({ 'match: best text': 9 })[0]).toBe('esports.piscina');
    expect(ranked({ 'in focus': 5, 'in focus: match uncovered': -9, 'match: best text': 1 })[0]).toBe(
      'esports.piscina',
    );
    expect(ranked({ 'in focus': 5, 'in focus: match uncovered': -1, 'match: best text': 1 })[0]).toBe('padro.alta');
  });

  test('are the likelier where they were offered instead of an answer', () => {
    const first = (did: 'left-unanswered' | 'answered') =>
      subjectsOf(by({ 'offered instead of an answer': 9, 'in focus': 5 }), read, {
        ...spoken,
        dialogue: { ...spoken.dialogue, last: did === 'answered' ? { did, others: [] } : { did } },
      })[0]?.entry;
    expect(first('left-unanswered')).toBe('civil.casament');
    expect(first('answered')).toBe('padro.alta');
  });

  test('are less likely, and the one before them more so, where the conversation may not have meant to turn to them', () => {
    const unsure = {
      ...spoken,
      dialogue: { ...spoken.dialogue, focus: [{ ...focusNow, doubt: 60 }, ...spoken.dialogue.focus.slice(1)] },
    };
    const first = (given: Spoken) =>
      subjectsOf(by({ 'in focus': 1, 'in focus before: doubt of the one since': 9 }), read, given)[0]?.entry;
    expect(first(spoken)).toBe('padro.alta');
    expect(first(unsure)).toBe('residus.mobles');
  });

  test('are likelier where others of their field are', () => {
    const topics = ['residus.mobles', 'residus.oli', 'civil.casament'].map((entry) => ({ entry, confidence: 0.2 }));
    const first = (weights: Readonly<Record<string, number>>) =>
      subjectsOf(by(weights), { ...read, topics }, { ...spoken, choices: [] })[0]?.entry;
    expect(first({ 'new: field': 9, 'in focus': 1 })).toBe('residus.oli');
    expect(first({ 'in focus: other fields': -9, 'in focus': 1, topic: 1 })).not.toBe('padro.alta');
    expect(first({ 'in focus': 1, topic: 1 })).toBe('padro.alta');
  });

  test('are all unlikely where the message is about none', () => {
    const [best] = subjectsOf(by({ none: 9 }), read, spoken);
    expect(best?.confidence).toBeLessThan(0.01);
  });

  test('are likelier where what is said stands in what is written of them', () => {
    const shared = { ofService: (entry: string) => Number(entry === 'civil.casament'), ofPart: () => 0 };
    const first = (weights: Readonly<Record<string, number>>) =>
      subjectsOf(by(weights), read, { ...spoken, shared })[0]?.entry;
    expect(first({ 'in focus': 1, words: 9 })).toBe('civil.casament');
    expect(first({ 'in focus': 1, 'words of the one in focus, less': 9 })).toBe('civil.casament');
    expect(first({ 'in focus': 1, 'in focus: words': 9 })).toBe('padro.alta');
  });

  test('are described by one number a feature, before those of the message', () => {
    const featuresOf = createSubjectFeatures(read, spoken);
    for (const entry of [null, 'padro.alta', 'civil.casament'])
      expect(featuresOf(entry)).toHaveLength(subjectFeatures.length - contextFeatures.length);
  });
});
