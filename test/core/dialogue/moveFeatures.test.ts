import { describe, expect, test } from '@jest/globals';
import { featureNames, featuresOf, type Situation } from '../../../src/core/dialogue/moveFeatures.ts';
import { newDialogue } from '../../../src/core/model/conversation.ts';
import { notUnderstood, type Understanding } from '../../../src/core/model/understanding.ts';

const empty: Situation = { dialogue: newDialogue, offered: false, hasCase: false, generalOf: () => [] };
const nothing = notUnderstood('v1');

const about = (entry: string): Situation => ({
  ...empty,
  dialogue: { focus: [{ entry, aspect: null }], last: { did: 'answered', others: [] } },
});

/** The features that are not 0, by name. */
function named(read: Partial<Understanding>, situation: Situation): Readonly<Record<string, number>> {
  const found = featuresOf({ ...nothing, ...read }, situation);
  return Object.fromEntries([...found].flatMap((value, at) => (value === 0 ? [] : [[featureNames[at], value]])));
}

const long = { ...nothing.shape, words: 9 };

describe('features of a message', () => {
  test('have a name each, and no two the same', () => {
    expect(featuresOf(nothing, empty)).toHaveLength(featureNames.length);
    expect(new Set(featureNames).size).toBe(featureNames.length);
  });

  test('tell a topic of its own from the one in focus, its neighbour, and one of before', () => {
    const topics = [
      { entry: 'padro.alta', confidence: 0.6 },
      { entry: 'padro.certificat', confidence: 0.25 },
    ];
    expect(named({ topics }, empty)).toMatchObject({ 'best topic': 0.6, 'lead of the best topic': 0.35 });
    expect(named({ topics }, about('padro.alta'))).toMatchObject({
      'best topic is in focus': 0.6,
      'topic in focus': 0.6,
    });
    const near = named({ topics }, about('padro.certificat'));
    expect(near).toMatchObject({
      'best topic is a neighbour of the one in focus': 0.6,
      'topic in focus': 0.25,
      'focus and another topic': 0.6,
    });
    expect(near).not.toHaveProperty('best topic is in focus');
    const before: Situation = {
      ...empty,
      dialogue: {
        focus: [
          { entry: 'residus.mobles', aspect: null },
          { entry: 'padro.alta', aspect: 'cost' },
        ],
        last: null,
      },
    };
    expect(named({ topics }, before)).toMatchObject({ 'best topic was in focus before': 0.6 });
  });

  test('count small talk and commands apart from the services of the council', () => {
    const topics = [
      { entry: 'smalltalk.thanks', confidence: 0.5 },
      { entry: 'command.person', confidence: 0.3 },
      { entry: 'padro.alta', confidence: 0.1 },
    ];
    expect(named({ topics }, empty)).toMatchObject({ 'best topic': 0.1, 'small talk': 0.5, command: 0.3 });
  });

  test('tell a follow-up: a side of a service, or a special case of the one in focus', () => {
    const read = {
      aspects: [
        { aspect: 'cost', confidence: 0.8 },
        { aspect: 'exceptions', confidence: 0.1 },
      ],
      exceptions: [
        { entry: 'padro.alta', exception: 'no-contract', likeness: 0.7 },
        { entry: 'x.y', exception: 'z', likeness: 0.9 },
      ],
      shape: { ...nothing.shape, words: 3, continues: true, refers: true, asks: true },
    } as const;
    expect(named(read, about('padro.alta'))).toMatchObject({
      aspect: 0.8,
      'special case': 0.1,
      'like a special case of the topic in focus': 0.7,
      'focus and aspect': 0.8,
      'focus and continues': 1,
      'focus and refers': 1,
      'focus and few words': 1,
      asks: 1,
      'last answered': 1,
    });
    expect(named(read, empty)).toMatchObject({ 'no focus and aspect': 0.8, continues: 1, 'few words': 1 });
  });

  test('tell acts, kinds, several questions, what was offered, and an open case', () => {
    const part = { topics: [], aspects: [] };
    const read = {
      acts: [{ act: 'status', confidence: 0.9 }],
      kind: { ...nothing.kind, ranked: [{ kind: 'complaint', confidence: 0.4 }] },
      questions: [part, part],
      shape: long,
    } as const;
    const found = named(read, { ...empty, offered: true, hasCase: true });
    expect(found).toMatchObject({
      'act status': 0.9,
      'kind complaint': 0.4,
      'several questions': 1,
      offered: 1,
      'has case': 1,
      'case and no topic': 1,
    });
    expect(found).not.toHaveProperty('few words');
    expect(named({ ...read, questions: [part] }, empty)).not.toHaveProperty('several questions');
  });
});
