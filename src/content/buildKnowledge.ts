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

/** Most entries that the journal records for each question. */
const rankLimit = 5;
const seed = 1;
/** Below this confidence the best entry is unrelated to the question. */
const unrelatedThreshold = 0.01;

/** The bot's knowledge in two steps: enough to answer questions first, everything shortly after. */
export interface StagedKnowledge {
  /** Classifies messages by rules alone. */
  readonly knowledge: Knowledge;
  /** @throws {CodedError} `index.failed` */
  readonly whole: Promise<Knowledge>;
}

/** Trains, or loads what was trained before. */
export interface KnowledgeLearners {
  readonly learn: Learn;
  readonly dangerMeaning: LearnDangerMeaning;
}

/** The training data of some content. */
export function lessonsOf(content: Content): Lessons {
  return { entries: variantsOf(content), kinds: kindExamplesOf(content), dangers: dangerLessonsOf(content), seed };
}

/**
 * Builds the bot's knowledge from its content; `learn` runs in a worker process, off the event loop, or loads from a
 * cache.
 */
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
      const ranked = retriever.rank(withoutGreeting(text), hint, rankLimit);
      const decision = decide(ranked, thresholds);
      const isStrange = decision.kind === 'escalate' && (ranked[0]?.confidence ?? 0) < unrelatedThreshold;
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
  // A failure of the second step must not end a process that uses only the first.
  whole.catch(() => {});
  return { knowledge: reading(knowledge), whole };
}

/** The same, fully trained. */
export async function buildKnowledge(
  content: Content,
  version: string,
  learners: KnowledgeLearners,
): Promise<Knowledge> {
  return (await stageKnowledge(content, version, learners)).whole;
}

/**
 * Knowledge without any training: exact commands, emergencies by rules, the protocol. Every question goes to people.
 */
export function rulesOnlyKnowledge(content: Content, version: string): Knowledge {
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  const rules = kindRulesOf(content);
  const smallTalk = createSmallTalk(content.smalltalk);
  // Created on demand: it takes some milliseconds, and most knowledge does not need it.
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
