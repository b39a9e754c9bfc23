import { exceptionName } from '../../core/dialogue/details.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Entry, Knowledge, WordsShared } from '../../core/ports/knowledge.ts';
import { finish, hashText } from '../../language/text/hash.ts';
import { stemsOf } from './stems.ts';

/** Words of which no service speaks say as much as one of which this share of a service does. */
const unheard = 0.5;

/** The stems of texts as hashes, in ascending order: a set of strings for each of some 6,000 texts would take ten times the memory. */
type Stems = Uint32Array;

interface ServiceTexts {
  /** By name: see `WordsShared.ofPart`. */
  readonly named: ReadonlyMap<string, Stems>;
  readonly all: Stems;
}

interface LocaleTexts {
  readonly services: ReadonlyMap<string, ServiceTexts>;
  /** How many services speak of a stem. */
  readonly counts: ReadonlyMap<number, number>;
}

/**
 * Tells how much of what a text says stands in what is written of a service, as `Knowledge.wordsShared`: words of which few
 * services speak count most (inverse document frequency). The texts of a language are counted when the first question in it
 * comes.
 */
export function createWordsShared(services: readonly Entry[]): NonNullable<Knowledge['wordsShared']> {
  const counted = new Map<Locale, LocaleTexts>();
  const textsIn = (locale: Locale) => {
    const known = counted.get(locale) ?? countTexts(services, locale);
    counted.set(locale, known);
    return known;
  };
  return (text, locale) => {
    const texts = textsIn(locale);
    const said = [...hashesOf(text)].map((stem) => ({
      stem,
      weight: Math.log(1 + services.length / (unheard + (texts.counts.get(stem) ?? 0))),
    }));
    const total = said.reduce((sum, { weight }) => sum + weight, 0);
    const shareIn = (stems: Stems | undefined) =>
      stems === undefined || total === 0
        ? 0
        : said.reduce((sum, { stem, weight }) => (has(stems, stem) ? sum + weight : sum), 0) / total;
    return {
      ofService: (entry) => shareIn(texts.services.get(entry)?.all),
      ofPart: (entry, part) => shareIn(texts.services.get(entry)?.named.get(part)),
    } satisfies WordsShared;
  };
}

function countTexts(services: readonly Entry[], locale: Locale): LocaleTexts {
  const counts = new Map<number, number>();
  const found = new Map<string, ServiceTexts>();
  for (const { id, title, answer, aspects, exceptions } of services) {
    const named = new Map<string, Stems>([['whole', sorted(hashesOf(answer[locale]))]]);
    for (const [aspect, part] of Object.entries(aspects)) named.set(aspect, sorted(hashesOf(part.answer[locale])));
    for (const each of exceptions)
      named.set(exceptionName(each.id), sorted(hashesOf(`${each.title[locale]} ${each.answer[locale]}`)));
    const all = new Set([...hashesOf(title[locale]), ...[...named.values()].flatMap((stems) => [...stems])]);
    for (const stem of all) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    found.set(id, { named, all: sorted(all) });
  }
  return { services: found, counts };
}

const hashesOf = (text: string): ReadonlySet<number> =>
  new Set([...stemsOf(text)].map((stem) => finish(hashText(0, stem))));

const sorted = (stems: ReadonlySet<number>): Stems => Uint32Array.from(stems).sort();

function has(stems: Stems, stem: number): boolean {
  let low = 0;
  let high = stems.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = stems[middle] as number;
    if (value === stem) return true;
    if (value < stem) low = middle + 1;
    else high = middle;
  }
  return false;
}
