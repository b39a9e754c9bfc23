import type { Knowledge } from '../core/knowledge.ts';
import { buildDetector } from '../language/detection/buildDetector.ts';
import { buildIndex, decide, openIndex, thresholds } from '../language/retrieval/index.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import { entriesOf, variantsOf } from './entries.ts';
import { createWithoutGreeting } from './withoutGreeting.ts';

/** Entries that the journal names for each question. */
const mostRanked = 5;

/** Builds what the bot knows from what its editors wrote; learning happens in worker threads, off the event loop. */
export async function buildKnowledge(content: Content, version: string): Promise<Knowledge> {
  const variants = variantsOf(content);
  const [index, detector] = await Promise.all([
    buildIndex(variants, { seed: 1 }),
    buildDetector(variants.flatMap((entry) => entry.variants)),
  ]);
  const retriever = openIndex(index);
  const withoutGreeting = createWithoutGreeting(content.smalltalk);
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  return {
    version,
    welcome: content.council.welcome,
    entry: (id) => entries.get(id),
    command: createCommandWords(content.commands),
    detect: detector.detect,
    understand: (text, hint) => {
      const ranked = retriever.rank(withoutGreeting(text), hint, mostRanked);
      return { ranked, decision: decide(ranked, thresholds) };
    },
  };
}
