import { createRequire } from 'node:module';
import MiniSearch from 'minisearch';
import type { Locale } from '../../src/core/model/locale.ts';
import { type TrainingEntry, trainIndex } from '../../src/language/retrieval/index.ts';
import { trainTopicMeaning } from '../../src/language/understanding/lessons.ts';
import { isInDoubt } from '../../src/language/understanding/openUnderstanding.ts';
import { readable } from '../../src/language/understanding/readable.ts';
import { openTopics, type TopicMeaning } from '../../src/language/understanding/topicReader.ts';
import type { Vectors } from './vectors.ts';

/**
 * What the benchmark requires of a retriever: the best ids for a text, with a score that is comparable between texts.
 */
export type Rank = (text: string, locale: Locale) => Answers | Promise<Answers>;
export type Answers = readonly { readonly id: string; readonly score: number }[];

export interface Contestant {
  readonly name: string;
  train(entries: readonly TrainingEntry[]): Promise<Rank>;
  /** Computes what other threads would, before texts are ranked against the clock. */
  prepare?(texts: readonly string[]): void;
}

/**
 * Our own, without the shipped out-of-scope messages: they are about town halls, the public data is not. `isAsked`: given
 * what the words say, whether the meaning of the sentence is asked for. Sentence vectors are at hand before the clock
 * starts, because another thread computes them.
 */
function finestreta(name: string, vectors: Vectors, isAsked: (confidence: number) => boolean): Contestant {
  return {
    name,
    train: async (entries) => {
      const topics = openTopics(trainIndex(entries, { seed: 1, background: [] }), meaningOf(entries, vectors));
      return (text) => {
        const read = topics.read(text);
        const said = read(null);
        const isDoubtful = isAsked(said[0]?.confidence ?? 0);
        const found = isDoubtful ? read(vectors.vectorOf(readable(text))) : said;
        return found.map(({ entry, confidence }) => ({ id: entry, score: confidence }));
      };
    },
    prepare: (texts) => {
      vectors.vectorsOf(texts.map(readable));
    },
  };
}

function meaningOf(entries: readonly TrainingEntry[], vectors: Vectors): TopicMeaning {
  const examples = entries.flatMap(({ variants }, number) =>
    vectors.vectorsOf(variants.map(({ text }) => text)).map((vector) => ({ vector, class: number })),
  );
  return trainTopicMeaning(
    entries.map(({ id }) => id),
    examples,
  );
}

/** MiniSearch with its defaults: one document per utterance of any language, an intent scores as its best utterance. */
const miniSearch: Contestant = {
  name: 'MiniSearch',
  train: async (entries) => {
    const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
    const ids: string[] = [];
    for (const entry of entries) for (const { text } of entry.variants) index.add({ id: ids.push(entry.id) - 1, text });
    return (text) => {
      const found: { id: string; score: number }[] = [];
      for (const { id, score } of index.search(text)) {
        const intent = ids[id] as string;
        if (!found.some((one) => one.id === intent)) found.push({ id: intent, score });
        if (found.length === 3) break;
      }
      return found;
    };
  },
};

interface NlpJs {
  settings: { autoSave: boolean };
  addLanguage(locale: string): void;
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<void>;
  process(locale: string, text: string): Promise<{ classifications: { intent: string; score: number }[] }>;
}

let containers = 0;

/** nlp.js as its guide sets it up, given the language of each text. */
const nlpJs: Contestant = {
  name: '@nlpjs/basic',
  train: async (entries) => {
    const require = createRequire(new URL('../../test/peers/package.json', import.meta.url));
    const { dock } = require('@nlpjs/basic');
    // A separate container for each training: `dockStart` gives the same one, with what was learnt before, each time.
    containers += 1;
    const container = await dock.createContainer(`training ${containers}`, {
      settings: { nlp: { autoSave: false, languages: ['ca', 'es', 'en'], nlu: { log: false } } },
      use: ['Basic'],
    });
    const nlp: NlpJs = container.get('nlp');
    for (const entry of entries) for (const { locale, text } of entry.variants) nlp.addDocument(locale, text, entry.id);
    await nlp.train();
    return async (text, locale) => {
      const { classifications } = await nlp.process(locale, text);
      // "None" means that it has no answer.
      const answers = classifications.filter(({ intent }) => intent !== 'None').slice(0, 3);
      return answers.map(({ intent, score }) => ({ id: intent, score }));
    };
  },
};

/** Ours first: both voices as the bot mixes them, then each way of asking, then the words alone. */
export function contestantsWith(vectors: Vectors): readonly Contestant[] {
  return [
    finestreta('Finestreta', vectors, () => true),
    finestreta('Finestreta, meaning only in doubt', vectors, isInDoubt),
    finestreta('Finestreta, words alone', vectors, () => false),
    nlpJs,
    miniSearch,
  ];
}
