import { expect, test } from '@jest/globals';
import type { ReadSample } from '../../bench/support/dialogueLessons.ts';
import { splicedSamples } from '../../bench/support/splicedSamples.ts';
import type { DialogueState } from '../../src/core/model/conversation.ts';
import { notUnderstood } from '../../src/core/model/understanding.ts';

/** A conversation of two turns on one service, as samples. */
function conversation(id: string, topic: string, locale: 'ca' | 'en' = 'ca'): readonly ReadSample[] {
  const focus: DialogueState['focus'] = [{ entry: topic, aspect: null }];
  const asked = { user: `what is ${topic}?`, act: 'topic', topic };
  const more = { user: 'how much is it?', act: 'aspect', topic, aspect: 'cost' } as const;
  const dialogue = { id, locale, split: 'train', turns: [asked, more] } as const;
  return [asked, more].map((turn, index) => ({
    dialogue,
    turn,
    index,
    move: index === 0 ? 'ask' : 'follow',
    understanding: notUnderstood('v1'),
    situation: {
      dialogue: { focus: index === 0 ? [] : focus, last: index === 0 ? null : { did: 'answered', others: [] } },
      offered: false,
      choices: [],
      hasCase: false,
      generalOf: () => [],
    },
  }));
}

test('a first question, and what is asked on, is put where something else was spoken of, in a conversation of its language', () => {
  const samples = [
    ...conversation('ca-1', 'padro.alta'),
    ...conversation('ca-2', 'residus.mobles'),
    ...conversation('en-1', 'padro.alta', 'en'),
  ];
  const spliced = splicedSamples(samples);
  const spokenOf = ({ situation }: ReadSample) => situation.dialogue.focus.map(({ entry }) => entry).join(' ');
  expect(spliced.map((sample) => [sample.turn.topic, sample.move, spokenOf(sample)])).toEqual([
    ['padro.alta', 'ask', 'residus.mobles'],
    ['padro.alta', 'follow', 'padro.alta residus.mobles'],
    ['residus.mobles', 'ask', 'padro.alta'],
    ['residus.mobles', 'follow', 'residus.mobles padro.alta'],
  ]);
});

test('a question is not put below its own service', () => {
  expect(splicedSamples([...conversation('ca-1', 'padro.alta'), ...conversation('ca-2', 'padro.alta')])).toEqual([]);
});
