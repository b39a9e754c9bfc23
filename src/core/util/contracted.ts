import type { Locale } from '../model/locale.ts';

const rules: Readonly<Partial<Record<Locale, RegExp>>> = {
  ca: /(?<!\p{L})(a|de|per) (els?)(?!\p{L})/gu,
  es: /(?<!\p{L})(a|de) (el)(?!\p{L})/gu,
};

/**
 * A text with names filled in, with the contractions of its language: "de el" becomes "del" in Catalan and Spanish.
 * Capitals are part of a name ("de El Prat") and stay.
 */
export function contracted(text: string, locale: Locale): string {
  const rule = rules[locale];
  return rule === undefined
    ? text
    : text.replace(rule, (_, preposition: string, article: string) => {
        const stem = preposition === 'per' ? 'pe' : preposition;
        return `${stem}${article.slice(1)}`;
      });
}
