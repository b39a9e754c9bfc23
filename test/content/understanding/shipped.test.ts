import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rulesOnlyKnowledge } from '../../../src/content/buildKnowledge.ts';
import { learntName, type VectorTraining } from '../../../src/content/learntFromVectors.ts';
import { understandingLessonsOf } from '../../../src/content/understanding/lessonsOf.ts';
import { scopeVectorTraining } from '../../../src/content/understanding/scopeMeaning.ts';
import { understandingVectorTraining } from '../../../src/content/understanding/understandingMeaning.ts';
import { readModelId, shippedModel } from '../../../src/language/meaning/modelFile.ts';
import { scopeLessons } from '../../../src/language/scope/scopeLessons.ts';
import { shippedContent } from '../../support/shippedContent.ts';

const content = await shippedContent();
const lessons = understandingLessonsOf(content);
const modelId = readModelId(shippedModel);

const isShipped = <L>(training: VectorTraining<L>, learntFrom: L) =>
  existsSync(join(training.shipped, `${learntName(training, learntFrom, modelId)}.learnt`));

describe('the models of understanding that ship', () => {
  test('are learnt from the content that ships: npm run meaning:learn', () => {
    expect(isShipped(understandingVectorTraining, lessons)).toBe(true);
    expect(isShipped(scopeVectorTraining, scopeLessons())).toBe(true);
  });

  test('know what messages do, by the features of today: npm run dialogue:learn', () => {
    const { moves, subjects } = rulesOnlyKnowledge(content, 'v');
    expect(moves).not.toBeNull();
    expect(subjects).not.toBeNull();
  });
});
