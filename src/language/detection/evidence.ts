import { locales } from '../../core/model/locale.ts';
import { advantage, type Bayes, isNewTo } from './bayes.ts';
import { wordFeatures } from './languageFeatures.ts';
import { endOf, startOf, type Words } from './words.ts';

/**
 * How many times more likely a word must be at home than elsewhere (3 times), as a logarithm that counts words three
 * times.
 */
const ownWord = 3 * Math.log(3);
/** A single letter is no evidence. */
const minLetters = 2;

/** The locales, one bit each by position, to which the word belongs and to no other. */
export function homesOf(words: Words, index: number, bayes: Bayes): number {
  let homes = 0;
  for (const feature of evidenceOf(words, index)) {
    for (let home = 0; home < locales.length; home += 1) {
      const own = locales.every((_, over) => over === home || advantage(bayes, feature, home, over) >= ownWord);
      if (own) homes |= 1 << home;
    }
  }
  return homes;
}

/** Whether a word is known from other languages and from none of the locales. */
export function isForeign(words: Words, index: number, bayes: Bayes): boolean {
  return evidenceOf(words, index).some((feature) => isNewTo(bayes, feature, locales.length));
}

function evidenceOf(words: Words, index: number): readonly number[] {
  const letters = endOf(words, index) - startOf(words, index);
  return letters >= minLetters ? wordFeatures(words, index) : [];
}
