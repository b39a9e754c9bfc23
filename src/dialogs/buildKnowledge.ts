import type { Knowledge } from '../core/knowledge.ts';
import { openDetector } from '../language/detection/index.ts';
import { learn } from '../language/learn.ts';
import { decide, openIndex, thresholds } from '../language/retrieval/index.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import { entriesOf, variantsOf } from './entries.ts';
import { createWithoutGreeting } from './withoutGreeting.ts';

/** Entries that the journal names for each question. */
const mostRanked = 5;

/** Builds what the bot knows from what its editors wrote; learning happens in a worker thread, off the event loop. */
export async function buildKnowledge(content: Content, version: string): Promise<Knowledge> {
  const { index, languages } = await learn(variantsOf(content), { seed: 1 });
  const retriever = openIndex(index);
  const detector = openDetector(languages);
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
