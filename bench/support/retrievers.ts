import { createRequire } from 'node:module';
import MiniSearch from 'minisearch';
import type { Locale } from '../../src/core/model/locale.ts';
import { openIndex, type TrainingEntry, trainIndex } from '../../src/language/retrieval/index.ts';

/**
 * What the benchmark requires of a retriever: the best ids for a text, with a score that is comparable between texts.
 */
export type Rank = (text: string, locale: Locale) => Answers | Promise<Answers>;
export type Answers = readonly { readonly id: string; readonly score: number }[];

export interface Contestant {
  readonly name: string;
  train(entries: readonly TrainingEntry[]): Promise<Rank>;
}

/** Our own, without the shipped out-of-scope messages: they are about town halls, the public data is not. */
const finestreta: Contestant = {
  name: 'Finestreta',
  train: async (entries) => {
    const retriever = openIndex(trainIndex(entries, { seed: 1, background: [] }));
    return (text, locale) =>
      retriever.rank(text, locale, 3).map(({ entry, confidence }) => ({ id: entry, score: confidence }));
  },
};

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

/** nlp.js as its guide sets it up, given the language of each text. */
const nlpJs: Contestant = {
  name: '@nlpjs/basic',
  train: async (entries) => {
    const require = createRequire(new URL('../../test/peers/package.json', import.meta.url));
    const { dockStart } = require('@nlpjs/basic');
    const dock = await dockStart({
      settings: { nlp: { autoSave: false, languages: ['ca', 'es', 'en'], nlu: { log: false } } },
      use: ['Basic'],
    });
    const nlp: NlpJs = dock.get('nlp');
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

export const contestants: readonly Contestant[] = [finestreta, nlpJs, miniSearch];
