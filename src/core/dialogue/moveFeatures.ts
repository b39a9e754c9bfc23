import type { DialogueState, LastReply } from '../model/conversation.ts';
import type { Kind } from '../model/kind.ts';
import { type Act, type Aspect, acts, confidenceIn, type Understanding } from '../model/understanding.ts';

/** What besides the text decides what a message means here. */
export interface Situation {
  readonly dialogue: DialogueState;
  /** Whether choices are on offer. */
  readonly offered: boolean;
  /** Whether a case of the person is open. */
  readonly hasCase: boolean;
  /** Aspects for which an entry is the general answer, such as the office's opening hours. */
  readonly generalOf: (entry: string) => readonly Aspect[];
}

const weighedKinds = [
  'question',
  'complaint',
  'incident',
  'suggestion',
  'praise',
  'person',
  'out-of-scope',
  'information-request',
  'data-subject',
  'insult',
] as const satisfies readonly Kind[];

/** What the bot may have done last that tells what a message does. */
export const replies = [
  'answered',
  'clarified',
  'left-unanswered',
  'passed-on',
  'chatted',
] as const satisfies readonly LastReply['did'][];

const fewWords = 4;

/** Names of the features, in order: the learnt weights are stored with them. */
export const featureNames: readonly string[] = [
  'always',
  'has focus',
  'best topic',
  'best topic, log odds',
  'lead of the best topic',
  'best topic is in focus',
  'best topic was in focus before',
  'best topic is a neighbour of the one in focus',
  'best topic is the general answer to the aspect',
  'focus, and best topic is the general answer',
  'topic in focus',
  'small talk',
  'command',
  'aspect',
  'special case',
  'like a special case of the topic in focus',
  ...acts.map((act) => `act ${act}`),
  ...weighedKinds.map((kind) => `kind ${kind}`),
  'length',
  'few words',
  'continues',
  'refers',
  'asks',
  'several questions',
  'offered',
  'has case',
  ...replies.map((did) => `last ${did}`),
  'focus and aspect',
  'focus, and no topic of its own',
  'focus, aspect, and no topic of its own',
  'focus and continues',
  'focus and refers',
  'focus and few words',
  'focus and another topic',
  'no focus and aspect',
  'case and no topic',
  'case and few words',
];

const placeOf = (name: string) => featureNames.indexOf(name);
const placeOfLength = placeOf('length');
const placeOfFocusAndAspect = placeOf('focus and aspect');
const placeOfAct: ReadonlyMap<Act, number> = new Map(acts.map((act) => [act, placeOf(`act ${act}`)]));
const placeOfKind: ReadonlyMap<Kind, number> = new Map(weighedKinds.map((kind) => [kind, placeOf(`kind ${kind}`)]));
const placeOfLast: ReadonlyMap<LastReply['did'], number> = new Map(replies.map((did) => [did, placeOf(`last ${did}`)]));

/** Numbers from 0 to about 1 that describe a message in its situation, in the order of `featureNames`. */
export function featuresOf(read: Understanding, { dialogue, offered, hasCase, generalOf }: Situation): Float64Array {
  const faq = read.topics.filter(({ entry }) => !isTalk(entry));
  const [best, second] = faq;
  const focus = dialogue.focus[0]?.entry;
  const hasFocus = focus === undefined ? 0 : 1;
  const topic = best?.confidence ?? 0;
  const isInFocus = best !== undefined && best.entry === focus ? 1 : 0;
  const wasInFocus = dialogue.focus.slice(1).some(({ entry }) => entry === best?.entry) ? 1 : 0;
  const isNear = best !== undefined && focus !== undefined && fileOf(best.entry) === fileOf(focus) ? 1 : 0;
  const asked = read.aspects[0]?.aspect;
  const general: readonly string[] = best === undefined ? [] : generalOf(best.entry);
  const isGeneral = asked !== undefined && general.includes(asked) ? 1 : 0;
  const aspect = read.aspects[0]?.confidence ?? 0;
  const special = read.aspects.find((each) => each.aspect === 'exceptions')?.confidence ?? 0;
  const like = read.exceptions.find(({ entry }) => entry === focus)?.likeness ?? 0;
  const few = read.shape.words <= fewWords ? 1 : 0;
  const continues = Number(read.shape.continues);
  const refers = Number(read.shape.refers);
  const caseOpen = Number(hasCase);
  const features = new Float64Array(featureNames.length);
  features.set([
    1,
    hasFocus,
    topic,
    Math.log((topic + 0.01) / (1.01 - topic)) / 5,
    topic - (second?.confidence ?? 0),
    topic * isInFocus,
    topic * wasInFocus,
    topic * isNear * (1 - isInFocus),
    topic * isGeneral,
    hasFocus * isGeneral,
    confidenceIn(faq, focus),
    confidenceOf(read, 'smalltalk.'),
    confidenceOf(read, 'command.'),
    aspect,
    special,
    like,
  ]);
  const set = (place: number | undefined, value: number) => {
    if (place !== undefined) features[place] = value;
  };
  for (const { act, confidence } of read.acts) set(placeOfAct.get(act), confidence);
  for (const { kind, confidence } of read.kind.ranked) set(placeOfKind.get(kind), confidence);
  features.set(
    [
      Math.log(1 + read.shape.words) / 4,
      few,
      continues,
      refers,
      Number(read.shape.asks),
      read.questions.length > 1 ? 1 : 0,
      Number(offered),
      caseOpen,
    ],
    placeOfLength,
  );
  if (dialogue.last !== null) set(placeOfLast.get(dialogue.last.did), 1);
  features.set(
    [
      hasFocus * aspect,
      hasFocus * (1 - topic),
      hasFocus * aspect * (1 - topic),
      hasFocus * continues,
      hasFocus * refers,
      hasFocus * few,
      hasFocus * topic * (1 - isInFocus),
      (1 - hasFocus) * aspect,
      caseOpen * (1 - topic),
      caseOpen * few,
    ],
    placeOfFocusAndAspect,
  );
  return features;
}

function isTalk(entry: string): boolean {
  return entry.startsWith('smalltalk.') || entry.startsWith('command.');
}

function confidenceOf({ topics }: Understanding, prefix: string): number {
  return topics.find(({ entry }) => entry.startsWith(prefix))?.confidence ?? 0;
}

const fileOf = (entry: string) => entry.slice(0, entry.indexOf('.'));
