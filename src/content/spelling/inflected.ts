import type { Locale } from '../../core/model/locale.ts';

/** Pronouns at the end of a Spanish verb: `responderle`, `explíquenoslo`. */
const enclitics = /^(?:(?:me|te|se|nos|os)(?:l[aeo]s?)?|l[aeo]s?)$/;
const accents: Readonly<Record<string, string>> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u' };
const plain = (word: string): string => word.replace(/[áéíóú]/g, (letter) => accents[letter] ?? letter);

/** Elements that Spanish joins to any noun; none that is a word on its own, which may have lost its space. */
const prefixes =
  /^(?:anti|auto|bio|ciber|eco|electro|foto|hiper|infra|inter|macro|micro|mini|multi|pluri|post|pre|semi|sub|super|tele|ultra|video)(?=\p{L}{5})/u;

/**
 * Other forms under which a dictionary may have a word: one that has any of them is spelt right. The Spanish dictionary
 * lacks many verbs with pronouns and words with a prefix, the English one some possessives, the Catalan one names after an article.
 */
export function* inflectedFrom(word: string, locale: Locale): Generator<string> {
  if (locale === 'es') {
    yield* verbsOf(word.toLowerCase());
    const rest = word.toLowerCase().replace(prefixes, '');
    // A vowel is doubled or not, and r is written twice between vowels: `contrarreloj`.
    if (rest.length < word.length) yield rest.replace(/^rr/, 'r');
  }
  if (locale === 'en' && /'s?$/.test(word)) yield word.replace(/'s?$/, '');
  if (locale === 'ca') {
    const [, rest] = /^(?:[ldsnmt]|qu)'(.+)$/i.exec(word) ?? [];
    if (rest !== undefined) yield rest;
  }
}

function* verbsOf(word: string): Generator<string> {
  for (let length = word.length - 2; length >= 3; length--) {
    const [stem, end] = [word.slice(0, length), word.slice(length)];
    if (!enclitics.test(end)) continue;
    // "responder|le", "haciéndo|lo", "explíque|lo": a command moves its accent.
    if (/r$/.test(plain(stem)) || /[áé]ndo$/.test(stem) || (/[áéíóú]/.test(stem) && /[aeniu]$/.test(stem)))
      yield plain(stem);
  }
}
