import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Content } from '../../src/content/content.ts';
import { dangerVectorTraining } from '../../src/content/dangers/dangerMeaning.ts';
import { dangerHelpOf, dangerLessonsOf, dangerRulesOf } from '../../src/content/dangers/dangersOf.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { learntName } from '../../src/content/learntFromVectors.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { recallKept } from '../../src/content/trainingCache.ts';
import type { DangerReading } from '../../src/core/model/danger.ts';
import { type DangerMeaning, openDangerDetector, trainDangerWords } from '../../src/language/danger/index.ts';
import { sentencesOf } from '../../src/language/danger/sentencesOf.ts';
import { createDetector } from '../../src/language/detection/index.ts';
import { readModelId, shippedModel } from '../../src/language/meaning/modelFile.ts';
import type { IndexData } from '../../src/language/retrieval/index.ts';
import { readLexicon } from '../../src/language/text/lexicon.ts';
import { readable } from '../../src/language/understanding/readable.ts';
import { openSyncModel } from './syncModel.ts';

/** Entries whose questions are about dangers. */
export const urgentEntries = [
  'seguretat.emergencies',
  'social.violencia-masclista',
  'social.suicidi',
  'social.maltractament-infantil',
];

/** A message of `test/data/dangers`, which is not training data. */
interface DangerCase {
  readonly language: string;
  /** Which danger, or what it resembles. */
  readonly label: string;
  readonly text: string;
  /** Near a danger, so that mentioning the number is right. */
  readonly soft: boolean;
}

/** Reads `crises` or `lookalikes`. */
export function readDangerCases(name: 'crises' | 'lookalikes'): readonly DangerCase[] {
  return readFileSync(new URL(`../../test/data/dangers/${name}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [language = '', label = '', text = '', soft = ''] = line.split('\t');
      return { language, label, text, soft: soft === 'soft' };
    });
}

/** How the shipped detector reads a message, with its meaning and by words alone. */
export interface ShippedDangers {
  byMeaning(text: string): DangerReading;
  byWords(text: string): DangerReading;
  /** Questions that people ask: all variants of the FAQ but those about dangers. */
  readonly variants: readonly string[];
  /**
   * What people ask on about special cases, often in a few words that name no service. Some are about dangers: a
   * container on fire.
   */
  readonly specialCases: readonly string[];
}

/**
 * Opens the shipped detector.
 * @param before the shipped content, and which words tell dangers, where that was loaded and learnt before
 * @throws {Error} when it was not trained on the shipped content
 */
export async function openShippedDangers(before?: {
  readonly content: Content;
  readonly words: IndexData | null;
}): Promise<ShippedDangers> {
  const folder = fileURLToPath(new URL('../../dialogs', import.meta.url));
  const content = before?.content ?? (await loadContent(folderSource(folder), null)).content;
  const lessons = dangerLessonsOf(content);
  const modelId = readModelId(shippedModel);
  const meaning = await recallKept<DangerMeaning>(
    dangerVectorTraining.shipped,
    learntName(dangerVectorTraining, lessons, modelId),
  );
  if (meaning === null) throw new Error('models/danger is of other content: run npm run meaning:learn.');
  const model = openSyncModel(shippedModel, null);
  const phrases = Object.values(content.faq).flatMap(({ entries }) =>
    entries.flatMap(({ questions }) =>
      (['ca', 'es', 'en'] as const).flatMap((locale) => questions[locale].map((text) => ({ locale, text }))),
    ),
  );
  const { detect } = createDetector(phrases);
  const detector = openDangerDetector({
    dangers: dangerRulesOf(content),
    help: dangerHelpOf(content),
    words: before === undefined ? trainDangerWords(lessons, readLexicon(), 1) : before.words,
    meaning,
    isOurs: (text) => detect(text).locale !== 'other',
  });
  const notified = new Set(urgentEntries);
  const entries = Object.values(content.faq)
    .flatMap((file) => file.entries)
    .filter(({ id }) => !notified.has(id));
  const textsOf = (questions: Readonly<Record<'ca' | 'es' | 'en', readonly string[]>>) =>
    (['ca', 'es', 'en'] as const).flatMap((locale) => questions[locale]);
  const variants = entries.flatMap(({ questions }) => textsOf(questions));
  const specialCases = entries.flatMap(({ exceptions }) => exceptions.flatMap(({ questions }) => textsOf(questions)));
  const known = new Map<string, DangerReading>();
  const byMeaning = (text: string): DangerReading => {
    const read = detector(text);
    const first = read(null);
    if (!first.doubtful) return first;
    const [vector = null, ...sentences] = model.vectors([text, ...sentencesOf(text)].map(readable));
    return read(vector === null ? null : { vector, sentences });
  };
  return {
    byWords: (text) => detector(text)(null),
    byMeaning: (text) => {
      const reading = known.get(text) ?? byMeaning(text);
      known.set(text, reading);
      return reading;
    },
    variants,
    specialCases,
  };
}
