import type { DialogueState, LastReply } from '../model/conversation.ts';
import {
  type Act,
  type Aspect,
  confidenceIn,
  type EntryMatch,
  type Move,
  type Ranked,
  type RankedAspect,
  type RankedMove,
  type Understanding,
  uncovered,
} from '../model/understanding.ts';
import type { WordsShared } from '../ports/knowledge.ts';
import { contextFeatures } from './contextFeatures.ts';
import { logOdds } from './network.ts';

/** What is known of the services that a message may be about. */
export interface Services {
  /** Whether an entry is a service, rather than small talk or a command. */
  readonly isService: (entry: string) => boolean;
  /** Sides of which a service has a text. */
  readonly sidesOf: (entry: string) => readonly Aspect[];
  /** Sides for which an entry is the general answer, such as the office's opening hours. */
  readonly generalOf: (entry: string) => readonly Aspect[];
}

/** What besides the text tells which service a message is about. */
export interface Spoken extends Services {
  readonly dialogue: DialogueState;
  /** Services on offer. */
  readonly choices: readonly string[];
  /** What the message probably does. */
  readonly moves: readonly RankedMove[];
  /** How much of what the message says stands in what is written of a service; null: it is not known. */
  readonly shared: WordsShared | null;
}

/** Names of the features of a service that may be meant, in order. */
const ownFeatures: readonly string[] = [
  'none',
  'none: outside',
  'none: doubt of all topics',
  'none: move outside',
  'none: kind is no question',
  'none: follows',
  'none: doubt of all matches',
  'topic',
  'topic, log odds',
  'best topic',
  'no topic',
  'surely topic',
  'in focus',
  'in focus before',
  'in focus: doubt of all topics',
  'in focus: topic, log odds',
  'in focus: no topic',
  'in focus before: topic, log odds',
  'in focus before: no topic',
  'in focus before: refers',
  'in focus: few words',
  'in focus: some words',
  'in focus: length',
  'in focus: continues',
  'in focus: refers',
  ...(['follow', 'back', 'ask', 'correct'] as const).map((act) => `in focus: act ${act}`),
  ...(['follow', 'back'] as const).map((act) => `in focus before: act ${act}`),
  ...(['correct', 'outside'] as const).map((act) => `new: act ${act}`),
  'in focus: aspect',
  'in focus: side',
  'side',
  'general answer to the aspect',
  'general answer',
  'like a special case',
  'in focus: like a special case',
  'in focus: likest special case',
  'new: neighbour of the one in focus',
  'new: neighbour, topic',
  ...(['follow', 'ask', 'correct', 'two'] as const).map((move) => `in focus: move ${move}`),
  'in focus before: move follow',
  ...(['passed-on', 'clarified', 'left-unanswered', 'chatted'] as const).map((did) => `in focus: last ${did}`),
  'meant',
  'meant, log odds',
  'new: kind question',
  'new: few words',
  'offered instead of an answer',
  'offered instead of an answer: topic, log odds',
  'offered beside an answer',
  'offered beside an answer: topic, log odds',
  'words',
  'words of the one in focus, less',
  'in focus: words',
  'in focus before: words',
  'new: words',
  'field',
  'in focus: other fields',
  'in focus before: other fields',
  'new: field',
  'in focus: doubt of it',
  'in focus before: doubt of the one since',
  'match',
  'match, log odds',
  'best match',
  'match: uncovered',
  'match: best text',
  ...['in focus', 'in focus before', 'new'].map((where) => `${where}: match, log odds`),
  ...['in focus', 'in focus before', 'new'].map((where) => `${where}: match uncovered`),
  'in focus: best match of others',
  'meant: match, log odds',
];

/** Where those begin that describe a service and not that none is meant. */
const placeOfTopic = ownFeatures.indexOf('topic');

/** The same with those of the message, which follow: the learnt weights are stored with them. */
export const subjectFeatures: readonly string[] = [...ownFeatures, ...contextFeatures];

/** Most words of a short message, and of one that is not long. */
const fewWords = 4;
const someWords = 7;

/**
 * Whether a reply offered instead of answering. Below an answer, what it was about may be meant as well; what a greeting offers is
 * there for everybody.
 */
export function offersInstead({ did }: LastReply): boolean {
  return did === 'clarified' || did === 'left-unanswered';
}

/**
 * Describes services as what a message is about, in numbers: the first of `subjectFeatures`; null: none of them. What is the
 * same for all services is looked up once. The array is filled again by the next call.
 */
export function createSubjectFeatures(read: Understanding, spoken: Spoken): (entry: string | null) => Float64Array {
  const { dialogue, choices, moves: ranked, isService } = spoken;
  const act = (wanted: Act) => read.acts.find((each) => each.act === wanted)?.confidence ?? 0;
  const move = (wanted: Move) => ranked.find((each) => each.move === wanted)?.confidence ?? 0;
  const acts = { follow: act('follow'), back: act('back'), ask: act('ask'), correct: act('correct') };
  const moves = { follow: move('follow'), ask: move('ask'), correct: move('correct'), two: move('two') };
  const outside = act('outside');
  const services = read.topics.filter((topic) => isService(topic.entry));
  const doubt = 1 - (services[0]?.confidence ?? 0);
  const fields = confidenceByField(services);
  const [kind] = read.kind.ranked;
  const isQuestion = kind?.kind === 'question' ? kind.confidence : 0;
  const { words: count } = read.shape;
  const few = Number(count <= fewWords);
  const some = Number(count <= someWords);
  const length = Math.log(1 + count);
  const continues = Number(read.shape.continues);
  const refers = Number(read.shape.refers);
  const now = dialogue.focus[0]?.entry;
  const doubtNow = (dialogue.focus[0]?.doubt ?? 0) / 100;
  const did = dialogue.last?.did;
  const didInstead = Number(dialogue.last !== null && offersInstead(dialogue.last));
  const sharedOf = (entry: string | undefined) => (entry === undefined ? 0 : (spoken.shared?.ofService(entry) ?? 0));
  const sharedNow = sharedOf(now);
  const isMatched = read.matches.length > 0;
  const doubtOfMatches = isMatched ? 1 - (read.matches[0]?.confidence ?? 0) : 0;
  const features = new Float64Array(ownFeatures.length);
  return (entry) => {
    features.fill(0);
    if (entry === null) {
      features.set([1, outside, doubt, move('outside'), 1 - isQuestion, acts.follow, doubtOfMatches]);
      return features;
    }
    const match = matchOf(read.matches, entry);
    const oddsOfMatch = isMatched ? logOdds(match.confidence) : 0;
    const otherMatch = read.matches.find((each) => each.entry !== entry)?.confidence ?? 0;
    const topic = confidenceIn(services, entry);
    const oddsOfTopic = logOdds(topic);
    const meant = read.rest === null ? 0 : confidenceIn(read.rest.topics, entry);
    const at = dialogue.focus.findIndex((focus) => focus.entry === entry);
    const isNow = at === 0 ? 1 : 0;
    const wasBefore = at > 0 ? 1 : 0;
    const isNew = at < 0 ? 1 : 0;
    const isUnnamed = topic === 0 ? 1 : 0;
    const generalFor = spoken.generalOf(entry);
    const { side, has, general } = sideIn(read.aspects, spoken.sidesOf(entry), generalFor);
    const like = read.exceptions.find((each) => each.entry === entry)?.likeness ?? 0;
    const lead = like === 0 ? 0 : Math.max(0, like - (read.exceptions[0]?.likeness ?? 0) + 0.3);
    const isNear = isNew === 1 && now !== undefined && fileOf(entry) === fileOf(now) ? 1 : 0;
    const words = sharedOf(entry);
    // Several services of one field share what a text says of that field: "where do I throw away a fridge".
    const field = fields.get(fileOf(entry)) ?? 0;
    // It weighs only against what was spoken of.
    const otherFields =
      isNew === 1 ? 0 : Math.max(0, ...[...fields].map(([file, sum]) => (file === fileOf(entry) ? 0 : sum)));
    const isOffered = Number(choices.includes(entry));
    const isInstead = isOffered * didInstead;
    const isBeside = isOffered * Number(did === 'answered');
    features.set(
      [
        topic,
        oddsOfTopic,
        Number(services[0]?.entry === entry),
        isUnnamed,
        Number(topic >= 0.85),
        isNow,
        wasBefore,
        isNow * doubt,
        isNow * oddsOfTopic,
        isNow * isUnnamed,
        wasBefore * oddsOfTopic,
        wasBefore * isUnnamed,
        wasBefore * refers,
        isNow * few,
        isNow * some,
        (isNow * length) / 4,
        isNow * continues,
        isNow * refers,
        isNow * acts.follow,
        isNow * acts.back,
        isNow * acts.ask,
        isNow * acts.correct,
        wasBefore * acts.follow,
        wasBefore * acts.back,
        isNew * acts.correct,
        isNew * outside,
        isNow * (read.aspects[0]?.confidence ?? 0),
        isNow * has * side,
        has * side,
        general,
        Number(generalFor.length > 0),
        like,
        isNow * like,
        isNow * lead,
        isNear,
        isNear * topic,
        isNow * moves.follow,
        isNow * moves.ask,
        isNow * moves.correct,
        isNow * moves.two,
        wasBefore * moves.follow,
        isNow * Number(did === 'passed-on'),
        isNow * Number(did === 'clarified'),
        isNow * Number(did === 'left-unanswered'),
        isNow * Number(did === 'chatted'),
        meant,
        read.rest === null ? 0 : logOdds(meant),
        isNew * isQuestion,
        isNew * few,
        isInstead,
        isInstead * oddsOfTopic,
        isBeside,
        isBeside * oddsOfTopic,
        words,
        words - sharedNow,
        isNow * words,
        wasBefore * words,
        isNew * words,
        field,
        isNow * otherFields,
        wasBefore * otherFields,
        isNew * field,
        isNow * doubtNow,
        Number(at === 1) * doubtNow,
        match.confidence,
        oddsOfMatch,
        Number(read.matches[0]?.entry === entry),
        match.uncovered,
        match.best,
        isNow * oddsOfMatch,
        wasBefore * oddsOfMatch,
        isNew * oddsOfMatch,
        isNow * match.uncovered,
        wasBefore * match.uncovered,
        isNew * match.uncovered,
        isNow * otherMatch,
        read.rest?.matches?.length ? logOdds(confidenceIn(read.rest.matches, entry)) : 0,
      ],
      placeOfTopic,
    );
    return features;
  };
}

/** How well the texts of a service answer a text: as a service, by the likeliest, and how likely none does. */
function matchOf(matches: readonly EntryMatch[], entry: string) {
  const found = matches.find((each) => each.entry === entry);
  const texts = found?.texts ?? [];
  return {
    confidence: found?.confidence ?? 0,
    uncovered: texts.find(({ text }) => text === uncovered)?.confidence ?? 0,
    best: texts.find(({ text }) => text !== uncovered)?.confidence ?? 0,
  };
}

/** The likeliest plain side, whether a service has a text of it, and whether it is the general answer to it. */
function sideIn(
  aspects: readonly RankedAspect[],
  sides: readonly Aspect[],
  generalFor: readonly Aspect[],
): { readonly side: number; readonly has: number; readonly general: number } {
  for (const { aspect, confidence } of aspects) {
    if (aspect === 'exceptions') continue;
    return {
      side: confidence,
      has: Number(sides.includes(aspect)),
      general: Number(generalFor.includes(aspect)),
    };
  }
  return { side: 0, has: 0, general: 0 };
}

/** How likely a text is about each field: about any of its services. */
function confidenceByField(services: readonly Ranked[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { entry, confidence } of services) sums.set(fileOf(entry), (sums.get(fileOf(entry)) ?? 0) + confidence);
  return sums;
}

const fileOf = (entry: string) => entry.slice(0, entry.indexOf('.'));
