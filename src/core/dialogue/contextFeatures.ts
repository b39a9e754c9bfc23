import type { DialogueState, LastReply } from '../model/conversation.ts';
import { acts, aspects, type Understanding } from '../model/understanding.ts';
import { replies } from './moveFeatures.ts';

const lastReplies: readonly LastReply['did'][] = [...replies, 'simplified'];

/** Names of the features of a message in its conversation, whatever it may be about, in order. */
export const contextFeatures: readonly string[] = [
  'length',
  'continues',
  'refers',
  'asks',
  'wonders',
  'places',
  'denies',
  'several questions',
  'kind question',
  'best topic',
  'next topic',
  'services spoken of',
  'gave a side',
  ...lastReplies.map((did) => `last ${did}`),
  ...acts.map((act) => `act ${act}`),
  ...aspects.map((aspect) => `aspect ${aspect}`),
];

const placeOf = (name: string) => contextFeatures.indexOf(name);
const placeOfLast = new Map(lastReplies.map((did) => [did, placeOf(`last ${did}`)]));
const placeOfAct = new Map(acts.map((act) => [act, placeOf(`act ${act}`)]));
const placeOfAspect = new Map(aspects.map((aspect) => [aspect, placeOf(`aspect ${aspect}`)]));

/** Numbers of about 0 to 1 that describe a message in its conversation, in the order of `contextFeatures`. */
export function contextFeaturesOf(read: Understanding, { focus, last }: DialogueState): Float64Array {
  const { shape, topics, kind } = read;
  const features = new Float64Array(contextFeatures.length);
  features.set([
    Math.log(1 + shape.words) / 4,
    Number(shape.continues),
    Number(shape.refers),
    Number(shape.asks),
    Number(shape.wonders),
    Number(shape.places),
    Number(read.denies),
    Number(read.questions.length > 1),
    kind.kind === 'question' ? kind.confidence : 0,
    topics[0]?.confidence ?? 0,
    topics[1]?.confidence ?? 0,
    focus.length / 3,
    Number((focus[0]?.aspect ?? null) !== null),
  ]);
  const set = (place: number | undefined, value: number) => {
    if (place !== undefined) features[place] = value;
  };
  if (last !== null) set(placeOfLast.get(last.did), 1);
  for (const { act, confidence } of read.acts) set(placeOfAct.get(act), confidence);
  // Special cases are weighed by how like them the text is.
  for (const { aspect, confidence } of read.aspects)
    if (aspect !== 'exceptions') set(placeOfAspect.get(aspect), confidence);
  return features;
}
