import type { Knowledge } from '../core/knowledge.ts';
import { createDetector } from '../language/detection/index.ts';
import { buildIndex, decide, openIndex, thresholds } from '../language/retrieval/index.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import { entriesOf, variantsOf } from './entries.ts';

/** Entries that the journal names for each question. */
const mostRanked = 5;

/** Builds what the bot knows from what its editors wrote; the index is trained in a worker, off the event loop. */
export async function buildKnowledge(content: Content, version: string): Promise<Knowledge> {
  const variants = variantsOf(content);
  const retriever = openIndex(await buildIndex(variants, { seed: 1 }));
  const detector = createDetector(variants.flatMap((entry) => entry.variants));
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  return {
    version,
    welcome: content.council.welcome,
    entry: (id) => entries.get(id),
    command: createCommandWords(content.commands),
    detect: detector.detect,
    understand: (text, hint) => {
      const ranked = retriever.rank(text, hint, mostRanked);
      return { ranked, decision: decide(ranked, thresholds) };
    },
  };
}
