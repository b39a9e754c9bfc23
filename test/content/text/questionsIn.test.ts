import { describe, expect, test } from '@jest/globals';
import { createSpokenLanguage } from '../../../src/content/spokenLanguage.ts';
import { createQuestionsIn } from '../../../src/content/text/questionsIn.ts';
import { shippedContent } from '../../support/shippedContent.ts';

describe('the questions of a text', () => {
  test.each([
    ['Hola, bon dia! On és i quant costa? Gràcies', ['On és', 'i quant costa?']],
    ['dónde está y cuánto cuesta', ['dónde está', 'y cuánto cuesta']],
    ['where is it and how much does it cost?', ['where is it', 'and how much does it cost?']],
  ])('are told apart without the courtesies around them: %s', async (text, questions) => {
    const content = await shippedContent();
    const questionsIn = createQuestionsIn(content, createSpokenLanguage(content.languages));
    expect(questionsIn(text)).toEqual(questions);
  });

  test('are none where it has one', async () => {
    const content = await shippedContent();
    const questionsIn = createQuestionsIn(content, createSpokenLanguage(content.languages));
    expect(questionsIn('Hola! Quant costa?')).toEqual([]);
  });
});
