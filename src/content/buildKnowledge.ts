import type { Knowledge } from '../core/ports/knowledge.ts';
import { openClassifier } from '../language/classification/index.ts';
import { type DangerMeaning, openDangerDetector } from '../language/danger/index.ts';
import { createDetector, openDetector } from '../language/detection/index.ts';
import type { Learn, Lessons } from '../language/learn.ts';
import { decide, type IndexData, openIndex, thresholds } from '../language/retrieval/index.ts';
import { compileProtocol } from './buildProtocol.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import type { LearnDangerMeaning } from './dangers/dangerMeaning.ts';
import { dangerHelpOf, dangerLessonsOf, dangerRulesOf } from './dangers/dangersOf.ts';
import { entriesOf, variantsOf } from './entries.ts';
import { kindExamplesOf, kindPhrasesOf, kindRulesOf, traitFinderOf } from './kindsOf.ts';
import { createSmallTalk } from './smallTalk.ts';
import { readMarkup } from './text/readMarkup.ts';
import { createWithoutGreeting } from './text/withoutGreeting.ts';

/** Entries that the journal names for each question. */
const maxRanked = 5;
const seed = 1;
/** Below this the best entry has nothing to do with the question. */
const strangeBelow = 0.01;

/** What the bot knows as soon as it can answer questions, and all of it a moment later. */
export interface StagedKnowledge {
  /** Kinds of messages are told by rules alone. */
  readonly knowledge: Knowledge;
  /** @throws {CodedError} `index.failed` */
  readonly whole: Promise<Knowledge>;
}

/** What learns, or remembers what was learnt. */
export interface KnowledgeLearners {
  readonly learn: Learn;
  readonly dangerMeaning: LearnDangerMeaning;
}

/** What is learnt from content. */
export function lessonsOf(content: Content): Lessons {
  return { entries: variantsOf(content), kinds: kindExamplesOf(content), dangers: dangerLessonsOf(content), seed };
}

/** Builds what the bot knows from what its editors wrote; `learn` works in a worker process, off the event loop, or remembers. */
export async function stageKnowledge(
  content: Content,
  version: string,
  { learn, dangerMeaning }: KnowledgeLearners,
): Promise<StagedKnowledge> {
  const lessons = lessonsOf(content);
  const { learnt, dangers, kinds } = learn(lessons);
  const meaning = dangerMeaning(lessons.dangers);
  const { index, languages } = await learnt;
  const retriever = openIndex(index);
  const smallTalk = createSmallTalk(content.smalltalk);
  const withoutGreeting = createWithoutGreeting(content.smalltalk);
  const { detect, foreignLanguage } = openDetector(languages);
  const dangerWith = (words: IndexData | null, known: DangerMeaning | null) =>
    openDangerDetector({
      dangers: dangerRulesOf(content),
      help: dangerHelpOf(content),
      words,
      meaning: known,
      isOurs: (text) => detect(text).locale !== 'other',
    });
  const knowledge: Knowledge = {
    ...rulesOnlyKnowledge(content, version),
    detect: (text) => smallTalk.languageOf(text) ?? detect(text),
    foreignLanguage,
    danger: dangerWith(null, await meaning.kept),
    understand: (text, hint) => {
      const ranked = retriever.rank(withoutGreeting(text), hint, maxRanked);
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
  const whole = Promise.all([kinds, dangers, meaning.learnt]).then(([model, words, known]) =>
    reading({
      ...knowledge,
      danger: dangerWith(words, known),
      ...(model === null ? {} : { classify: openClassifier(kindRulesOf(content), model).classify }),
    }),
  );
  // Whoever goes on with the beginning alone must not be ended by it.
  whole.catch(() => {});
  return { knowledge: reading(knowledge), whole };
}

/** The same, once all of it is learnt. */
export async function buildKnowledge(
  content: Content,
  version: string,
  learners: KnowledgeLearners,
): Promise<Knowledge> {
  return (await stageKnowledge(content, version, learners)).whole;
}

/**
 * What the bot knows without having learnt anything: commands word for word, emergencies by their rules, the protocol.
 * Every question goes to people.
 */
export function rulesOnlyKnowledge(content: Content, version: string): Knowledge {
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  const rules = kindRulesOf(content);
  const smallTalk = createSmallTalk(content.smalltalk);
  // Made when it is needed: it takes some milliseconds, and most knowledge brings its own.
  let detector: ReturnType<typeof createDetector> | null = null;
  const detectorOf = () => {
    detector ??= createDetector(kindPhrasesOf(content));
    return detector;
  };
  return {
    version,
    welcome: content.council.welcome,
    entry: (id) => entries.get(id),
    command: createCommandWords(content.commands),
    understand: () => ({ ranked: [], decision: { kind: 'escalate' } }),
    smallTalk: smallTalk.entryOf,
    detect: (text) => smallTalk.languageOf(text) ?? detectorOf().detect(text),
    foreignLanguage: (text) => detectorOf().foreignLanguage(text),
    classify: openClassifier(rules, null).classify,
    danger: openDangerDetector({
      dangers: dangerRulesOf(content),
      help: dangerHelpOf(content),
      words: null,
      meaning: null,
      isOurs: () => true,
    }),
    traitsIn: traitFinderOf(content),
    protocol: compileProtocol(content),
  };
}
