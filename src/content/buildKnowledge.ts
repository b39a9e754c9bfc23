import { shippedThresholds } from '../core/dialogue/thresholds.ts';
import { type Localised, locales } from '../core/model/locale.ts';
import type { ForeignGreeting, Knowledge } from '../core/ports/knowledge.ts';
import { openDangerDetector } from '../language/danger/index.ts';
import { createDetector } from '../language/detection/index.ts';
import { type Learn, type Lessons, learntOf } from '../language/learn.ts';
import { reachesBeyondTown } from '../language/retrieval/elsewhere.ts';
import { scopeLessons } from '../language/scope/scopeLessons.ts';
import { shared } from '../language/shared.ts';
import type { LexiconData } from '../language/text/lexicon.ts';
import type { UnderstandingLessons } from '../language/understanding/lessons.ts';
import type { TopicReader } from '../language/understanding/topicReader.ts';
import { compileProtocol } from './buildProtocol.ts';
import { createCommandWords } from './commandWords.ts';
import type { Content } from './content.ts';
import type { LearnDangerMeaning } from './dangers/dangerMeaning.ts';
import { dangerHelpOf, dangerLessonsOf } from './dangers/dangersOf.ts';
import { shippedByWords, shippedDetails, shippedMoves, shippedSubjects } from './dialogueModels.ts';
import { entriesOf, learntVariantsOf } from './entries.ts';
import { flowsOf } from './flows/flowsOf.ts';
import { kindExamplesOf, kindPhrasesOf } from './kindsOf.ts';
import {
  kindReader,
  type LearntModels,
  openReader,
  type ReaderContent,
  type ReaderSource,
  readBy,
  readerContentOf,
} from './reading/textReader.ts';
import { createSpokenLanguage } from './spokenLanguage.ts';
import { createPassages } from './text/passages.ts';
import { createQuestionsIn } from './text/questionsIn.ts';
import { createWordsShared } from './text/wordsShared.ts';
import { understandingLessonsOf } from './understanding/lessonsOf.ts';
import type { LearnScopeMeaning } from './understanding/scopeMeaning.ts';
import type { LearnUnderstandingMeaning } from './understanding/understandingMeaning.ts';

const seed = 1;

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
  readonly scopeMeaning: LearnScopeMeaning;
  /** Called for each knowledge that was learnt, with what it reads texts by. */
  readonly onBuilt?: ((knowledge: Knowledge, source: ReaderSource) => void) | undefined;
}

/** The training data of some content. */
export const lessonsOf = (content: Content): Lessons => allLessonsOf(content).lessons;

/** The same, and that of understanding, for which the wordings of entries are gathered once. */
function allLessonsOf(content: Content): { readonly lessons: Lessons; readonly understanding: UnderstandingLessons } {
  const entries = learntVariantsOf(content);
  const understanding = understandingLessonsOf(content, undefined, entries);
  const { aspects, acts } = understanding;
  const lessons = {
    entries,
    kinds: kindExamplesOf(content),
    dangers: dangerLessonsOf(content),
    aspects,
    acts,
    scope: scopeLessons(),
    seed,
  };
  return { lessons, understanding };
}

/**
 * Builds the bot's knowledge from its content; `learn` runs in a worker process, off the event loop, or loads from a
 * cache.
 */
export async function stageKnowledge(
  content: Content,
  version: string,
  learners: KnowledgeLearners,
): Promise<StagedKnowledge> {
  const { learn, dangerMeaning, understandingMeaning, scopeMeaning } = learners;
  const { lessons, understanding } = allLessonsOf(content);
  const learning = learn(lessons);
  const ofDangers = dangerMeaning(lessons.dangers);
  const ofTexts = understandingMeaning(understanding);
  const ofScope = scopeMeaning(lessons.scope);
  const first = {
    learnt: await learntOf(learning),
    kinds: null,
    dangerWords: null,
    dangerMeaning: await ofDangers.kept,
    meaning: await ofTexts.kept,
    scopeMeaning: await ofScope.kept,
  };
  const reader = readerContentOf(content, version);
  const knowledge = knowledgeWith(content, reader, first, learners);
  const whole = Promise.all([learning.kinds, learning.dangers, ofDangers.learnt, ofTexts.learnt, ofScope.learnt]).then(
    ([kindWords, dangerWords, danger, meaning, scope]) =>
      knowledgeWith(
        content,
        reader,
        { learnt: first.learnt, kinds: kindWords, dangerWords, dangerMeaning: danger, meaning, scopeMeaning: scope },
        learners,
      ),
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

function knowledgeWith(
  content: Content,
  reader: ReaderContent,
  models: LearntModels,
  { onBuilt }: KnowledgeLearners,
): Knowledge {
  const source = shared({ content: reader, models });
  // Opened when it is first asked: where a thread reads, that may be never.
  let understand: Knowledge['understand'] | null = null;
  const read: Knowledge['understand'] = (text, whole) => {
    understand ??= openReader(source);
    return understand(text, whole);
  };
  const knowledge = knowledgeOf(content, reader.version, { understand: read, dictionary: dictionaryIn(source) });
  onBuilt?.(knowledge, source);
  return knowledge;
}

/** The same knowledge once more, where it is needed in another thread: from what `onBuilt` was called with. */
export function openBuilt(content: Content, source: ReaderSource): Knowledge {
  return knowledgeOf(content, source.content.version, {
    understand: openReader(source),
    dictionary: dictionaryIn(source),
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
  const reader = readerContentOf(content, version);
  const understand = readBy(reader, {
    detect: (text) => detectorOf().detect(text),
    foreignLanguage: (text) => detectorOf().foreignLanguage(text),
    topics: noTopics,
    aspects: () => () => [],
    acts: () => () => [],
    scope: () => () => [],
    kind: kindReader(reader, null),
    kindMeaning: () => [],
    exceptions: () => () => [],
    matches: () => [],
    danger: openDangerDetector({
      dangers: reader.dangers,
      help: reader.help,
      words: null,
      meaning: null,
      isOurs: () => true,
    }),
  });
  return knowledgeOf(content, version, { understand });
}

const noTopics: TopicReader = { read: () => () => [], reachesBeyond: () => false, signals: () => null };

/** The dictionary that the models were learnt with. */
const dictionaryIn = ({ models }: ReaderSource): LexiconData => models.learnt.index.lexicon;

/** What understands texts, and the dictionary that it does so by; absent: the one that ships. */
interface Understands {
  readonly understand: Knowledge['understand'];
  readonly dictionary?: LexiconData;
}

function knowledgeOf(content: Content, version: string, { understand, dictionary }: Understands): Knowledge {
  const entries = new Map(entriesOf(content).map((entry) => [entry.id, entry]));
  const services = [...entries.values()].filter(({ kind }) => kind === 'faq');
  const spokenLanguage = createSpokenLanguage(content.languages);
  const help = dangerHelpOf(content);
  const helpAbout = new Map(
    [...help.values()].flatMap((each) => (each.entry === undefined ? [] : [[each.entry, each]])),
  );
  const aspectTitles = new Map<string, Localised>(content.aspects.aspects.map(({ id, title }) => [id, title]));
  const greetings = new Map(content.languages.languages.map((language) => [language.id, filled(content, language)]));
  return {
    version,
    welcome: content.council.welcome,
    signature: content.council.signature,
    entry: (id) => entries.get(id),
    passage: createPassages(
      services,
      Object.values(content.faq).flatMap((file) => file.entries.map(({ questions }) => questions)),
    ),
    wordsShared: createWordsShared(services, { dictionary }),
    questionsIn: createQuestionsIn(content, spokenLanguage),
    reachesBeyond: createReachesBeyond(content),
    aspectTitle: (aspect) => aspectTitles.get(aspect) ?? null,
    greetingIn: (language) => greetings.get(language) ?? null,
    spokenLanguage,
    command: createCommandWords(content.commands),
    understand,
    helpFor: (whom) => help.get(whom) ?? null,
    helpAbout: (entry) => helpAbout.get(entry) ?? null,
    helpNumbers: [...new Set([...help.values()].map(({ number }) => number.replaceAll(' ', '')))],
    moves: shippedMoves(),
    subjects: shippedSubjects(),
    details: shippedDetails(),
    byWords: shippedByWords(),
    thresholds: shippedThresholds,
    protocol: compileProtocol(content),
    flows: flowsOf(content),
  };
}

/** Tells whether people name other towns when they ask about an entry; looked at once, when it is first asked. */
function createReachesBeyond({ faq }: Pick<Content, 'faq'>): (entry: string) => boolean {
  const known = new Map<string, boolean>();
  return (id) => {
    let reaches = known.get(id);
    if (reaches === undefined) {
      const entry = Object.values(faq)
        .flatMap(({ entries }) => entries)
        .find((each) => each.id === id);
      const variants = locales.flatMap((locale) => entry?.questions[locale].map((text) => ({ locale, text })) ?? []);
      reaches = reachesBeyondTown({ variants });
      known.set(id, reaches);
    }
    return reaches;
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
