import { findParagraphs, type Paragraph, pairParagraphs, type TwoVersions } from './paragraphs.ts';

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

/** The Catalan paragraph next to which each paragraph of a translation was last edited, by the text of the latter. */
export type TranslatedFrom = ReadonlyMap<string, string>;

/**
 * The paragraphs of a translation to look at again, in the order of the Catalan. Null where what citizens get has another
 * number of paragraphs in each language, so that nobody can tell.
 */
export function staleParagraphs(
  catalan: TwoVersions,
  translation: TwoVersions,
  translatedFrom: TranslatedFrom,
): readonly StaleParagraph[] | null {
  const { translations, origins, gone } = pairParagraphs(catalan, translation);
  if (origins === null) return null;
  const [before, then] = [findParagraphs(catalan.live), findParagraphs(translation.live)];
  const own = findParagraphs(translation.draft);
  const stale: StaleParagraph[] = [];
  findParagraphs(catalan.draft).forEach(({ text }, index) => {
    const origin = origins[index] ?? -1;
    const original = before[origin];
    const translated = own[translations[index] ?? -1];
    const known = translated === undefined ? undefined : translatedFrom.get(translated.text);
    if (known !== undefined) {
      if (known !== text && translated !== undefined)
        stale.push({ kind: 'changed', number: index + 1, before: known, after: text, at: rangeOf(translated) });
    } else if (original === undefined) {
      // One that came in the translation as well is its translation.
      if (translated === undefined) stale.push({ kind: 'added', number: index + 1, before: '', after: text, at: null });
    } else if (original.text !== text && translated !== undefined && translated.text === then[origin]?.text) {
      stale.push({ kind: 'changed', number: index + 1, before: original.text, after: text, at: rangeOf(translated) });
    }
  });
  for (const { origin, translation: position } of gone) {
    const left = own[position];
    if (left === undefined || left.text !== then[origin]?.text) continue;
    const text = before[origin]?.text ?? '';
    stale.push({ kind: 'removed', number: position + 1, before: text, after: '', at: rangeOf(left) });
  }
  return stale;
}

/** What a translation was translated from, after an edit of it: the Catalan that each changed paragraph translates. */
export function withTranslated(
  known: TranslatedFrom,
  edit: { readonly before: string; readonly catalan: TwoVersions; readonly translation: TwoVersions },
): TranslatedFrom {
  const old = new Set(findParagraphs(edit.before).map(({ text }) => text));
  const own = findParagraphs(edit.translation.draft);
  const next = new Map([...known].filter(([text]) => own.some((each) => each.text === text)));
  const { translations } = pairParagraphs(edit.catalan, edit.translation);
  findParagraphs(edit.catalan.draft).forEach(({ text }, index) => {
    const translated = own[translations[index] ?? -1];
    if (translated !== undefined && !old.has(translated.text)) next.set(translated.text, text);
  });
  return next;
}

const rangeOf = ({ start, end }: Paragraph) => ({ start, end });
