import { createInstance } from 'i18next';
import { type Locale, locales } from '../core/model/locale.ts';
import type { Translate } from '../core/ports/translate.ts';
import { contracted } from '../core/util/contracted.ts';

/** Cache size, in phrases; their variables come from content, so there are a few for each entry. */
const cacheSize = 10_000;

/** A value for `{{name}}`: the same in every language, or one per language. */
export type PhraseValue = string | Readonly<Record<Locale, string>>;

/**
 * Creates the translator of the bot's phrases. `values` fill `{{name}}` in every phrase; arguments of a call take
 * precedence. Values are not escaped: phrases are Markdown for channels, never HTML.
 */
export function createTranslator(
  phrases: Readonly<Record<string, Readonly<Record<Locale, string>>>>,
  values: Readonly<Record<string, PhraseValue>>,
): Translate {
  const instance = createInstance({
    resources: Object.fromEntries(
      locales.map((locale) => [
        locale,
        { translation: Object.fromEntries(Object.entries(phrases).map(([key, text]) => [key, text[locale].trim()])) },
      ]),
    ),
    fallbackLng: 'ca',
    // Keys contain dots ("choice.command.my-data") that do not nest.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void instance.init();
  const byLocale = Object.fromEntries(
    locales.map((locale) => {
      const own = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : value[locale],
      ]);
      return [locale, { translate: instance.getFixedT(locale), values: Object.fromEntries(own) }];
    }),
  ) as Record<
    Locale,
    { translate: (key: string, values: Record<string, string>) => string; values: Record<string, string> }
  >;
  // The same phrase with the same values is requested often, and interpolation costs more than finding the answer.
  const known = new Map<string, string>();
  return (key, locale, variables) => {
    const id = `${locale} ${key} ${Object.values(variables).join('\n')}`;
    let phrase = known.get(id);
    if (phrase === undefined) {
      const { translate, values: own } = byLocale[locale];
      phrase = contracted(translate(key, { ...own, ...variables }), locale);
      if (known.size < cacheSize) known.set(id, phrase);
    }
    return phrase;
  };
}
