import { describe, expect, test } from '@jest/globals';
import { shippedThresholds } from '../../../src/core/dialogue/thresholds.ts';
import { newConversation } from '../../../src/core/model/conversation.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood } from '../../support/turn.ts';

const thresholds = shippedThresholds.topics.meaning;

const entries = [...town.entries, entryWith({ id: 'smalltalk.hello', kind: 'smalltalk' })];
const knowledge = createKnowledge({
  ...town,
  entries,
  questions: {
    ...town.questions,
    'hola padró': ['padro.alta', 'smalltalk.thanks', 'padro.certificat'],
    'hola gràcies padró': ['smalltalk.thanks', 'padro.alta'],
  },
});
const onStaffMessage = (text: string, changes: Parameters<typeof turnOf>[1]) => turnOf(text, { knowledge, ...changes });

describe('small talk', () => {
  test.each(['👍', 'hi'])('is answered, is no unanswered question and opens no case: %s', (text) => {
    const result = onStaffMessage(text, {});
    expect(textsOf(result)).toEqual(['smalltalk.thanks ca']);
    expect(result.events.map(({ type }) => type)).not.toContain('question.unanswered');
    expect(result.state.cases).toEqual([]);
  });

  test('is not added to a case that waits', () => {
    const opened = onStaffMessage('el fanal no funciona', {});
    const result = onStaffMessage('👍', { state: opened.state, revision: 8 });
    expect(textsOf(result)).toEqual(['smalltalk.thanks ca']);
    expect(result.state.cases).toEqual(opened.state.cases);
  });

  test('is not what a rule of the classification tells otherwise', () => {
    expect(textsOf(onStaffMessage('us trobaré', {}))[0]).toMatch(/^notEngaged/);
  });

  test('is never offered as a choice', () => {
    expect(onStaffMessage('hola padró', {}).state.offered).toEqual([
      'entry:padro.alta',
      'entry:padro.certificat',
      'none',
    ]);
  });

  test('that is likely is answered instead of being offered; what is not is asked for in other words', () => {
    const guessed = (confidence: number) =>
      understood('mots estranys', {
        topics: [
          { entry: 'smalltalk.thanks', confidence },
          { entry: 'smalltalk.hello', confidence: confidence - 0.01 },
        ],
      });
    const likely = onStaffMessage('mots estranys', { understanding: guessed(thresholds.answer + 0.01) });
    expect(textsOf(likely)).toEqual(['smalltalk.thanks ca']);
    const result = onStaffMessage('mots estranys', {
      understanding: guessed(thresholds.clarify),
      state: newConversation(0),
    });
    expect(textsOf(result).at(-1)).toBe('unanswered ca');
  });
});
