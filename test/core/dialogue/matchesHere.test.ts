import { describe, expect, test } from '@jest/globals';
import { withMatchesHere } from '../../../src/core/dialogue/matchesHere.ts';
import { newDialogue } from '../../../src/core/model/conversation.ts';
import { type EntryMatch, notUnderstood } from '../../../src/core/model/understanding.ts';

/** Matches of services a to j, each less likely than the one before. */
const matches: readonly EntryMatch[] = [...'abcdefghij'].map((entry, place) => ({
  entry,
  confidence: 0.4 - place / 30,
  texts: [{ text: 'hours', confidence: 0.9 }],
}));
const part = { topics: [{ entry: 'h', confidence: 0.3 }], aspects: [], matches };
const read = { ...notUnderstood('v1'), matches };
const here = { dialogue: newDialogue, offered: [] };
const entriesOf = (found: readonly EntryMatch[] | undefined) => found?.map(({ entry }) => entry).join('');

describe('of the matches of all services, a turn looks at', () => {
  test('the likeliest alone, where nothing was spoken of', () => {
    expect(entriesOf(withMatchesHere(read, here).matches)).toBe('abcd');
  });

  test('those spoken of, on offer, nearly told and named, too', () => {
    const spoken = {
      dialogue: {
        ...newDialogue,
        focus: [{ entry: 'j', aspect: null }],
        last: { did: 'answered' as const, others: ['g'] },
      },
      offered: ['entry:i', 'person'],
    };
    const named = { ...read, topics: [{ entry: 'f', confidence: 0.1 }] };
    expect(entriesOf(withMatchesHere(named, spoken).matches)).toBe('abcdfgij');
  });

  test('the same for each question, for what follows "I meant", and for what is meant instead', () => {
    const rejection = { topics: [], meant: part, isPlain: true };
    const found = withMatchesHere({ ...read, questions: [part], rest: part, rejection }, here);
    for (const each of [
      found.matches,
      found.questions[0]?.matches,
      found.rest?.matches,
      found.rejection?.meant?.matches,
    ])
      expect(entriesOf(each)).toBe('abcdh');
  });

  test('nothing is lost or made up where nothing was matched, nor by looking twice', () => {
    const unmatched = { ...read, matches: [], rest: { topics: [], aspects: [] } };
    expect(withMatchesHere(unmatched, here)).toEqual(unmatched);
    const once = withMatchesHere(read, here);
    expect(withMatchesHere(once, here)).toEqual(once);
  });
});
