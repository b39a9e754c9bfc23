/** A text in two versions: as citizens get it, and as it is drafted. */
export interface TwoVersions {
  readonly live: string;
  readonly draft: string;
}

/** A paragraph of a translation whose Catalan changed after it was translated. */
export interface StaleParagraph {
  readonly kind: 'changed' | 'added' | 'removed';
  /** Number of the Catalan paragraph, from 1; of the translation's where the Catalan one is gone. */
  readonly number: number;
  /** The Catalan paragraph before and now; empty where there was or is none. */
  readonly before: string;
  readonly after: string;
  /** Where the translation's paragraph is in its draft; null: it has none yet. */
  readonly at: { readonly start: number; readonly end: number } | null;
}

interface Paragraph {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The Catalan paragraph next to which each paragraph of a translation was last edited, by the text of the latter. */
export type TranslatedFrom = ReadonlyMap<string, string>;

/** Paragraphs of a text, which empty lines divide. */
export function translatedParagraphs(text: string): readonly Paragraph[] {
  return Array.from(text.matchAll(/\S(?:(?!\n[^\S\n]*\n)[\s\S])*/g), (match) => {
    const whole = match[0].trimEnd();
    return { text: whole, start: match.index, end: match.index + whole.length };
  });
}

/**
 * The paragraphs of a translation to look at again, in the order of the Catalan. Paragraphs are paired by their order in
 * what citizens get; null where that has another number of them in each language, so that nobody can tell.
 */
export function staleParagraphs(
  catalan: TwoVersions,
  translation: TwoVersions,
  translatedFrom: TranslatedFrom,
): readonly StaleParagraph[] | null {
  const [before, now] = [translatedParagraphs(catalan.live), translatedParagraphs(catalan.draft)];
  const [then, own] = [translatedParagraphs(translation.live), translatedParagraphs(translation.draft)];
  if (before.length !== then.length) return null;
  const catalanOf = align(before, now);
  const ownOf = align(then, own);
  const stale: StaleParagraph[] = [];
  now.forEach(({ text }, index) => {
    const from = catalanOf.indexOf(index);
    const original = before[from];
    // The paragraph that translates it: the one of before, or else the one that stands at the same position.
    const position = from === -1 ? index : (ownOf[from] ?? null);
    const translated = position === null ? undefined : own[position];
    const known = translated === undefined ? undefined : translatedFrom.get(translated.text);
    if (known !== undefined) {
      if (known !== text && translated !== undefined)
        stale.push({ kind: 'changed', number: index + 1, before: known, after: text, at: rangeOf(translated) });
    } else if (original === undefined) {
      // One that came in the translation as well is its translation.
      const isNew = translated !== undefined && position !== null && !ownOf.includes(position);
      if (!isNew) stale.push({ kind: 'added', number: index + 1, before: '', after: text, at: null });
    } else if (original.text !== text && translated !== undefined && translated.text === then[from]?.text) {
      stale.push({ kind: 'changed', number: index + 1, before: original.text, after: text, at: rangeOf(translated) });
    }
  });
  before.forEach(({ text }, index) => {
    const position = ownOf[index] ?? null;
    const translated = position === null ? undefined : own[position];
    if (catalanOf[index] !== null || translated === undefined || translated.text !== then[index]?.text) return;
    stale.push({ kind: 'removed', number: (position ?? 0) + 1, before: text, after: '', at: rangeOf(translated) });
  });
  return stale;
}

/** What a translation was translated from, after an edit of it: the Catalan at the same position as what changed. */
export function withTranslated(
  known: TranslatedFrom,
  edit: { readonly before: string; readonly after: string; readonly catalan: string },
): TranslatedFrom {
  const old = new Set(translatedParagraphs(edit.before).map(({ text }) => text));
  const catalan = translatedParagraphs(edit.catalan);
  const own = translatedParagraphs(edit.after);
  const next = new Map([...known].filter(([text]) => own.some((each) => each.text === text)));
  own.forEach(({ text }, index) => {
    const original = catalan[index];
    if (!old.has(text) && original !== undefined) next.set(text, original.text);
  });
  return next;
}

const rangeOf = ({ start, end }: Paragraph) => ({ start, end });

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
