import type { Content } from '../../content/content.ts';
import { kindExamplesOf, kindRulesOf } from '../../content/kindsOf.ts';
import type { Classification } from '../../core/model/kind.ts';
import type { Locale } from '../../core/model/locale.ts';
import { openClassifier, trainClassifier } from '../../language/classification/index.ts';
import { readLexicon } from '../../language/text/lexicon.ts';

/** Classifies a text by kind of message. */
export type Classify = (text: string, hint: Locale) => Classification;

/** The classifier of some content, trained in a fifth of a second; null where the content has no kinds. */
export function classifierOf(content: Content): Classify | null {
  const examples = kindExamplesOf(content);
  if (examples.length === 0) return null;
  return openClassifier(kindRulesOf(content), trainClassifier(examples, { lexicon: readLexicon(), seed: 1 })).classify;
}
