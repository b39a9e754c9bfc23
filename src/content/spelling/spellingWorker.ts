import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { createHunspellFromStrings, type Hunspell } from 'hunspell-wasm';
import type { Locale } from '../../core/model/locale.ts';
import type { SpellingReply, SpellingWork, WorkerMessage } from './dictionaries.ts';
import { inflectedFrom } from './inflected.ts';

const [, , niceness] = process.argv;
setPriority(Number(niceness));

/** English as in Europe. */
const packages: Readonly<Record<Locale, string>> = { ca: 'dictionary-ca', es: 'dictionary-es', en: 'dictionary-en-gb' };
/** Most suggestions for a word. */
const mostSuggestions = 5;

/** One dictionary at a time: each takes tens of megabytes. */
let opened: { readonly locale: Locale; readonly dictionary: Hunspell } | null = null;

async function dictionaryOf(locale: Locale): Promise<Hunspell> {
  if (opened?.locale === locale) return opened.dictionary;
  opened?.dictionary.dispose();
  opened = null;
  const fileOf = (name: string) => new URL(name, import.meta.resolve(packages[locale]));
  const [affixes, words] = await Promise.all([
    readFile(fileOf('index.aff'), 'utf8'),
    readFile(fileOf('index.dic'), 'utf8'),
  ]);
  opened = { locale, dictionary: await createHunspellFromStrings(affixes, words) };
  return opened.dictionary;
}

function isKnown(dictionary: Hunspell, word: string, locale: Locale): boolean {
  if (dictionary.testSpelling(word)) return true;
  for (const form of inflectedFrom(word, locale)) if (dictionary.testSpelling(form)) return true;
  return false;
}

async function done({ kind, locale, words }: SpellingWork): Promise<SpellingReply> {
  const dictionary = await dictionaryOf(locale);
  if (kind === 'check') return { kind, unknown: words.filter((word) => !isKnown(dictionary, word, locale)) };
  return { kind, suggestions: words.map((word) => dictionary.getSpellingSuggestions(word).slice(0, mostSuggestions)) };
}

/** Nobody may be there any more who asked. */
function answer(message: WorkerMessage): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}

// It ends when nobody asks any more, or the service has ended: nothing is left to wait for then.
let last: Promise<void> = Promise.resolve();
process.on('message', ({ id, work }: { readonly id: number; readonly work: SpellingWork }) => {
  last = last.then(async () => {
    try {
      answer({ id, reply: await done(work) });
    } catch (error) {
      answer({ id, failed: error instanceof Error ? error.message : 'unknown' });
    }
  });
});
