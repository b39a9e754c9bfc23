import { describe, expect, test } from '@jest/globals';
import type { DialogueState } from '../../../src/core/model/conversation.ts';
import type { Move, Part, Understanding } from '../../../src/core/model/understanding.ts';
import type { TurnInput } from '../../../src/core/turn/draft.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { textsOf, turnOf, understood, underWay } from '../../support/turn.ts';

const inFocus = (entry: string, changes: Partial<DialogueState['focus'][number]> = {}): DialogueState => ({
  focus: [{ entry, aspect: null, ...changes }],
  last: { did: 'answered', others: [] },
});
/** The person was just told all about the register of inhabitants. */
const told = underWay({ dialogue: inFocus('padro.alta') });

/** A message that makes a move, and is understood as given. */
function say(move: Move, read: Partial<Understanding>, changes: Partial<TurnInput>) {
  const text = 'words that mean nothing by themselves';
  const knowledge = { ...talkTown, moves: always(move) };
  return turnOf(text, { knowledge, understanding: understood(text, read), state: told, ...changes });
}

const aspects = (aspect: Part['aspects'][number]['aspect'], confidence = 0.8) => ({
  aspects: [{ aspect, confidence }],
});
const topics = (entry: string, confidence = 0.9) => ({ topics: [{ entry, confidence }] });
const source = 'source ca Seu https://seu.example 24/11/2026';
const wholePadro = `padro.alta ca\n\n${source}`;

describe('a correction', () => {
  test('that says what was meant gets that', () => {
    const rest = { ...topics('residus.mobles'), aspects: [] };
    const corrected = say('correct', { ...topics('padro.alta'), rest }, {});
    expect(textsOf(corrected)).toEqual(['residus.mobles ca']);
    const named = { topics: [{ entry: 'residus.mobles', confidence: 0.2 }], aspects: [] };
    expect(textsOf(say('correct', { rest: named }, {}))).toEqual(['residus.mobles ca']);
  });

  test('that does not say what was meant gets the next best readings', () => {
    const last = { did: 'answered', others: ['social.delicat', 'residus.mobles'] } as const;
    const state = underWay({ dialogue: { ...told.dialogue, last } });
    const corrected = say('correct', topics('padro.alta'), { state });
    expect(textsOf(corrected)).toEqual(['clarify ca']);
    expect(corrected.state.offered).toEqual(['entry:residus.mobles', 'none']);
    expect(corrected.events).toContainEqual({
      ...{ type: 'question.unanswered', reason: 'not-understood', knowledge: 'v1' },
    });
  });

  test('where there is no other reading asks for other words, and opens no case', () => {
    const corrected = say('correct', topics('padro.alta'), {});
    expect(textsOf(corrected)).toEqual(['correctAgain ca']);
    expect(corrected.state.offered).toEqual(['command:person', 'command:help']);
    expect(corrected.state.cases).toEqual([]);
  });
});

describe('a correction within the service spoken of', () => {
  test('that names another side of it gets that side', () => {
    const rest = { topics: [{ entry: 'padro.alta', confidence: 0.5 }], ...aspects('cost') };
    expect(textsOf(say('correct', { rest }, {}))).toEqual(['cost of padro.alta ca']);
  });

  test('that names the service again gets the whole where a part was given', () => {
    const part = underWay({
      dialogue: { focus: [{ entry: 'padro.alta', aspect: 'cost' }], last: { did: 'answered', others: [] } },
    });
    const rest = { ...topics('padro.alta'), aspects: [] };
    expect(textsOf(say('correct', { rest }, { state: part }))).toEqual([wholePadro]);
  });
});

test('a correction in so many words is one, whatever the rest of the message resembles', () => {
  const acts = [{ act: 'correct', confidence: 0.95 }] as const;
  const rest = { ...topics('residus.mobles'), aspects: [] };
  expect(textsOf(say('ask', { acts, rest, ...topics('padro.alta', 0.95) }, {}))).toEqual(['residus.mobles ca']);
});
