import { type Locale, locales } from '../../core/model/locale.ts';
import { type Bayes, countWord, estimate, newCounts } from './bayes.ts';
import { addPair, hashFeatures, newFeatures } from './languageFeatures.ts';
import { type Sample, seedSamples } from './seed.ts';
import { newWords, readWords } from './words.ts';

/**
 * Most phrases per language in training: all that ship, since of a sample it is luck which words of two languages are in it; more would
 * cost time at a start.
 */
const maxPhrases = 10_000;

/** Trains on the seed corpus and the city's own phrases; the classes begin with the locales. */
export function train(phrases: readonly { locale: Locale; text: string }[]): Bayes {
  const samples = [...seedSamples(), ...locales.flatMap((locale) => spread(phrases, locale))];
  const languages = [...new Set<string>([...locales, ...samples.map((sample) => sample.language)])];
  const classOf = new Map(languages.map((language, index) => [language, index]));
  const counts = newCounts(languages.length);
  const words = newWords();
  const features = newFeatures();
  for (const { language, text } of samples) {
    readWords(text, words);
    for (let index = 0; index < words.starts.length; index += 1) {
      hashFeatures(words, index, features);
      addPair(words, index, features);
      countWord(counts, features, classOf.get(language) ?? 0);
    }
  }
  return { ...estimate(counts), languages };
}

/** At most so many phrases of a language, sampled evenly over the whole list. */
function spread(phrases: readonly { locale: Locale; text: string }[], locale: Locale): Sample[] {
  const own = phrases.filter((phrase) => phrase.locale === locale);
  const step = Math.max(1, own.length / maxPhrases);
  const size = Math.min(own.length, maxPhrases);
  return Array.from({ length: size }, (_, index) => ({
    language: locale,
    text: own[Math.floor(index * step)]?.text ?? '',
  }));
}
