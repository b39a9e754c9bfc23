import { exceptionName } from '../../core/dialogue/details.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { Timer } from '../../core/ports/clock.ts';
import type { Entry, Knowledge, WordsShared } from '../../core/ports/knowledge.ts';
import { unheldTimer } from '../../core/util/sleep.ts';
import { conceptsOf, conceptsOfPair } from '../../language/text/concepts.ts';
import { finish, hashText, mixHash } from '../../language/text/hash.ts';
import { type LexiconData, readLexicon } from '../../language/text/lexicon.ts';
import { tokens } from '../../language/text/tokens.ts';
import { stemsOf, withoutAddresses } from './stems.ts';

/** Words of which no service speaks say as much as one of which this share of a service does. */
const unheard = 0.5;

/** What keeps the hashes of stems and of concepts apart. */
const salt = { stem: 0x3c4f92a1, concept: 0x61d80b57 } as const;

/** The stems and concepts of texts as hashes, in ascending order: a set of strings for each of some 6,000 texts would take ten times the memory. */
type Hashes = Uint32Array;

interface ServiceTexts {
  /** By name: see `WordsShared.ofPart`. */
  readonly named: ReadonlyMap<string, Hashes>;
  readonly all: Hashes;
}

interface LocaleTexts {
  readonly services: ReadonlyMap<string, ServiceTexts>;
  /** How many services speak of a stem or a concept. */
  readonly counts: ReadonlyMap<number, number>;
}

interface WordsSharedOptions {
  /** Absent: read from its files when it is first needed. */
  readonly dictionary?: LexiconData | undefined;
  readonly timer?: Timer;
}

type HashesOf = (text: string) => ReadonlySet<number>;

/** Milliseconds after which the texts are counted, when a start or a release is over, and between two services. */
const aheadAfterMs = 1_000;
const pauseMs = 5;

/**
 * Tells how much of what a text says stands in what is written of a service, as `Knowledge.wordsShared`: words of which few
 * services speak count most (inverse document frequency). The texts are counted ahead, a service at a time, a millisecond each;
 * a question that comes before waits for those of its language.
 */
export function createWordsShared(
  services: readonly Entry[],
  { dictionary, timer = unheldTimer }: WordsSharedOptions = {},
): NonNullable<Knowledge['wordsShared']> {
  let lexicon = dictionary;
  const hashesOf = (text: string) => {
    lexicon ??= readLexicon();
    return hashesBy(lexicon, text);
  };
  const countings = new Map(locales.map((locale) => [locale, startCounting(services, locale, hashesOf)]));
  const ahead = () => {
    if ([...countings.values()].some((counting) => counting.step())) timer(pauseMs, ahead);
  };
  timer(aheadAfterMs, ahead);
  return (text, locale) => {
    const { texts, step } = countings.get(locale) as Counting;
    while (step());
    const said = [...hashesOf(text)].map((hash) => ({
      hash,
      weight: Math.log(1 + services.length / (unheard + (texts.counts.get(hash) ?? 0))),
    }));
    const total = said.reduce((sum, { weight }) => sum + weight, 0);
    const shareIn = (hashes: Hashes | undefined) =>
      hashes === undefined || total === 0
        ? 0
        : said.reduce((sum, { hash, weight }) => (has(hashes, hash) ? sum + weight : sum), 0) / total;
    return {
      ofService: (entry) => shareIn(texts.services.get(entry)?.all),
      ofPart: (entry, part) => shareIn(texts.services.get(entry)?.named.get(part)),
    } satisfies WordsShared;
  };
}

/** The texts of a language as far as they are counted. */
interface Counting {
  readonly texts: LocaleTexts;
  /** Counts those of one more service; false: all are. */
  step(): boolean;
}

function startCounting(services: readonly Entry[], locale: Locale, hashesOf: HashesOf): Counting {
  const counts = new Map<number, number>();
  const found = new Map<string, ServiceTexts>();
  let done = 0;
  return {
    texts: { services: found, counts },
    step() {
      const service = services[done];
      if (service === undefined) return false;
      done += 1;
      const texts = countTexts(service, locale, hashesOf);
      for (const hash of texts.all) counts.set(hash, (counts.get(hash) ?? 0) + 1);
      found.set(service.id, texts);
      return true;
    },
  };
}

function countTexts({ title, answer, aspects, exceptions }: Entry, locale: Locale, hashesOf: HashesOf): ServiceTexts {
  const named = new Map<string, Hashes>([['whole', sorted(hashesOf(answer[locale]))]]);
  for (const [aspect, part] of Object.entries(aspects)) named.set(aspect, sorted(hashesOf(part.answer[locale])));
  for (const each of exceptions)
    named.set(exceptionName(each.id), sorted(hashesOf(`${each.title[locale]} ${each.answer[locale]}`)));
  const all = new Set([...hashesOf(title[locale]), ...[...named.values()].flatMap((hashes) => [...hashes])]);
  return { named, all: sorted(all) };
}

/**
 * What a text speaks of: the stems of its words, and the concepts that the small dictionary knows them by, so that "what do
 * I owe" has something of "the price is".
 */
function hashesBy(dictionary: LexiconData, text: string): ReadonlySet<number> {
  const hashes = new Set([...stemsOf(text)].map((stem) => finish(hashText(salt.stem, stem))));
  // Line by line: of a long text that people wrote at once, `tokens` leaves the middle out.
  const words = withoutAddresses(text)
    .split('\n')
    .flatMap((line) => tokens(line));
  for (const [place, word] of words.entries()) {
    const next = words[place + 1];
    for (const concept of conceptsAt(dictionary, conceptsOf(dictionary, word))) hashes.add(concept);
    if (next === undefined) continue;
    for (const concept of conceptsAt(dictionary, conceptsOfPair(dictionary, word, next))) hashes.add(concept);
  }
  return hashes;
}

/** The hashes of the concepts at an index of the dictionary; none at -1. */
function conceptsAt({ lists }: LexiconData, index: number): number[] {
  if (index < 0) return [];
  const concepts = lists.subarray(index + 1, index + 1 + (lists[index] as number));
  return Array.from(concepts, (concept) => finish(mixHash(salt.concept, concept)));
}

const sorted = (hashes: ReadonlySet<number>): Hashes => Uint32Array.from(hashes).sort();

function has(hashes: Hashes, hash: number): boolean {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = hashes[middle] as number;
    if (value === hash) return true;
    if (value < hash) low = middle + 1;
    else high = middle;
  }
  return false;
}
