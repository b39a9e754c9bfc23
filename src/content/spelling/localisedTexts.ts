import { isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { isLocale } from '../../core/model/locale.ts';
import type { DocumentWord, SpeltText } from './views.ts';

/** A text of a document, with where it is in it. */
type LocalisedText = SpeltText & Pick<DocumentWord, 'line' | 'from' | 'to'>;

/** The texts of a YAML document that stand under the name of a language; none where it cannot be read. */
export function localisedTexts(source: string): readonly LocalisedText[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return [];
  const texts: LocalisedText[] = [];
  visit(document, {
    Pair(_, pair) {
      if (!isPair(pair) || !isScalar(pair.key) || !isScalar(pair.value)) return;
      const { key, value } = pair;
      if (!isLocale(key.value) || typeof value.value !== 'string' || !value.range) return;
      const [from, to] = value.range;
      texts.push({ locale: key.value, text: value.value, line: lines.linePos(from).line, from, to });
    },
  });
  return texts;
}
