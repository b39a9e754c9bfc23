import { type Locale, type Localised, locales } from '../core/model/locale.ts';
import type { CompiledProtocol } from '../core/model/protocol.ts';
import { contracted } from '../core/util/contracted.ts';
import { createDates, type Dates } from '../core/util/dates.ts';
import { interpolate, placeholdersIn } from '../core/util/interpolate.ts';
import { attentionOf, dayOpeningOf, workingMinutesOf } from './attention.ts';
import { decideProtocol } from './decideProtocol.ts';
import type { Cited, Protocol } from './protocol.ts';
import { wallTime } from './time/zone.ts';

/** Names of the rest of the content that the protocol uses. */
export interface ProtocolNames {
  /** Values of the `{{names}}` in replies, from `council.yaml`. */
  readonly values: Localised<Readonly<Record<string, string>>>;
  /** By id: standalone, and within a sentence, with its article. */
  readonly departments: Readonly<Record<string, { readonly name: Localised; readonly withArticle: Localised }>>;
}

/** Opens a protocol for turns: decisions with their texts. */
export function openProtocol(protocol: Protocol, { values, departments }: ProtocolNames): CompiledProtocol {
  const dates = Object.fromEntries(
    locales.map((locale) => [locale, createDates(locale, protocol.calendar.timeZone)]),
  ) as Record<Locale, Dates>;
  const say = (among: Readonly<Record<string, Cited>>, name: string, locale: Locale) =>
    among[name]?.say[locale].trim() ?? name;
  return {
    version: protocol.version,
    repeatedAfter: protocol.repeatedAfter,
    decide: (circumstances) => decideProtocol(protocol, circumstances),
    reply(key, locale, given) {
      const text = protocol.replies[key]?.[locale];
      if (text === undefined) return null;
      const said = interpolate(text, { ...values[locale], ...given }).trim();
      return placeholdersIn(said).length > 0 ? null : contracted(said, locale);
    },
    administrativeSilence: (name, locale) =>
      protocol.administrativeSilence[name]?.binding === 'law'
        ? say(protocol.administrativeSilence, name, locale)
        : null,
    citesOf(name) {
      const deadline = protocol.deadlines[name];
      if (deadline?.binding !== 'law') return [];
      return deadline.cites.map((each) => citedTitle(each, protocol.sources));
    },
    tone: (name, locale) => say(protocol.tones, name, locale),
    condition: (name, locale) => say(protocol.conditions, name, locale),
    department: (id, locale) => departments[id]?.name[locale] ?? id,
    theDepartment: (id, locale) => departments[id]?.withArticle[locale] ?? id,
    moment: (at, locale) => dates[locale].moment(at),
    soon: (at, locale) => dates[locale].soon(at),
    opening: (at, now, locale) => dates[locale].opening(at, now),
    clock: (at, locale) => dates[locale].clock(at),
    attention: (account, at) => attentionOf(protocol, account, at),
    openingOn: (department, day) => dayOpeningOf(protocol, department, day),
    workingMinutes: (account, from, until) => workingMinutesOf(protocol, account, from, until),
    day: (at, locale) => dates[locale].day(at),
    date: (at) => wallTime(protocol.calendar.timeZone, at).day,
    until: (at, locale, now) => dates[locale].until(at, now),
  };
}

/** What a citation names, as its source is called: `G9 5.2` is the guide's title with `(5.2)`. A law keeps its number. */
function citedTitle(citation: string, sources: Protocol['sources']): string {
  const names = Object.keys(sources).filter((name) => citation === name || citation.startsWith(`${name} `));
  const name = names.sort((a, b) => b.length - a.length)[0];
  if (name === undefined) return citation;
  const section = citation.slice(name.length).trim();
  const shown = /\d\/\d/.test(name) ? citation : section;
  return shown === '' ? (sources[name] ?? name) : `${sources[name]} (${shown})`;
}
