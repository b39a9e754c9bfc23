import { locales } from '../../core/locale.ts';
import { advantage, type Bayes, isNewTo } from './bayes.ts';
import { wordFeatures } from './features.ts';
import type { WordRole } from './neutral.ts';
import type { Words } from './words.ts';

/** How many times likelier, as a logarithm that counts words thrice, a word must be at home than elsewhere: 3 times. */
const ownWord = 3 * Math.log(3);

/** Whether a word of the content is at home in one of the three languages and in no other of them. */
export function hasOwnWord(words: Words, roles: readonly WordRole[], home: number, bayes: Bayes): boolean {
  return someFeature(words, roles, (feature) =>
    locales.every((_, over) => over === home || advantage(bayes, feature, home, over) >= ownWord),
  );
}

/** Whether a word of the content is known from other languages and from none of the three. */
export function hasForeignWord(words: Words, roles: readonly WordRole[], bayes: Bayes): boolean {
  return someFeature(words, roles, (feature) => isNewTo(bayes, feature, locales.length));
}

function someFeature(words: Words, roles: readonly WordRole[], holds: (feature: number) => boolean): boolean {
  return roles.some((role, index) => {
    const letters = (words.ends[index] ?? 0) - (words.starts[index] ?? 0);
    return role === 'content' && letters >= 2 && wordFeatures(words, index).some(holds);
  });
}
