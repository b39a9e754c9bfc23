import type { Locale } from '../../../../src/core/model/locale.ts';

/** A text in two versions: as citizens get it, and as it is drafted. */
export interface TwoVersions {
  readonly live: string;
  readonly draft: string;
}

/** A paragraph, and where it is in its text. */
export interface Paragraph {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Paragraphs of a text, which empty lines divide. */
export function findParagraphs(text: string): readonly Paragraph[] {
  return Array.from(text.matchAll(/\S(?:(?!\n[^\S\n]*\n)[\s\S])*/g), (match) => {
    const whole = match[0].trimEnd();
    return { text: whole, start: match.index, end: match.index + whole.length };
  });
}

/** Which paragraphs of a translation translate which of the Catalan. */
interface ParagraphPairs {
  /** For each Catalan paragraph of the draft the index of its translation there; null: it has none. */
  readonly translations: readonly (number | null)[];
  /**
   * For each Catalan paragraph of the draft the index that it has in what citizens get; -1: it is new. Null where that
   * has another number of paragraphs in each language, so that nobody can tell what translates what.
   */
  readonly origins: readonly number[] | null;
  /** Indexes, in what citizens get, of Catalan paragraphs that are gone, with their translations in the draft. */
  readonly gone: readonly { readonly origin: number; readonly translation: number }[];
}

/**
 * Pairs the paragraphs of a translation with those of the Catalan: by their order in what citizens get, and between
 * those in order what is new in both. Where nobody can tell, by their order in the drafts.
 */
export function pairParagraphs(catalan: TwoVersions, translation: TwoVersions): ParagraphPairs {
  const [before, now] = [findParagraphs(catalan.live), findParagraphs(catalan.draft)];
  const [then, own] = [findParagraphs(translation.live), findParagraphs(translation.draft)];
  if (before.length !== then.length) {
    const translations = now.map((_, index) => (index < own.length ? index : null));
    return { translations, origins: null, gone: [] };
  }
  const catalanOf = align(before, now);
  const ownOf = align(then, own);
  const origins = now.map((_, index) => catalanOf.indexOf(index));
  const gone = catalanOf.flatMap((index, origin) => {
    const left = ownOf[origin] ?? null;
    return index === null && left !== null ? [{ origin, translation: left }] : [];
  });
  const left = new Set(gone.map(({ translation: index }) => index));
  const translations = origins.map((origin) => (origin === -1 ? null : (ownOf[origin] ?? null)));
  fillGaps(translations, own.length, left);
  return { translations, origins, gone };
}

/** A row of paragraphs that say the same, in each language; null: it has none there. */
export type ParagraphRow = Readonly<Record<Locale, Paragraph | null>>;

/** The paragraphs of a text as rows, in the order of the Catalan; what only translations have is where it is there. */
export function paragraphRows(texts: Readonly<Record<Locale, TwoVersions>>): readonly ParagraphRow[] {
  const catalan = findParagraphs(texts.ca.draft);
  const columns = { es: columnOf(texts.ca, texts.es), en: columnOf(texts.ca, texts.en) };
  const rows: ParagraphRow[] = [];
  const addExtra = (after: number) => {
    const [es, en] = [columns.es.extra.get(after) ?? [], columns.en.extra.get(after) ?? []];
    for (let index = 0; index < Math.max(es.length, en.length); index += 1)
      rows.push({ ca: null, es: es[index] ?? null, en: en[index] ?? null });
  };
  addExtra(-1);
  catalan.forEach((paragraph, index) => {
    rows.push({ ca: paragraph, es: columns.es.paired[index] ?? null, en: columns.en.paired[index] ?? null });
    addExtra(index);
  });
  return rows;
}

/** The paragraphs of a translation: those of each Catalan one, and the others by the Catalan one that they follow. */
function columnOf(catalan: TwoVersions, translation: TwoVersions) {
  const own = findParagraphs(translation.draft);
  const { translations } = pairParagraphs(catalan, translation);
  const extra = new Map<number, Paragraph[]>();
  let after = -1;
  own.forEach((paragraph, index) => {
    const paired = translations.indexOf(index);
    if (paired === -1) extra.set(after, [...(extra.get(after) ?? []), paragraph]);
    else after = paired;
  });
  return { paired: translations.map((index) => (index === null ? null : (own[index] ?? null))), extra };
}

/** Pairs what is left on both sides between two pairs, in order. */
function fillGaps(translations: (number | null)[], count: number, without: ReadonlySet<number>): void {
  let free = 0;
  for (let index = 0; index < translations.length; index += 1) {
    const paired = translations[index] ?? null;
    if (paired !== null) {
      free = paired + 1;
      continue;
    }
    const end = translations.slice(index).find((each) => each !== null) ?? count;
    while (free < end && without.has(free)) free += 1;
    if (free >= end) continue;
    translations[index] = free;
    free += 1;
  }
}

/**
 * For each paragraph of a text its index in another version; null: it is gone. Equal ones are paired in order; between
 * them those that are left, by their order.
 */
function align(before: readonly Paragraph[], after: readonly Paragraph[]): readonly (number | null)[] {
  const width = after.length + 1;
  // lengths[i * width + j]: the most paragraphs that before from i and after from j have in common, in order.
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        before[i]?.text === after[j]?.text
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const pairs: (number | null)[] = before.map(() => null);
  let i = 0;
  let j = 0;
  let gapI = 0;
  let gapJ = 0;
  const closeGap = () => {
    for (; gapI < i && gapJ < j; gapI += 1, gapJ += 1) pairs[gapI] = gapJ;
  };
  while (i < before.length && j < after.length) {
    if (before[i]?.text === after[j]?.text) {
      closeGap();
      pairs[i] = j;
      i += 1;
      j += 1;
      gapI = i;
      gapJ = j;
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  i = before.length;
  j = after.length;
  closeGap();
  return pairs;
}
