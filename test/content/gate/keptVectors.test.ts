import { expect, test } from '@jest/globals';
import { createKeptVectors } from '../../../src/content/gate/keptVectors.ts';
import { dimensions } from '../../../src/language/meaning/texts.ts';

/** A meaning that counts the texts that it was asked for; one text has none. */
function counting() {
  const asked: string[] = [];
  return {
    asked,
    meaning: {
      modelId: 'counting',
      async vectorsOf(texts: readonly string[]) {
        asked.push(...texts);
        return texts.map((text) =>
          text === 'unreadable'
            ? null
            : Float32Array.from({ length: dimensions }, (_, at) => (at === text.length ? 1 : 0)),
        );
      },
    },
  };
}

test('a meaning is computed once, and is the same ever after', async () => {
  const { asked, meaning } = counting();
  const vectors = createKeptVectors({ meaning });
  const first = await vectors.begin(10)(['one', 'three', 'one']);
  const again = await vectors.begin(10)(['three', 'one']);
  expect(asked).toEqual(['one', 'three']);
  expect(again.get('one')).toEqual(first.get('one'));
  expect(first.get('one')?.[3]).toBeCloseTo(1);
});

test('a comparison computes no more than its budget, and the next one goes on', async () => {
  const { asked, meaning } = counting();
  const vectors = createKeptVectors({ meaning });
  const limited = vectors.begin(3);
  expect([...(await limited(['a', 'bb'])).keys()]).toEqual(['a', 'bb']);
  expect([...(await limited(['bb', 'ccc', 'dddd'])).keys()]).toEqual(['bb', 'ccc']);
  expect([...(await limited(['dddd'])).keys()]).toEqual([]);
  expect([...(await vectors.begin(3)(['a', 'ccc', 'dddd'])).keys()].sort()).toEqual(['a', 'ccc', 'dddd']);
  expect(asked).toEqual(['a', 'bb', 'ccc', 'dddd']);
});

test('a text without a meaning is left out', async () => {
  const vectors = createKeptVectors(counting());
  expect([...(await vectors.begin(10)(['unreadable', 'one'])).keys()]).toEqual(['one']);
});
