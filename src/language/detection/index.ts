import { type Locale, locales } from '../../core/model/locale.ts';
import type { Detection } from '../../core/ports/knowledge.ts';
import { addScores, type Bayes } from './bayes.ts';
import { addPair, type Features, newFeatures } from './features.ts';
import { loadNeutral, type Neutral, rolesOf, type WordRole } from './neutral.ts';
import { likeliest, posterior } from './posterior.ts';
import { languageOfScript } from './script.ts';
import { train } from './train.ts';
import { createWordSenses, type WordSense } from './wordSense.ts';
import { newWords, readPayload, type Words } from './words.ts';

export type { Bayes } from './bayes.ts';
export { train } from './train.ts';

/** Says which language a short message is in. */
export interface Detector {
  /**
   * The language of a message: the best guess of the three in any case, and `other` only with a foreign script or with
   * three words and confidence. Never throws; reads the first 500 characters.
   */
  detect(text: string): Detection;
  /**
   * Which language (BCP 47) a text is in that is in none of the bot's own, by its letters or else by its words; null where
   * it can't be told. Reads the first 500 characters.
   */
  foreignLanguage(text: string): string | null;
}

/** What has been learnt, and the room in which each message is looked at. */
interface Model {
  readonly bayes: Bayes;
  readonly neutral: Neutral;
  readonly words: Words;
  /** What the word at a position of `words` says. */
  readonly senseOf: (words: Words, index: number) => WordSense;
  /** Room for the pairs of words. */
  readonly pairs: Features;
}

/** Least probability at which a message is said to be in none of the three, and least words that it then has. */
const otherFrom = 0.7;
const otherWords = 3;
/** Least probability at which a message with a word that is one language's own tells: of more words, and of one. */
const distinctiveThreshold = 0.8;
const singleWordThreshold = 0.9;
/** Probability and words at which a message tells even without such a word. */
const sureFrom = 0.85;
const sureWords = 4;
/** Words of content that make what is borrowed superfluous. */
const contentEnough = 3;
/** Names are spelt in the language of the place: they are worth a guess and no more. */
const maxFromNames = 0.6;
const foreignScript: Detection = { locale: 'other', confidence: 0.99, isDistinctive: true };

/**
 * Makes a detector out of the seed corpus and the city's own phrases; takes some 0.15 s and 7 MB, once. Up to 2,000
 * phrases a language are learnt from.
 */
export function createDetector(phrases: readonly { locale: Locale; text: string }[]): Detector {
  return openDetector(train(phrases));
}

/** Opens what was learnt, in this thread or in another: plain arrays that may be handed over. */
export function openDetector(bayes: Bayes): Detector {
  const model: Model = {
    bayes,
    neutral: loadNeutral(),
    words: newWords(),
    senseOf: createWordSenses(bayes),
    pairs: newFeatures(),
  };
  return { detect: (text) => detect(text, model), foreignLanguage: (text) => foreignLanguage(text, model) };
}

function detect(text: string, model: Model): Detection {
  const { words } = model;
  readPayload(text, words);
  if (words.foreignLetters >= 2 && words.foreignLetters > words.latinLetters) return foreignScript;
  const roles = rolesOf(words, model.neutral);
  const senses = roles.map((_, index) => model.senseOf(words, index));
  const detected = wordsNeeded(roles);
  const guess = posterior(score(detected, senses, model), detected.length);
  const spoken = roles.filter((role) => role !== 'name').length;
  const mayBeOther = spoken >= otherWords && senses.some(({ foreign }, index) => foreign && roles[index] === 'content');
  if (mayBeOther && guess.other >= otherFrom) return { locale: 'other', confidence: guess.other, isDistinctive: true };
  const locale = locales[guess.best] ?? locales[0];
  const confidence = mayBeOther ? guess.confidence : guess.amongLocales;
  if (spoken === 0) return { locale, confidence: Math.min(confidence, maxFromNames), isDistinctive: false };
  const content = roles.filter((role, index) => role === 'content' && !words.capital[index]).length;
  const isOwn = (home: number) =>
    senses.some(({ homes }, index) => roles[index] === 'content' && (homes & (1 << home)) !== 0);
  const isDistinctive =
    (confidence >= (content > 1 ? distinctiveThreshold : singleWordThreshold) && isOwn(guess.best)) ||
    (confidence >= sureFrom && content >= sureWords);
  return { locale, confidence, isDistinctive };
}

/** Least share of all foreign languages that one must have to be named. */
const foreignFrom = 0.6;
/** Languages that are written in Latin letters here, though their own script is another one. */
const romanised: Readonly<Record<string, string>> = { ary: 'ar' };

function foreignLanguage(text: string, model: Model): string | null {
  const { words, bayes } = model;
  readPayload(text, words);
  if (words.foreignLetters > words.latinLetters) return languageOfScript(text);
  const roles = rolesOf(words, model.neutral);
  const detected = wordsNeeded(roles);
  if (detected.length === 0) return null;
  const sums = score(
    detected,
    roles.map((_, index) => model.senseOf(words, index)),
    model,
  ).subarray(locales.length);
  const { best, share } = likeliest(sums, detected.length);
  const language = bayes.languages[locales.length + best];
  return share < foreignFrom || language === undefined ? null : (romanised[language] ?? language);
}

/**
 * Which words to listen to, by position: the content where there is some, so that "moltes gràcies" before a Spanish
 * sentence weighs nothing; else also what is borrowed; names only where there is nothing else.
 */
function wordsNeeded(roles: readonly WordRole[]): number[] {
  const content: number[] = [];
  const spoken: number[] = [];
  roles.forEach((role, index) => {
    if (role === 'content') content.push(index);
    if (role !== 'name') spoken.push(index);
  });
  if (content.length >= contentEnough) return content;
  return spoken.length > 0 ? spoken : roles.map((_, index) => index);
}

/** Log-likelihoods of the classes, summed over the words at these positions and the pairs that they end. */
function score(positions: readonly number[], senses: readonly WordSense[], model: Model): Float64Array {
  const { bayes, words, pairs } = model;
  const sums = new Float64Array(bayes.classes);
  pairs.length = 0;
  for (const index of positions) {
    addPair(words, index, pairs);
    const own = senses[index]?.sums;
    for (let category = 0; own && category < sums.length; category += 1) {
      sums[category] = (sums[category] ?? 0) + (own[category] ?? 0);
    }
  }
  addScores(bayes, pairs, sums);
  return sums;
}
