import { type Locale, type Localised, locales } from '../../core/model/locale.ts';
import type { AspectAnswer, Entry } from '../../core/ports/knowledge.ts';
import type { AspectFields, EntryFields, Texts } from './views.ts';

const inAll = (texts: Texts | null | undefined): Localised => {
  const said = (locale: Locale) => (typeof texts?.[locale] === 'string' ? texts[locale] : '');
  return { ca: said('ca'), es: said('es'), en: said('en') };
};

type Source = NonNullable<EntryFields['source']>;

const sourceOf = (source: Partial<Source> | null | undefined): Entry['source'] =>
  typeof source?.url === 'string' && typeof source.name === 'string' ? { url: source.url, name: source.name } : null;

/** An entry from the fields of its draft, however incomplete: what is not written yet is empty. */
export function entryOfFields(id: string, fields: EntryFields): Entry {
  const source = sourceOf(fields.source);
  const verified = typeof fields.verified === 'string' ? fields.verified : null;
  const part = (own: AspectFields): AspectAnswer => ({
    answer: inAll(own.answer),
    source: sourceOf(own.source) ?? source,
    verified: typeof own.verified === 'string' ? own.verified : verified,
    ...(typeof own.hoursOf === 'string' && { hoursOf: own.hoursOf }),
  });
  return {
    id,
    kind: 'faq',
    title: inAll(fields.title),
    answer: inAll(fields.answer),
    plain: isWritten(fields.plain) ? inAll(fields.plain) : null,
    aspects: Object.fromEntries(
      Object.entries(fields.aspects ?? {}).flatMap(([name, own]) => (own === undefined ? [] : [[name, part(own)]])),
    ),
    general: [],
    officeAliases: [],
    exceptions: (fields.exceptions ?? []).map((own) => ({ id: own.id, title: inAll(own.title), ...part(own) })),
    department: null,
    followUps: fields.followUps ?? [],
    flow: fields.flow ?? null,
    personal: fields.personal === true,
    quickExit: fields.quickExit === true,
    sensitive: fields.sensitive === true || fields.quickExit === true,
    source,
    verified,
    // It is shown as it will read, also before and after it is in use.
    valid: { from: null, until: null },
  };
}

const isWritten = (texts: Texts | null | undefined): boolean => locales.some((locale) => texts?.[locale]?.trim());
