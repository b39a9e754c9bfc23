import { describe, expect, test } from '@jest/globals';
import { contextFeatures, contextFeaturesOf } from '../../../src/core/dialogue/contextFeatures.ts';
import { type DialogueState, newDialogue } from '../../../src/core/model/conversation.ts';
import { notUnderstood, type Understanding } from '../../../src/core/model/understanding.ts';

const nothing = notUnderstood('v1');

/** The features that are not 0, by name. */
function named(read: Partial<Understanding>, dialogue: DialogueState): Readonly<Record<string, number>> {
  const found = contextFeaturesOf({ ...nothing, ...read }, dialogue);
  return Object.fromEntries([...found].flatMap((value, at) => (value === 0 ? [] : [[contextFeatures[at], value]])));
}

describe('features of a message in its conversation', () => {
  test('have a name each, and no two the same', () => {
    expect(contextFeaturesOf(nothing, newDialogue)).toHaveLength(contextFeatures.length);
    expect(new Set(contextFeatures).size).toBe(contextFeatures.length);
    expect(named({}, newDialogue)).toEqual({});
  });

  test('are what was read and what the bot did last, each under its name', () => {
    const read: Partial<Understanding> = {
      acts: [{ act: 'follow', confidence: 0.8 }],
      aspects: [
        { aspect: 'cost', confidence: 0.6 },
        { aspect: 'exceptions', confidence: 0.3 },
      ],
      topics: [{ entry: 'padro.alta', confidence: 0.4 }],
      denies: true,
    };
    const dialogue: DialogueState = {
      focus: [{ entry: 'padro.alta', aspect: 'cost' }],
      last: { did: 'answered', others: [] },
    };
    expect(named(read, dialogue)).toEqual({
      denies: 1,
      'best topic': 0.4,
      'services spoken of': expect.closeTo(1 / 3, 6),
      'gave a side': 1,
      'last answered': 1,
      'act follow': 0.8,
      'aspect cost': 0.6,
    });
  });
});
