import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Contestant, contestantsWith } from '../../bench/support/retrievers.ts';
import type { TrainingEntry } from '../../src/language/retrieval/index.ts';

/** One direction a text: texts that share their last word mean the same. */
const vectorOf = (text: string) => {
  const vector = new Float32Array(384);
  for (const letter of text.split(' ').at(-1) ?? '') vector[letter.charCodeAt(0) % 384] = 1;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
const contestants = contestantsWith({ vectorOf, vectorsOf: (texts) => texts.map(vectorOf) });
const isInstalled = existsSync(new URL('../peers/node_modules/@nlpjs/basic', import.meta.url));
const present = contestants.filter(({ name }) => !name.startsWith('@') || isInstalled);

const entry = (id: string, ...texts: readonly string[]): TrainingEntry => ({
  id,
  variants: texts.map((text) => ({ locale: 'en', text })),
});
const lights = entry('lights', 'turn on the lamp', 'switch off the lamp', 'dim the lamp');
const music = entry('music', 'play some jazz', 'play me jazz', 'put on jazz');
const alarm = entry('alarm', 'wake me at seven', 'set it for seven', 'alarm at seven');
const news = entry('news', 'read the headlines', 'today and its headlines', 'any headlines');

describe.each(present.map((contestant) => [contestant.name, contestant] as const))(
  '%s',
  (_, contestant: Contestant) => {
    test('finds what it was trained on', async () => {
      const rank = await contestant.train([lights, music]);
      expect((await rank('play jazz', 'en'))[0]?.id).toBe('music');
    });

    test('keeps nothing of an earlier training', async () => {
      await contestant.train([lights, music]);
      const rank = await contestant.train([alarm, news]);
      for (const text of ['turn on the lamp', 'play some jazz', 'wake me at seven'])
        for (const { id } of await rank(text, 'en')) expect(['alarm', 'news']).toContain(id);
      expect((await rank('wake me at seven', 'en'))[0]?.id).toBe('alarm');
    });
  },
);
