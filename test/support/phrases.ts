import type { Translate } from '../../src/core/ports/translate.ts';
/** Says the key, the language and the values, so that a test sees which phrase was chosen and not how it is worded. */
export const echoPhrases: Translate = (key, locale, variables) => [key, locale, ...Object.values(variables)].join(' ');
