import { folderSource } from '../../src/content/documents/source.ts';
import { kindExamplesOf, kindRulesOf } from '../../src/content/kindsOf.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import type { Kind } from '../../src/core/model/kind.ts';
import { type Classifier, openClassifier, trainClassifier } from '../../src/language/classification/index.ts';
import { readLexicon } from '../../src/language/text/lexicon.ts';

const pieces = 5;
const seed = 1;

/**
 * The shipped classifier, its training time, and the results of classifiers trained without a fifth of the examples.
 */
export async function buildKindsFor(folder: string): Promise<{
  classifier: Classifier;
  milliseconds: number;
  heldOut: readonly { readonly wanted: Kind; readonly given: Kind }[];
}> {
  const { content } = await loadContent(folderSource(folder), null);
  const rules = kindRulesOf(content);
  const examples = kindExamplesOf(content);
  const lexicon = readLexicon();
  const heldOut = Array.from({ length: pieces }, (_, part) => {
    const learnt = examples.map((one) => ({ ...one, texts: one.texts.filter((_text, at) => at % pieces !== part) }));
    const other = openClassifier(rules, trainClassifier(learnt, { lexicon, seed }));
    return examples.flatMap(({ kind, texts }) =>
      texts
        .filter((_text, at) => at % pieces === part)
        .map((text) => ({ wanted: kind, given: other.classify(text, 'ca').kind })),
    );
  }).flat();
  const began = performance.now();
  const classifier = openClassifier(rules, trainClassifier(examples, { lexicon, seed }));
  return { classifier, milliseconds: performance.now() - began, heldOut };
}
