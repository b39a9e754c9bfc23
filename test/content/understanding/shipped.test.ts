import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rulesOnlyKnowledge } from '../../../src/content/buildKnowledge.ts';
import { learntName } from '../../../src/content/learntFromVectors.ts';
import { understandingLessonsOf } from '../../../src/content/understanding/lessonsOf.ts';
import { understandingVectorTraining } from '../../../src/content/understanding/understandingMeaning.ts';
import { readModelId, shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { readVectors, shippedVectors } from '../../../src/language/meaning/vectors.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const content = await shippedContent();
const lessons = understandingLessonsOf(content);
const modelId = readModelId(shippedModel);

describe('the models of understanding that ship', () => {
  test('have the vector of every text that is learnt from: npm run meaning:vectors', () => {
    const vectors = readVectors(shippedVectors, modelId);
    const missing = understandingVectorTraining.textsOf(lessons).filter((text) => vectors.get(text) === null);
    expect(missing).toEqual([]);
  });

  test('are learnt from the content that ships: npm run meaning:learn', () => {
    const name = learntName(understandingVectorTraining, lessons, modelId);
    expect(existsSync(join(understandingVectorTraining.shipped, `${name}.learnt`))).toBe(true);
  });

  test('know what messages do, by the features of today: npm run dialogue:learn', () => {
    const { moves, subjects } = rulesOnlyKnowledge(content, 'v');
    expect(moves).not.toBeNull();
    expect(subjects).not.toBeNull();
  });
});
