import { locales } from '../../core/model/locale.ts';
import type { Content } from '../content.ts';
import { bareWord } from './bareWord.ts';
import { wordsIn } from './wordsIn.ts';

/** A word that begins with a capital, on its own or after an article. */
const isName = /^(?:[ldsnmtLDSNMT]['’])?\p{Lu}/u;

/**
 * The words of names, which are right in every language: the town's streets, facilities, departments, the services and
 * pages that answers name as their sources, and the languages.
 */
export function townNames(content: Content): ReadonlySet<string> {
  const { streets, departments, council, faq, phrases, flows = {} } = content;
  const whole = (streets?.streets ?? []).flatMap(({ name, others }) => [name, ...others]);
  const values = Object.values(council.values).flatMap((value) =>
    typeof value === 'string' ? [value] : locales.map((locale) => value[locale]),
  );
  const titles = [
    ...departments.departments.flatMap(({ name, aliases = [] }) => [...locales.map((each) => name[each]), ...aliases]),
    ...Object.values(faq).flatMap(({ entries }) => entries.map(({ source }) => source.name)),
    ...Object.values(flows).flatMap(({ slots = {} }) =>
      Object.values(slots).flatMap((slot) =>
        Array.isArray(slot.options) ? slot.options.flatMap(({ title }) => locales.map((each) => title[each])) : [],
      ),
    ),
    ...values,
    // Languages are called as they call themselves.
    ...locales.flatMap((each) => {
      const name = phrases.phrases[`choice.locale.${each}`];
      return name === undefined ? [] : locales.map((locale) => name[locale]);
    }),
  ];
  const words = (texts: readonly string[]) => texts.flatMap((text) => wordsIn(text).map(({ word }) => word));
  return new Set([...words(whole), ...words(titles).filter((word) => isName.test(word))].map(bareWord));
}
