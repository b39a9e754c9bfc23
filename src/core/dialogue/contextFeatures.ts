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
  const set = (name: string, value: number) => {
    features[contextFeatures.indexOf(name)] = value;
  };
  if (last !== null && lastReplies.includes(last.did)) set(`last ${last.did}`, 1);
  for (const { act, confidence } of read.acts) set(`act ${act}`, confidence);
  // Special cases are weighed by how like them the text is.
  for (const { aspect, confidence } of read.aspects) if (aspect !== 'exceptions') set(`aspect ${aspect}`, confidence);
  return features;
}
