import type { Locale } from '../model/locale.ts';
import type { Entry } from '../ports/knowledge.ts';
import type { Translate } from '../ports/translate.ts';

/** An answer, or the beginning of one, with the line that names its source and when it was last checked. */
export function withSource(
  answer: string,
  { source, verified }: Pick<Entry, 'source' | 'verified'>,
  locale: Locale,
  translate: Translate,
): string {
  if (source === null) return answer;
  const date = verified === null ? '' : verified.split('-').reverse().join('/');
  return `${answer}\n\n${translate('source', locale, { name: source.name, url: source.url, date })}`;
}
