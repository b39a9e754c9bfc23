import type { DialogueState } from '../model/conversation.ts';
import type { Act, Aspect, DetailModel, EntryMatch, Move, RankedMove, Understanding } from '../model/understanding.ts';
import { aspects as allAspects, isAspect, uncovered } from '../model/understanding.ts';
import type { WordsShared } from '../ports/knowledge.ts';
import { contextFeatures, contextFeaturesOf } from './contextFeatures.ts';
import { logOdds, probabilitiesOf } from './network.ts';

/**
 * What of a service a message asks for: the whole, one side, a special case, or something that cannot be told from the
 * text.
 */
export type Detail =
  | { readonly kind: 'whole' }
  | { readonly kind: 'aspect'; readonly aspect: Aspect }
  | { readonly kind: 'exception'; readonly exception: string }
  | { readonly kind: 'unclear' };

/** A side or a special case. */
export type PartDetail = Extract<Detail, { readonly kind: 'aspect' | 'exception' }>;

/** The name of the text of a special case. */
export const exceptionName = (exception: string): string => `exceptions:${exception}`;

/** The name of the text that tells a detail, as in `WordsShared.ofPart` and the labels of conversations; null: no text does. */
export function textName(detail: Detail): string | null {
  if (detail.kind === 'exception') return exceptionName(detail.exception);
  if (detail.kind === 'aspect') return detail.aspect;
  return detail.kind === 'whole' ? 'whole' : null;
}

export interface RankedDetail {
  readonly detail: Detail;
  /** Probability, 0 to 1. */
  readonly confidence: number;
}

/** The service whose detail is asked for, and where the conversation stands. */
export interface DetailContext {
  readonly entry: string;
  readonly dialogue: DialogueState;
  /** What the message probably does. */
  readonly moves: readonly RankedMove[];
  /** Sides of which the service has a text. */
  readonly sides: readonly Aspect[];
  /** Sides for which the service is the general answer, such as the office's opening hours. */
  readonly general: readonly Aspect[];
  /** Ids of its special cases. */
  readonly exceptions: readonly string[];
  /** How much of what the message says stands in each text; null: it is not known. */
  readonly shared: WordsShared | null;
}

/** Names of the features of a detail, in order. */
const ownFeatures: readonly string[] = [
  'whole',
  'whole: new',
  'whole: spoken of before',
  'whole: just given',
  'whole: topic',
  'whole: topic, log odds',
  'whole: in focus, topic',
  'whole: best side',
  'whole: new, best side',
  'whole: side without a text',
  'whole: what or how',
  'whole: new, what or how',
  'whole: few words',
  'whole: length',
  'whole: continues',
  'whole: refers',
  'whole: act ask',
  'whole: act follow',
  'whole: move ask',
  'whole: move follow',
  'whole: like a special case',
  'whole: words',
  'whole: new, words',
  'whole: words, lead',
  'side',
  'side: new',
  'side: confidence',
  'side: log odds',
  'side: best',
  'side: lead',
  'side: has a text',
  'side: has a text, doubt of the best',
  'side: without a text, log odds',
  'side: without a text, best by far',
  'side: new, confidence',
  'side: new, has a text',
  'side: just given',
  'side: whole just given',
  'side: general',
  'side: few words',
  'side: like a special case',
  'side: words',
  'side: words, lead',
  'side: words of the whole alone',
  ...allAspects.map((aspect) => `side: ${aspect}`),
  ...allAspects.map((aspect) => `side: new, ${aspect}`),
  'special',
  'special: likeness',
  'special: log odds',
  'special: surely like',
  'special: read as special',
  'special: read as special, likeness',
  'special: lead over other services',
  'special: new',
  'special: new, likeness',
  'special: just given',
  'special: best side',
  'special: few words',
  'special: length',
  'special: continues',
  'special: words',
  'special: words, lead',
  'special: words, likeness',
  'special: unlike',
  'unclear',
  'unclear: new',
  'unclear: whole just given',
  'unclear: best side',
  'unclear: read as special',
  'unclear: length',
  'unclear: act follow',
  'unclear: words of a text',
  'unclear: words of the service',
  'unclear: says much, words of a text',
  'match',
  'match, log odds',
  'best match',
  'match, lead',
  'match of the service',
  'match: just given',
  'matches are known',
];

const places: ReadonlyMap<string, number> = new Map(ownFeatures.map((name, place) => [name, place]));
const placeOf = (name: string): number => places.get(name) ?? -1;
const placeOfSide: ReadonlyMap<Aspect, number> = new Map(
  allAspects.map((aspect) => [aspect, placeOf(`side: ${aspect}`)]),
);
/** From the place of a side to that of the same side where it is new. */
const toNew = allAspects.length;

/** The same with those of the message, which follow: the learnt weights are stored with them. */
export const detailFeatures: readonly string[] = [...ownFeatures, ...contextFeatures];

const noMatch = [0, 0, 0, 0, 0, 0, 0] as const;

/** Most words of a short message. */
const fewWords = 4;
/** Likeness from which on a special case is all but named. */
export const surelyLike = 0.72;
/** Confidence from which on a side is all but named. */
const surely = 0.6;

/** What of a service a message asks for, the most probable first. Pure. */
export function detailsOf(model: DetailModel, read: Understanding, context: DetailContext): readonly RankedDetail[] {
  const candidates = detailCandidates(read, context);
  const probabilities = probabilitiesOf(
    model,
    candidates,
    createDetailFeatures(read, context),
    contextFeaturesOf(read, context.dialogue),
  );
  return candidates
    .map((detail, index) => ({ detail, confidence: probabilities[index] as number }))
    .sort((a, b) => b.confidence - a.confidence);
}

/**
 * What of a service may be meant: the whole, the sides that the text names, the special case that it is likest to, the one that has
 * most of its words, and what matches it.
 */
export function detailCandidates(
  read: Understanding,
  { entry, exceptions, shared }: Pick<DetailContext, 'entry' | 'exceptions' | 'shared'>,
): readonly Detail[] {
  const like = read.exceptions.find((each) => each.entry === entry)?.exception;
  const near = exceptionByWords(entry, exceptions, shared);
  const matched = textsMatched(read, entry).slice(0, mostMatched);
  const special = [like, near, ...matched.map(({ text }) => exceptionNamed(text))].filter((each) => each !== undefined);
  const plain = [...read.aspects.map(({ aspect }) => aspect), ...matched.map(({ text }) => text)].filter(isAspect);
  return [
    { kind: 'whole' },
    { kind: 'unclear' },
    ...[...new Set(plain)].map((aspect) => ({ kind: 'aspect' as const, aspect })),
    ...[...new Set(special)].map((exception) => ({ kind: 'exception' as const, exception })),
  ];
}

/** Most texts that match a message and may be meant. */
const mostMatched = 5;

/** The texts of a service that answer a message, the likeliest first. */
const textsMatched = ({ matches }: Understanding, entry: string): EntryMatch['texts'] =>
  matches.find((each) => each.entry === entry)?.texts ?? [];

/** The special case that the name of a text means. */
const exceptionNamed = (text: string): string | undefined =>
  text.startsWith(exceptionName('')) ? text.slice(exceptionName('').length) : undefined;

/** Least share of what a message says that a special case must have to be one that may be meant. */
const leastShared = 0.2;

/** The special case of a service whose text has most of what a message says. */
function exceptionByWords(
  entry: string,
  exceptions: readonly string[],
  shared: WordsShared | null,
): string | undefined {
  let best: string | undefined;
  let most = leastShared;
  for (const exception of exceptions) {
    const share = shared?.ofPart(entry, exceptionName(exception)) ?? 0;
    if (share <= most) continue;
    most = share;
    best = exception;
  }
  return best;
}

/**
 * Describes details as what a message asks for, in numbers: the first of `detailFeatures`. What is the same for all of them is
 * looked up once. The array is filled again by the next call.
 */
export function createDetailFeatures(read: Understanding, context: DetailContext): (detail: Detail) => Float64Array {
  const { entry, dialogue, moves, sides, general } = context;
  const { shape } = read;
  const act = (wanted: Act) => read.acts.find((each) => each.act === wanted)?.confidence ?? 0;
  const move = (wanted: Move) => moves.find((each) => each.move === wanted)?.confidence ?? 0;
  const at = dialogue.focus.findIndex((focus) => focus.entry === entry);
  const isNow = at === 0;
  const isNew = Number(at < 0);
  const given = isNow && dialogue.last?.did === 'answered' ? dialogue.focus[0]?.aspect : undefined;
  const gaveWhole = Number(given === null);
  const plain = read.aspects.filter(({ aspect }) => aspect !== 'exceptions');
  const [best] = plain;
  const side = best?.confidence ?? 0;
  const special = read.aspects.find(({ aspect }) => aspect === 'exceptions')?.confidence ?? 0;
  const likest = read.exceptions.find((each) => each.entry === entry);
  const like = likest?.likeness ?? 0;
  const otherLike = read.exceptions.find((each) => each.entry !== entry)?.likeness ?? 0;
  const topic = read.topics.find((each) => each.entry === entry)?.confidence ?? 0;
  const few = Number(shape.words <= fewWords);
  const length = Math.log(1 + shape.words) / 4;
  const continues = Number(shape.continues);
  const { shared, exceptions } = context;
  const shareOf = (part: string) => shared?.ofPart(entry, part) ?? 0;
  const ofWhole = shareOf('whole');
  const shares = [...sides, ...exceptions.map(exceptionName)].map(shareOf);
  const [most = 0, next = 0] = [ofWhole, ...shares].sort((a, b) => b - a);
  /** By how much a text has more of the words than all others do. */
  const lead = (share: number) => (share < most ? share - most : share - next);
  const ofService = shared?.ofService(entry) ?? 0;
  const matches = textsMatched(read, entry);
  const ofEntry = read.matches.find((each) => each.entry === entry)?.confidence ?? 0;
  const matchFeatures = (detail: Detail): readonly number[] => {
    const name = textName(detail) ?? uncovered;
    const share = matches.find(({ text }) => text === name)?.confidence ?? 0;
    const rival = matches.find(({ text }) => text !== name)?.confidence ?? 0;
    const isGiven = Number(given !== undefined && (given === null ? name === 'whole' : name.startsWith(given)));
    return matches.length === 0
      ? noMatch
      : [share, logOdds(share), Number(matches[0]?.text === name), share - rival, ofEntry, isGiven * share, 1];
  };
  const features = new Float64Array(ownFeatures.length);
  const set = (first: string, values: readonly number[]) => features.set(values, placeOf(first));
  return (detail) => {
    features.fill(0);
    set('match', matchFeatures(detail));
    switch (detail.kind) {
      case 'whole': {
        const isTextless = best !== undefined && best.aspect !== 'exceptions' && !sides.includes(best.aspect);
        const how = plain
          .filter(({ aspect }) => aspect === 'what' || aspect === 'how')
          .reduce((sum, { confidence }) => sum + confidence, 0);
        set('whole', [
          1,
          isNew,
          Number(at > 0),
          gaveWhole,
          topic,
          logOdds(topic),
          Number(isNow) * topic,
          side,
          isNew * side,
          isTextless ? side : 0,
          how,
          isNew * how,
          few,
          length,
          continues,
          Number(shape.refers),
          act('ask'),
          act('follow'),
          move('ask'),
          move('follow'),
          like,
          ofWhole,
          isNew * ofWhole,
          lead(ofWhole),
        ]);
        return features;
      }
      case 'aspect': {
        const { aspect } = detail;
        const confidence = plain.find((each) => each.aspect === aspect)?.confidence ?? 0;
        const rival = plain.find((each) => each.aspect !== aspect)?.confidence ?? 0;
        const has = Number(sides.includes(aspect));
        const share = shareOf(aspect);
        set('side', [
          1,
          isNew,
          confidence,
          logOdds(confidence),
          Number(best?.aspect === aspect),
          confidence - rival,
          has,
          has * (1 - side),
          (1 - has) * logOdds(confidence),
          Number(has === 0 && confidence >= surely),
          isNew * confidence,
          isNew * has,
          Number(given === aspect),
          gaveWhole,
          Number(general.includes(aspect)),
          few,
          like,
          share,
          lead(share),
          Math.max(0, ofWhole - share),
        ]);
        const place = placeOfSide.get(aspect) ?? -1;
        features[place] = 1;
        features[place + toNew] = isNew;
        return features;
      }
      case 'exception': {
        // The likest one is told by how like it is, another by its words alone.
        const own = detail.exception === likest?.exception ? like : 0;
        const share = shareOf(exceptionName(detail.exception));
        set('special', [
          1,
          own,
          logOdds(own),
          Number(own >= surelyLike),
          special,
          special * own,
          own - otherLike,
          isNew,
          isNew * own,
          Number(given === 'exceptions'),
          side,
          few,
          length,
          continues,
          share,
          lead(share),
          share * own,
          Number(own === 0),
        ]);
        return features;
      }
      case 'unclear':
        set('unclear', [1, isNew, gaveWhole, side, special, length, act('follow'), most, ofService, length * most]);
        return features;
    }
  };
}
