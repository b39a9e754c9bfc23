import type { DangerHelp } from '../../core/model/danger.ts';
import { locales } from '../../core/model/locale.ts';
import type { Act, Detection } from '../../core/model/understanding.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { memoizeLast } from '../../core/util/memoizeLast.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { type KindRules, openClassifier } from '../../language/classification/index.ts';
import { type DangerMeaning, type DangerRules, openDangerDetector } from '../../language/danger/index.ts';
import { openDetector } from '../../language/detection/index.ts';
import type { Learnt } from '../../language/learn.ts';
import { createTextMatcher } from '../../language/matching/textMatcher.ts';
import { type IndexData, wordStoreFor } from '../../language/retrieval/index.ts';
import type { WordStore } from '../../language/retrieval/wordStore.ts';
import { type NetworkData, openNetwork } from '../../language/scope/meaningNetwork.ts';
import type { ScopeMeaning } from '../../language/scope/scopeLessons.ts';
import { scopes } from '../../language/scope/scopeMessages.ts';
import { type ClassMeaning, openClasses } from '../../language/understanding/classes.ts';
import { createExceptionFinder, type ExceptionTexts } from '../../language/understanding/exceptions.ts';
import { type HeadData, openHead } from '../../language/understanding/head.ts';
import type { UnderstandingMeaning } from '../../language/understanding/lessons.ts';
import { openUnderstanding, type Readers } from '../../language/understanding/openUnderstanding.ts';
import { openTopics } from '../../language/understanding/topicReader.ts';
import type { Content } from '../content.ts';
import { dangerHelpOf, dangerRulesOf } from '../dangers/dangersOf.ts';
import { kindRulesOf, traitFinderOf } from '../kindsOf.ts';
import { createSmallTalk, withForeignTalk } from '../smallTalk.ts';
import { createSpokenLanguage } from '../spokenLanguage.ts';
import { readMarkup } from '../text/readMarkup.ts';
import { createWithoutCourtesy } from '../text/withoutCourtesy.ts';
import { exceptionsOf } from '../understanding/lessonsOf.ts';
import { scopeWithoutOrigin } from './scopeWithoutOrigin.ts';

/** Aspects, and acts, that the journal records for each message. */
const ranking = { most: 3, least: 0.05 } as const;
const actRanking = { most: 6, least: 0.02 } as const;
const scopeRanking = { most: scopes.length, least: 0 } as const;

/** What was learnt so far; null: not yet, or there is nothing to learn from. */
export interface LearntModels {
  readonly learnt: Learnt;
  readonly kinds: IndexData | null;
  readonly dangerWords: IndexData | null;
  readonly dangerMeaning: DangerMeaning | null;
  readonly meaning: UnderstandingMeaning | null;
  readonly scopeMeaning: ScopeMeaning | null;
}

/** What reading needs of the content: no answers, and no examples. */
export interface ReaderContent {
  readonly version: string;
  readonly kinds: readonly KindRules[];
  readonly dangers: readonly DangerRules[];
  readonly help: ReadonlyMap<string, DangerHelp>;
  readonly exceptions: readonly ExceptionTexts[];
  readonly beginnings: Readers['beginnings'];
  readonly smalltalk: Content['smalltalk'];
  readonly languages: Content['languages'];
  readonly protocol: Pick<Content['protocol'], 'traits'>;
}

/** All that reading a text needs, as plain data: a thread can be given it. */
export interface ReaderSource {
  readonly content: ReaderContent;
  readonly models: LearntModels;
}

/** What is learnt, and what stands in for it where nothing is. */
type LearntReaders = Pick<
  Readers,
  | 'topics'
  | 'aspects'
  | 'acts'
  | 'scope'
  | 'kind'
  | 'kindMeaning'
  | 'exceptions'
  | 'matches'
  | 'detect'
  | 'foreignLanguage'
  | 'danger'
>;

export function readerContentOf(content: Content, version: string): ReaderContent {
  return {
    version,
    kinds: kindRulesOf(content).map(({ kind, rules, cues }) => ({ kind, rules, cues })),
    dangers: dangerRulesOf(content),
    help: dangerHelpOf(content),
    exceptions: exceptionsOf(content),
    beginnings: beginningsOf(content),
    smalltalk: withForeignTalk(content.smalltalk, content.languages),
    languages: content.languages,
    protocol: { traits: content.protocol.traits },
  };
}

/** Opens what reads texts: by the rules of the content, and by what was learnt from it. */
export function openReader({ content, models }: ReaderSource): Knowledge['understand'] {
  const { learnt, kinds, dangerWords, dangerMeaning, meaning, scopeMeaning } = models;
  const { foreignLanguage, ...detector } = openDetector(learnt.languages);
  // Asked for the danger and for the rest.
  const detect = memoizeLast(detector.detect);
  const words = wordStoreFor(learnt.index);
  const kindHead = meaning === null ? null : openHead(meaning.kinds);
  return readBy(content, {
    detect,
    foreignLanguage,
    topics: openTopics(learnt.index, meaning?.topics ?? null, words),
    aspects: openClasses(learnt.aspects, byHead(meaning?.aspects), ranking, words),
    acts: openClasses(learnt.acts, byHead(meaning?.acts), actRanking, words),
    scope: openClasses(learnt.scope, byNetwork(scopeMeaning?.network), scopeRanking, words),
    kind: kindReader(content, kinds, words),
    kindMeaning: (vector) => {
      if (vector === null || kindHead === null || meaning === null) return [];
      const found = kindHead(vector);
      return meaning.kinds.ids.map((id, c) => ({ id, confidence: found[c] as number }));
    },
    exceptions: createExceptionFinder(content.exceptions, meaning?.exceptions ?? [], words),
    matches: createTextMatcher(meaning?.matching ?? null),
    danger: openDangerDetector({
      dangers: content.dangers,
      help: content.help,
      words: dangerWords,
      meaning: dangerMeaning,
      store: words,
      isOurs: (text) => detect(text).locale !== 'other',
    }),
  });
}

const byHead = (data: HeadData | undefined): ClassMeaning | null =>
  data === undefined ? null : { ids: data.ids, probabilitiesOf: openHead(data) };

const byNetwork = (data: NetworkData | undefined): ClassMeaning | null =>
  data === undefined ? null : { ids: data.ids, probabilitiesOf: openNetwork(data) };

/** Tells the kind of a text, by rules and words; without a model by rules alone. */
export function kindReader(
  { kinds }: ReaderContent,
  model: IndexData | null,
  words: WordStore | null = null,
): Readers['kind'] {
  const { classify } = openClassifier(kinds, model, words);
  return (text) => classify(text, 'ca');
}

/** Reads texts by the rules of the content, and by what is given. */
export function readBy(content: ReaderContent, learnt: LearntReaders): Knowledge['understand'] {
  const smallTalk = createSmallTalk(content.smalltalk);
  const spoken = createSpokenLanguage(content.languages);
  const byRules = kindReader(content, null);
  const read = openUnderstanding({
    ...learnt,
    version: content.version,
    smallTalk: smallTalk.entryOf,
    leaveIn: smallTalk.leaveIn,
    detect: (text): Detection => smallTalk.languageOf(text) ?? learnt.detect(text),
    traits: traitFinderOf(content),
    withoutLanguage: (text) => spoken(text)?.rest || text,
    withoutCourtesy: createWithoutCourtesy(content.smalltalk),
    beginnings: content.beginnings,
  });
  return readMarkup(scopeWithoutOrigin(read), byRules);
}

/** Beginnings of messages that may be followed by a separate question, the longest first. */
function beginningsOf({ acts }: Content): Readers['beginnings'] {
  return acts.acts
    .flatMap(({ id, beginnings }) =>
      locales.flatMap((locale) =>
        (beginnings?.[locale] ?? []).map((words) => ({ act: id as Act, words: plainWords(words) })),
      ),
    )
    .sort((a, b) => b.words.length - a.words.length);
}
