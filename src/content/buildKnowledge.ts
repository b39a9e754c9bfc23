import { readFileSync } from 'node:fs';
import { featureNames } from '../core/dialogue/features.ts';
import { shippedThresholds } from '../core/dialogue/thresholds.ts';
import { type Localised, locales } from '../core/model/locale.ts';
import type { Act, Detection } from '../core/model/understanding.ts';
import { type MoveModel, moves } from '../core/model/understanding.ts';
import type { ForeignGreeting, Knowledge } from '../core/ports/knowledge.ts';
import { plainWords } from '../core/util/plainWords.ts';
import { openClassifier } from '../language/classification/index.ts';
import { type DangerMeaning, openDangerDetector } from '../language/danger/index.ts';
import { createDetector, openDetector } from '../language/detection/index.ts';
import type { Learn, Learnt, Lessons } from '../language/learn.ts';
import type { IndexData } from '../language/retrieval/index.ts';
import { readLexicon } from '../language/text/lexicon.ts';
import { openClasses } from '../language/understanding/classes.ts';
import { createExceptionFinder } from '../language/understanding/exceptions.ts';
import { openHead } from '../language/understanding/head.ts';
import type { UnderstandingMeaning } from '../language/understanding/lessons.ts';
import { openTopics, type TopicReader } from '../language/understanding/topics.ts';
import { openUnderstanding, type Readers } from '../language/understanding/understand.ts';
import { compileProtocol } from './buildProtocol.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import type { LearnDangerMeaning } from './dangers/dangerMeaning.ts';
import { dangerHelpOf, dangerLessonsOf, dangerRulesOf } from './dangers/dangersOf.ts';
import { entriesOf, variantsOf } from './entries.ts';
import { flowsOf } from './flows/flowsOf.ts';
import { kindExamplesOf, kindPhrasesOf, kindRulesOf, traitFinderOf } from './kindsOf.ts';
import { createSmallTalk } from './smallTalk.ts';
import { readMarkup } from './text/readMarkup.ts';
import { createWithoutGreeting } from './text/withoutGreeting.ts';
import { exceptionsOf, understandingLessonsOf } from './understanding/lessonsOf.ts';
import type { LearnUnderstandingMeaning } from './understanding/understandingMeaning.ts';

const seed = 1;
/** Aspects, and acts, that the journal records for each message. */
const ranking = { most: 3, least: 0.05 } as const;
const actRanking = { most: 6, least: 0.02 } as const;

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
  readonly understandingMeaning: LearnUnderstandingMeaning;
}

/** The training data of some content. */
export function lessonsOf(content: Content): Lessons {
  const { aspects, acts } = understandingLessonsOf(content);
  return {
    entries: variantsOf(content),
    kinds: kindExamplesOf(content),
    dangers: dangerLessonsOf(content),
    aspects,
    acts,
    seed,
  };
}

/** What was learnt so far; null: not yet, or there is nothing to learn from. */
interface LearntModels {
  readonly learnt: Learnt;
  readonly kinds: IndexData | null;
  readonly dangerWords: IndexData | null;
  readonly dangerMeaning: DangerMeaning | null;
  readonly meaning: UnderstandingMeaning | null;
}

/**
 * Builds the bot's knowledge from its content; `learn` runs in a worker process, off the event loop, or loads from a
 * cache.
 */
export async function stageKnowledge(
  content: Content,
  version: string,
  { learn, dangerMeaning, understandingMeaning }: KnowledgeLearners,
): Promise<StagedKnowledge> {
  const lessons = lessonsOf(content);
  const { learnt, dangers, kinds } = learn(lessons);
  const ofDangers = dangerMeaning(lessons.dangers);
  const ofTexts = understandingMeaning(understandingLessonsOf(content));
  const first = {
    learnt: await learnt,
    kinds: null,
    dangerWords: null,
    dangerMeaning: await ofDangers.kept,
    meaning: await ofTexts.kept,
  };
  const knowledge = knowledgeWith(content, version, first);
  const whole = Promise.all([kinds, dangers, ofDangers.learnt, ofTexts.learnt]).then(
    ([kindWords, dangerWords, danger, meaning]) =>
      knowledgeWith(content, version, {
        learnt: first.learnt,
        kinds: kindWords,
        dangerWords,
        dangerMeaning: danger,
        meaning,
      }),
  );
  // A failure of the second step must not end a process that uses only the first.
  whole.catch(() => {});
  return { knowledge, whole };
}

/** The same, fully trained. */
export async function buildKnowledge(
  content: Content,
  version: string,
  learners: KnowledgeLearners,
): Promise<Knowledge> {
  return (await stageKnowledge(content, version, learners)).whole;
}

function knowledgeWith(content: Content, version: string, models: LearntModels): Knowledge {
  const { learnt, kinds, dangerWords, dangerMeaning, meaning } = models;
  const { detect, foreignLanguage } = openDetector(learnt.languages);
  const kindHead = meaning === null ? null : openHead(meaning.kinds);
  const exceptions = exceptionsOf(content);
  return knowledgeOf(content, version, {
    detect,
    foreignLanguage,
    topics: openTopics(learnt.index, meaning?.topics ?? null),
    aspects: openClasses(learnt.aspects, meaning?.aspects ?? null, ranking),
    acts: openClasses(learnt.acts, meaning?.acts ?? null, actRanking),
    kind: openClassifier(kindRulesOf(content), kinds).classify,
    kindMeaning: (vector) => {
      if (vector === null || kindHead === null || meaning === null) return [];
      const found = kindHead(vector);
      return meaning.kinds.ids.map((id, c) => ({ id, confidence: found[c] as number }));
    },
    exceptions: createExceptionFinder(exceptions, meaning?.exceptions ?? [], readLexicon()),
    danger: openDangerDetector({
      dangers: dangerRulesOf(content),
      help: dangerHelpOf(content),
      words: dangerWords,
      meaning: dangerMeaning,
      isOurs: (text) => detect(text).locale !== 'other',
    }),
  });
}

/**
 * Knowledge without any training: exact commands, emergencies by rules, the protocol. Nothing is understood as a common
 * question.
 */
export function rulesOnlyKnowledge(content: Content, version: string): Knowledge {
  // Created on demand: it takes some milliseconds, and most knowledge does not need it.
  let detector: ReturnType<typeof createDetector> | null = null;
  const detectorOf = () => {
    detector ??= createDetector(kindPhrasesOf(content));
    return detector;
  };
  return knowledgeOf(content, version, {
    detect: (text) => detectorOf().detect(text),
    foreignLanguage: (text) => detectorOf().foreignLanguage(text),
    topics: noTopics,
    aspects: () => [],
    acts: () => [],
    kind: openClassifier(kindRulesOf(content), null).classify,
    kindMeaning: () => [],
    exceptions: () => [],
    danger: openDangerDetector({
      dangers: dangerRulesOf(content),
      help: dangerHelpOf(content),
      words: null,
      meaning: null,
      isOurs: () => true,
    }),
  });
}

const noTopics: TopicReader = { read: () => [], signals: () => null };

type Learned = Pick<
  Readers,
  'topics' | 'aspects' | 'acts' | 'kindMeaning' | 'exceptions' | 'detect' | 'foreignLanguage' | 'danger'
> & { readonly kind: ReturnType<typeof openClassifier>['classify'] };

function knowledgeOf(content: Content, version: string, learned: Learned): Knowledge {
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  const smallTalk = createSmallTalk(content.smalltalk);
  const help = dangerHelpOf(content);
  const helpOf = new Map(content.dangers.dangers.map(({ id, help: whom }) => [id, help.get(whom) ?? null]));
  const aspectTitles = new Map<string, Localised>(content.aspects.aspects.map(({ id, title }) => [id, title]));
  const greetings = new Map(content.languages.languages.map((language) => [language.id, filled(content, language)]));
  const detect = (text: string): Detection => smallTalk.languageOf(text) ?? learned.detect(text);
  const byRules = openClassifier(kindRulesOf(content), null).classify;
  const read = openUnderstanding({
    ...learned,
    version,
    kind: (text) => learned.kind(text, 'ca'),
    smallTalk: smallTalk.entryOf,
    detect,
    traits: traitFinderOf(content),
    withoutGreeting: createWithoutGreeting(content.smalltalk),
    beginnings: beginningsOf(content),
  });
  return {
    version,
    welcome: content.council.welcome,
    entry: (id) => entries.get(id),
    aspectTitle: (aspect) => aspectTitles.get(aspect) ?? null,
    greetingIn: (language) => greetings.get(language) ?? null,
    command: createCommandWords(content.commands),
    understand: readMarkup(read, (text) => byRules(text, 'ca')),
    helpFor: (danger) => helpOf.get(danger) ?? null,
    moves: shippedMoves(),
    thresholds: shippedThresholds,
    protocol: compileProtocol(content),
    flows: flowsOf(content),
  };
}

/** A greeting with the council's values, which are in Catalan where a language has none of its own. */
function filled({ council }: Content, { welcome, nearest, answerIn }: ForeignGreeting): ForeignGreeting {
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      const value = council.values[name];
      return value === undefined ? whole : typeof value === 'string' ? value : value.ca;
    });
  return { welcome: fill(welcome).trim(), nearest: fill(nearest).trim(), answerIn };
}

/** Beginnings of messages that may be followed by a question of their own, the longest first. */
function beginningsOf({ acts }: Content): Readers['beginnings'] {
  return acts.acts
    .flatMap(({ id, beginnings }) =>
      locales.flatMap((locale) =>
        (beginnings?.[locale] ?? []).map((words) => ({ act: id as Act, words: plainWords(words) })),
      ),
    )
    .sort((a, b) => b.words.length - a.words.length);
}

let readMoves: MoveModel | null | undefined;

/** The weights that ship with the bot, made by `npm run dialogue:learn`; null where they are missing or of other features. */
function shippedMoves(): MoveModel | null {
  if (readMoves === undefined) {
    try {
      const file = new URL('../../models/dialogue/moves.json', import.meta.url);
      const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
      readMoves = isMoveFile(stored) ? stored.moves : null;
    } catch {
      readMoves = null;
    }
  }
  return readMoves;
}

function isMoveFile(stored: unknown): stored is { readonly moves: MoveModel } {
  if (typeof stored !== 'object' || stored === null || !('moves' in stored) || !('features' in stored)) return false;
  const { features, moves: found } = stored;
  return (
    JSON.stringify(features) === JSON.stringify(featureNames) &&
    typeof found === 'object' &&
    found !== null &&
    moves.every((move) => move in found)
  );
}
