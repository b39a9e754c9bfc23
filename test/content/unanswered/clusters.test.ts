import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Content } from '../../../src/content/content.ts';
import { createKeptVectors } from '../../../src/content/gate/keptVectors.ts';
import type { KnownQuestion } from '../../../src/content/unanswered/askedQuestion.ts';
import { findCentres } from '../../../src/content/unanswered/centres.ts';
import { type Clusters, createClusters } from '../../../src/content/unanswered/clusters.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import { openMeaning } from '../../../src/language/meaning/meaning.ts';
import { createLog } from '../../support/log.ts';

const folder = fileURLToPath(new URL('../../../dialogs/faq', import.meta.url));

/** Shipped wordings: those of what is asked about below, and of others. */
const shipped = {
  faq: Object.fromEntries(
    ['animals.yaml', 'esports.yaml', 'residus.yaml', 'padro.yaml', 'tributs.yaml'].map((file) => [
      file,
      parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  ),
} as Content;

type Asked = readonly [Locale, string, KnownQuestion['aspect']?];

/** Enters questions one after the other; those of one cluster, by their numbers. */
async function clustered(clusters: Clusters, asked: readonly Asked[]): Promise<readonly (readonly number[])[]> {
  const groups = new Map<string, number[]>();
  for (const [index, [locale, text, aspect = null]] of asked.entries()) {
    const question = { words: text, aspect, locale };
    const cluster = (await clusters.find(question, text)) ?? `${index}`;
    await clusters.add({ ...question, cluster }, text);
    groups.set(cluster, [...(groups.get(cluster) ?? []), index]);
  }
  return [...groups.values()];
}

describe('questions by their meaning', () => {
  const meaning = openMeaning({ log: createLog() });
  const vectors = createKeptVectors({ meaning });
  const any = vectors.begin(Number.POSITIVE_INFINITY);
  // Vectors are computed behind people's messages, on a timer that holds no process.
  const held = setInterval(() => {}, 60_000);
  const open = async () => {
    const centres = await findCentres(shipped, any);
    expect(centres).not.toBeNull();
    return createClusters(async (text) => (await any([text])).get(text) ?? null, centres);
  };
  afterAll(async () => {
    clearInterval(held);
    await meaning.close();
  });

  test('come together over two languages, and others stay apart', async () => {
    const groups = await clustered(await open(), [
      ['ca', 'Puc portar el gos a la piscina municipal?'],
      ['ca', 'Quan obre la piscina municipal?'],
      ['es', '¿Puedo llevar el perro a la piscina municipal?'],
      ['ca', 'es pot entrar amb gos a la piscina?'],
      ['es', '¿A qué hora abre la piscina?'],
      ['ca', 'Puc tenir gallines al pati de casa?'],
      ['ca', 'es poden tenir gallines al pati?'],
      ['es', '¿Se pueden tener gallinas en el patio de casa?'],
      ['ca', 'on puc aparcar la caravana'],
      ['es', 'dónde se puede aparcar la autocaravana'],
      ['en', 'where can I park my camper van'],
    ]);
    expect(groups).toEqual([
      [0, 2, 3],
      [1, 4],
      [5, 6, 7],
      [8, 9, 10],
    ]);
  });

  test('stay apart where they are surely about two sides of one service', async () => {
    const card: readonly Asked[] = [
      ['ca', 'Com renovo el carnet de la biblioteca?', 'how'],
      ['ca', 'Quant costa el carnet de la biblioteca?', 'cost'],
    ];
    expect(await clustered(await open(), card)).toEqual([[0], [1]]);
    // "May I" is asked in the words of what the law says.
    const hens: readonly Asked[] = [
      ['ca', 'Puc tenir gallines al pati de casa?', 'legal-basis'],
      ['ca', 'es poden tenir gallines al pati?', 'eligibility'],
    ];
    expect(await clustered(await open(), hens)).toEqual([[0, 1]]);
  });
});

describe('questions by their words', () => {
  test('come together where there are no vectors, until they are forgotten', async () => {
    const clusters = createClusters(null, null);
    const question = { words: 'code', aspect: null, locale: 'ca' } as const;
    await clusters.add({ ...question, cluster: 'a' }, 'text');
    expect(await clusters.find({ ...question, locale: 'es' }, 'text')).toBe('a');
    expect(await clusters.find({ ...question, words: 'other' }, 'text')).toBeNull();
    clusters.remove('a');
    expect(await clusters.find(question, 'text')).toBeNull();
  });

  test('come together by vectors that are nearly the same where no centre is known', async () => {
    const clusters = createClusters(
      async (text) => Float32Array.of(Math.cos(text.length), Math.sin(text.length)),
      null,
    );
    await clusters.add({ words: 'a', aspect: null, locale: 'ca', cluster: 'a' }, 'xxxx');
    expect(await clusters.find({ words: 'b', aspect: null, locale: 'es' }, 'yyyy')).toBe('a');
    expect(await clusters.find({ words: 'b', aspect: null, locale: 'es' }, 'yyyyy')).toBeNull();
  });
});
