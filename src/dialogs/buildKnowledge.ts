import type { Knowledge } from '../core/knowledge.ts';
import { openClassifier, openEmergencyCheck } from '../language/classification/index.ts';
import { createDetector, openDetector } from '../language/detection/index.ts';
import type { Learn, Lessons } from '../language/learn.ts';
import { decide, openIndex, thresholds } from '../language/retrieval/index.ts';
import { buildProtocolInForce } from './buildProtocol.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import { entriesOf, variantsOf } from './entries.ts';
import { kindExamplesOf, kindPhrasesOf, kindRulesOf, traitFinderOf } from './kindsOf.ts';
import { readMarkup } from './readMarkup.ts';
import { createSmallTalk } from './smallTalk.ts';
import { createWithoutGreeting } from './withoutGreeting.ts';

/** Entries that the journal names for each question. */
const mostRanked = 5;
const seed = 1;
/** Below this the best entry has nothing to do with the question. */
const strangeBelow = 0.01;

/** What the bot knows as soon as it can answer questions, and all of it a moment later. */
export interface Beginning {
  /** Kinds of messages are told by rules alone. */
  readonly knowledge: Knowledge;
  /** @throws {CodedError} `index.failed` */
  readonly whole: Promise<Knowledge>;
}

/** What is learnt from content. */
export function lessonsOf(content: Content): Lessons {
  return { entries: variantsOf(content), kinds: kindExamplesOf(content), seed };
}

/** Builds what the bot knows from what its editors wrote; `learn` works in a worker process, off the event loop, or remembers. */
export async function beginKnowledge(content: Content, version: string, learn: Learn): Promise<Beginning> {
  const { learnt, kinds } = learn(lessonsOf(content));
  const { index, languages } = await learnt;
  const retriever = openIndex(index);
  const detector = openDetector(languages);
  const smallTalk = createSmallTalk(content.smalltalk);
  const withoutGreeting = createWithoutGreeting(content.smalltalk);
  const knowledge: Knowledge = {
    ...bareKnowledge(content, version),
    detect: (text) => smallTalk.languageOf(text) ?? detector.detect(text),
    understand: (text, hint) => {
      const ranked = retriever.rank(withoutGreeting(text), hint, mostRanked);
      const decision = decide(ranked, thresholds);
      const isStrange = decision.kind === 'escalate' && (ranked[0]?.confidence ?? 0) < strangeBelow;
      return { ranked, decision: isStrange ? { kind: 'reword' } : decision };
    },
  };
  const byRules = openClassifier(kindRulesOf(content), null).classify;
  const reading = (known: Knowledge): Knowledge => ({
    ...known,
    ...readMarkup(known, (text) => byRules(text, 'ca')),
  });
  const whole = kinds.then((model) =>
    reading(
      model === null ? knowledge : { ...knowledge, classify: openClassifier(kindRulesOf(content), model).classify },
    ),
  );
  // Whoever goes on with the beginning alone must not be ended by it.
  whole.catch(() => {});
  return { knowledge: reading(knowledge), whole };
}

/** The same, once all of it is learnt. */
export async function buildKnowledge(content: Content, version: string, learn: Learn): Promise<Knowledge> {
  return (await beginKnowledge(content, version, learn)).whole;
}

/**
 * What the bot knows without having learnt anything: commands word for word, emergencies by their rules, the protocol.
 * Every question goes to people.
 */
export function bareKnowledge(content: Content, version: string): Knowledge {
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  const rules = kindRulesOf(content);
  const smallTalk = createSmallTalk(content.smalltalk);
  // Made when it is needed: it takes some milliseconds, and most knowledge brings its own.
  let detector: ReturnType<typeof createDetector> | null = null;
  const detect = (text: string) => {
    detector ??= createDetector(kindPhrasesOf(content));
    return detector.detect(text);
  };
  return {
    version,
    welcome: content.council.welcome,
    entry: (id) => entries.get(id),
    command: createCommandWords(content.commands),
    understand: () => ({ ranked: [], decision: { kind: 'escalate' } }),
    smallTalk: smallTalk.entryOf,
    detect: (text) => smallTalk.languageOf(text) ?? detect(text),
    classify: openClassifier(rules, null).classify,
    emergencyIn: openEmergencyCheck(rules),
    traitsIn: traitFinderOf(content),
    protocol: buildProtocolInForce(content),
  };
}
