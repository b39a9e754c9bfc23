import type { DialogueState, LastReply } from '../model/conversation.ts';
import type {
  Act,
  Aspect,
  Move,
  Part,
  Ranked,
  RankedAspect,
  RankedMove,
  SubjectModel,
  Understanding,
} from '../model/understanding.ts';
import { contextFeatures, contextFeaturesOf } from './contextFeatures.ts';
import { logOdds, probabilitiesOf } from './network.ts';

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
}

/** A service that a message may be about, in its conversation. */
type Subject = Ranked;

/** Names of the features of a service that may be meant, in order. */
const ownFeatures: readonly string[] = [
  'none',
  'none: outside',
  'none: doubt of all topics',
  'none: move outside',
  'none: kind is no question',
  'none: follows',
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
];

/** The same with those of the message, which follow: the learnt weights are stored with them. */
export const subjectFeatures: readonly string[] = [...ownFeatures, ...contextFeatures];

/**
 * Whether a reply offered instead of answering. Below an answer, what it was about may be meant as well; what a greeting offers is
 * there for everybody.
 */
export function offersInstead({ did }: LastReply): boolean {
  return did === 'clarified' || did === 'left-unanswered';
}

/** The services among the choices on offer. */
export function servicesIn(offered: readonly string[]): readonly string[] {
  return offered.flatMap((value) => (value.startsWith('entry:') ? [value.slice('entry:'.length)] : []));
}

/** One of several questions in a message, as a message: it is shorter, and less is known of it. */
export function readOfPart(
  { shape, questions, ...read }: Understanding,
  { topics, aspects }: Part,
  { isFirst }: { readonly isFirst: boolean },
): Understanding {
  const words = Math.ceil(shape.words / Math.max(1, questions.length));
  return {
    ...read,
    topics,
    aspects,
    questions: [],
    exceptions: [],
    rest: null,
    shape: { ...shape, words, continues: !isFirst },
  };
}

/** Most words of a short message, and of one that is not long. */
const fewWords = 4;
const someWords = 7;

/**
 * Which service a message is about in its conversation: those spoken of and those that its words name, the most probable
 * first. What is left to 1 is the probability that it is none of them. Pure.
 */
export function subjectsOf(model: SubjectModel, read: Understanding, spoken: Spoken): readonly Subject[] {
  const entries = candidatesOf(read, spoken);
  const probabilities = probabilitiesOf(
    model,
    [null, ...entries].map((entry) => subjectFeaturesOf(read, spoken, entry)),
    contextFeaturesOf(read, spoken.dialogue),
  );
  return entries
    .map((entry, index) => ({ entry, confidence: probabilities[index + 1] as number }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** The services that a message may be about: those spoken of, the newest first, and those that its words name. */
export function candidatesOf(read: Understanding, { dialogue, isService }: Spoken): readonly string[] {
  const meant = read.rest?.topics.slice(0, 2) ?? [];
  const all = [...dialogue.focus, ...read.topics, ...meant].map(({ entry }) => entry);
  return [...new Set(all)].filter(isService);
}

/** Numbers that describe a service as what a message is about, the first of `subjectFeatures`; null: none of them. */
export function subjectFeaturesOf(read: Understanding, spoken: Spoken, entry: string | null): Float64Array {
  const { dialogue, choices, moves, isService } = spoken;
  const act = (wanted: Act) => read.acts.find((each) => each.act === wanted)?.confidence ?? 0;
  const move = (wanted: Move) => moves.find((each) => each.move === wanted)?.confidence ?? 0;
  const services = read.topics.filter((topic) => isService(topic.entry));
  const doubt = 1 - (services[0]?.confidence ?? 0);
  const [kind] = read.kind.ranked;
  const isQuestion = kind?.kind === 'question' ? kind.confidence : 0;
  const none = Float64Array.of(1, act('outside'), doubt, move('outside'), 1 - isQuestion, act('follow'));
  const features = new Float64Array(ownFeatures.length);
  if (entry === null) {
    features.set(none);
    return features;
  }
  const topic = services.find((each) => each.entry === entry)?.confidence ?? 0;
  const meant = read.rest?.topics.find((each) => each.entry === entry)?.confidence ?? 0;
  const at = dialogue.focus.findIndex((focus) => focus.entry === entry);
  const isNow = at === 0 ? 1 : 0;
  const wasBefore = at > 0 ? 1 : 0;
  const isNew = at < 0 ? 1 : 0;
  const isUnnamed = topic === 0 ? 1 : 0;
  const few = Number(read.shape.words <= fewWords);
  const { side, has, general } = sideIn(read.aspects, spoken, entry);
  const like = read.exceptions.find((each) => each.entry === entry)?.likeness ?? 0;
  const lead = like === 0 ? 0 : Math.max(0, like - (read.exceptions[0]?.likeness ?? 0) + 0.3);
  const now = dialogue.focus[0]?.entry;
  const isNear = isNew === 1 && now !== undefined && fileOf(entry) === fileOf(now) ? 1 : 0;
  const isOffered = Number(choices.includes(entry));
  const isInstead = isOffered * Number(dialogue.last !== null && offersInstead(dialogue.last));
  const isBeside = isOffered * Number(dialogue.last?.did === 'answered');
  const last = (did: string) => isNow * Number(dialogue.last?.did === did);
  features.set(
    [
      topic,
      logOdds(topic),
      Number(services[0]?.entry === entry),
      isUnnamed,
      Number(topic >= 0.85),
      isNow,
      wasBefore,
      isNow * doubt,
      isNow * logOdds(topic),
      isNow * isUnnamed,
      wasBefore * logOdds(topic),
      wasBefore * isUnnamed,
      wasBefore * Number(read.shape.refers),
      isNow * few,
      isNow * Number(read.shape.words <= someWords),
      (isNow * Math.log(1 + read.shape.words)) / 4,
      isNow * Number(read.shape.continues),
      isNow * Number(read.shape.refers),
      isNow * act('follow'),
      isNow * act('back'),
      isNow * act('ask'),
      isNow * act('correct'),
      wasBefore * act('follow'),
      wasBefore * act('back'),
      isNew * act('correct'),
      isNew * act('outside'),
      isNow * (read.aspects[0]?.confidence ?? 0),
      isNow * has * side,
      has * side,
      general,
      Number(spoken.generalOf(entry).length > 0),
      like,
      isNow * like,
      isNow * lead,
      isNear,
      isNear * topic,
      isNow * move('follow'),
      isNow * move('ask'),
      isNow * move('correct'),
      isNow * move('two'),
      wasBefore * move('follow'),
      last('passed-on'),
      last('clarified'),
      last('left-unanswered'),
      last('chatted'),
      meant,
      read.rest === null ? 0 : logOdds(meant),
      isNew * isQuestion,
      isNew * few,
      isInstead,
      isInstead * logOdds(topic),
      isBeside,
      isBeside * logOdds(topic),
    ],
    none.length,
  );
  return features;
}

/** The likeliest plain side, whether a service has a text of it, and whether it is the general answer to it. */
function sideIn(
  aspects: readonly RankedAspect[],
  { sidesOf, generalOf }: Services,
  entry: string,
): { readonly side: number; readonly has: number; readonly general: number } {
  for (const { aspect, confidence } of aspects) {
    if (aspect === 'exceptions') continue;
    return {
      side: confidence,
      has: Number(sidesOf(entry).includes(aspect)),
      general: Number(generalOf(entry).includes(aspect)),
    };
  }
  return { side: 0, has: 0, general: 0 };
}

const fileOf = (entry: string) => entry.slice(0, entry.indexOf('.'));
