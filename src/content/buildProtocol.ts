import { createHash } from 'node:crypto';
import { type Locale, type Localised, locales } from '../core/model/locale.ts';
import type { CompiledProtocol } from '../core/model/protocol.ts';
import { createProtocol, openProtocol, type Protocol } from '../protocol/index.ts';
import type { Content, ProtocolContent } from './content.ts';

/** Compiles the protocol of some content. Its version changes only with the protocol, the calendar or its holidays. */
export function buildProtocol({ protocol, calendar, publicHolidays }: ProtocolContent): Protocol {
  const { days } = publicHolidays;
  const said = JSON.stringify({ protocol, calendar, days });
  const version = createHash('sha256').update(said).digest('hex').slice(0, 16);
  return createProtocol(protocol, calendar, days, version);
}

/** The same for turns, with the names from the rest of the content. */
export function compileProtocol(content: Content): CompiledProtocol {
  const { council, departments } = content;
  const valuesIn = (locale: Locale) =>
    Object.fromEntries(
      Object.entries(council.values).map(([name, value]) => [name, typeof value === 'string' ? value : value[locale]]),
    );
  const values = Object.fromEntries(locales.map((locale) => [locale, valuesIn(locale)])) as Localised<
    Readonly<Record<string, string>>
  >;
  return openProtocol(buildProtocol(content), {
    values,
    departments: Object.fromEntries(
      departments.departments.map(({ id, name, withArticle }) => [id, { name, withArticle: withArticle ?? name }]),
    ),
  });
}
