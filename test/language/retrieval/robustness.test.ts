import { describe, expect, test } from '@jest/globals';
import type { Locale } from '../../../src/core/model/locale.ts';
import { readBackground } from '../../../src/language/retrieval/background.ts';
import { askedElsewhere } from '../../../src/language/retrieval/elsewhere.ts';
import { openIndex, type TrainingEntry, trainIndex } from '../../../src/language/retrieval/index.ts';
import { createRandom } from '../../../src/language/retrieval/random.ts';

const questions: Readonly<Record<string, readonly [Locale, string][]>> = {
  deixalleria: [
    ['ca', 'horari de la deixalleria'],
    ['es', 'dónde está el punto limpio'],
    ['en', 'recycling centre opening hours'],
  ],
  biblioteca: [
    ['ca', 'carnet de la biblioteca'],
    ['es', 'renovar un libro de la biblioteca'],
    ['en', 'borrow a book from the library'],
  ],
  casament: [
    ['ca', "casar-se a l'ajuntament"],
    ['es', 'boda civil con el alcalde'],
    ['en', 'get married at the town hall'],
  ],
  aparcament: [
    ['ca', 'targeta de resident per aparcar'],
    ['es', 'aparcar en la zona azul'],
    ['en', 'parking permit for residents'],
  ],
};

const entries: readonly TrainingEntry[] = Object.entries(questions).map(([id, list]) => ({
  id,
  variants: list.map(([locale, text]) => ({ locale, text })),
}));

/** One slip of a finger inside a word of the text. */
function mistype(text: string, random: () => number): string {
  const places = [...text].flatMap((_, i) => (/[a-z]{2}/.test(text.slice(i, i + 2)) ? [i] : []));
  const i = places[Math.floor(random() * places.length)] ?? 0;
  const kinds = [
    text.slice(0, i) + text.slice(i + 1),
    text.slice(0, i) + text[i] + text.slice(i),
    `${text.slice(0, i)}${text[i + 1]}${text[i]}${text.slice(i + 2)}`,
  ];
  return kinds[Math.floor(random() * kinds.length)] ?? text;
}

describe('people who type badly', () => {
  test('are understood in at least 98 of 100 texts with a slip', () => {
    const retriever = openIndex(trainIndex(entries, { seed: 1 }));
    const random = createRandom(7);
    const all = Object.entries(questions).flatMap(([id, list]) => list.map(([, text]) => ({ id, text })));
    const wrong = Array.from({ length: 100 }, (_, i) => all[i % all.length] ?? { id: '', text: '' })
      .map(({ id, text }) => ({ id, typed: mistype(text, random) }))
      .filter(({ id, typed }) => retriever.rank(typed, 'ca', 1)[0]?.entry !== id);
    expect(wrong.length).toBeLessThanOrEqual(2);
  });
});

describe('questions that are none of our business', () => {
  test('count less when the background has taught so', () => {
    const taught = openIndex(trainIndex(entries, { seed: 1 }));
    const naive = openIndex(trainIndex(entries, { seed: 1, background: [] }));
    const sure = (retriever: typeof taught) =>
      retriever.rank('aparcar a la zona blava de Girona', 'ca', 1)[0]?.confidence ?? 0;
    expect(sure(taught)).toBeLessThan(sure(naive));
  });

  test('ship in three languages without a repetition', () => {
    expect(readBackground().length).toBeGreaterThan(500);
    expect(new Set(readBackground()).size).toBe(readBackground().length);
  });

  test('are made of our own ones asked elsewhere, except those that name the town', () => {
    const home = [{ id: 'padro', variants: [{ locale: 'ca' as const, text: 'padró del Prat' }] }];
    expect(askedElsewhere(home, 1)).toEqual([]);
    const asked = askedElsewhere(entries, 1);
    expect(asked).toHaveLength(entries.length * 2);
    expect(asked).toEqual(askedElsewhere(entries, 1));
    expect(asked).not.toEqual(askedElsewhere(entries, 2));
  });
});

describe('odd contents', () => {
  test('no entries at all: nothing is found', () => {
    expect(openIndex(trainIndex([], { seed: 1 })).rank('hola', 'ca', 3)).toEqual([]);
    expect(openIndex(trainIndex([], { seed: 1, background: [] })).rank('hola', 'ca', 3)).toEqual([]);
  });

  test('an entry without a single variant never wins', () => {
    const retriever = openIndex(trainIndex([...entries, { id: 'buida', variants: [] }], { seed: 1 }));
    expect(retriever.rank('horari de la deixalleria', 'ca', 1)[0]?.entry).toBe('deixalleria');
  });

  test('one entry alone is found', () => {
    const [only] = entries;
    const retriever = openIndex(trainIndex(only ? [only] : [], { seed: 1, background: [] }));
    expect(retriever.rank('deixalleria', 'ca', 3)).toHaveLength(1);
  });
});
