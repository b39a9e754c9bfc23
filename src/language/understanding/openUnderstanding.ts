import { withoutRefusal } from '../../core/flows/takesBack.ts';
import type { DangerReading } from '../../core/model/danger.ts';
import type { Classification, Kind } from '../../core/model/kind.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Trait } from '../../core/model/protocol.ts';
import type {
  Act,
  Aspect,
  Detection,
  EntryMatch,
  LikeException,
  Part,
  Ranked,
  RankedAct,
  RankedAspect,
  ScopeReading,
} from '../../core/model/understanding.ts';
import { notUnderstood } from '../../core/model/understanding.ts';
import type { Read, ReadText, TextMeaning, VectorOf } from '../../core/ports/knowledge.ts';
import { sentencesOf } from '../danger/sentencesOf.ts';
import type { TextMatcher } from '../matching/textMatcher.ts';
import { forMatching } from '../meaning/texts.ts';
import { townElsewhere, withoutOrigin } from '../retrieval/elsewhere.ts';
import { createBeginnings, type WrittenBeginning } from './beginnings.ts';
import type { ClassReader, RankedClass } from './classes.ts';
import { mayDeny, mayReject, readCorrection } from './corrections.ts';
import type { ExceptionFinder } from './exceptions.ts';
import { ownPartOf } from './ownPart.ts';
import { asksIn, questionsOf, statesIn, wantsIn } from './questionsOf.ts';
import { readable } from './readable.ts';
import { contrastIn, rejectionOf } from './rejections.ts';
import { shapeOf } from './shape.ts';
import type { ReadOptions, TopicReader } from './topicReader.ts';

/** Everything that reads one side of a text. */
export interface Readers {
  readonly version: string;
  readonly topics: TopicReader;
  readonly aspects: ClassReader;
  readonly acts: ClassReader;
  /** Whose business it is. */
  readonly scope: ClassReader;
  /** By rules and words. */
  readonly kind: (text: string) => Classification;
  /** By meaning; empty without a vector. */
  readonly kindMeaning: (
    vector: Float32Array | null,
  ) => readonly { readonly id: string; readonly confidence: number }[];
  readonly exceptions: ExceptionFinder;
  readonly matches: TextMatcher;
  readonly smallTalk: (text: string) => string | null;
  /** The small talk that takes leave with which a text ends or begins; null: none. */
  readonly leaveIn: (text: string) => string | null;
  readonly detect: (text: string) => Detection;
  readonly foreignLanguage: (text: string) => string | null;
  readonly danger: (text: string) => (meaning: TextMeaning | null) => DangerReading & { readonly doubtful: boolean };
  readonly traits: (text: string) => readonly Trait[];
  /** Removes what a text says of languages besides: "I speak English too". */
  readonly withoutLanguage: (text: string) => string;
  /** Removes greetings and thanks around a question. */
  readonly withoutCourtesy: (text: string) => string;
  /** Beginnings of messages that may be followed by a separate question, in plain words, the longest first. */
  readonly beginnings: readonly WrittenBeginning[];
}

/** What was read of danger, before all else. */
interface Seen {
  readonly danger: DangerReading;
  readonly doubtful: boolean;
  readonly whole: string;
  readonly sentences: () => readonly string[];
  readonly wholeVector: Float32Array | null;
}

/** Below and above these confidences of the words alone, the meaning of the sentence changes nothing. */
const doubt = { from: 0.03, to: 0.9 } as const;
/** Longest message that can be a follow-up of few words, whose aspect the meaning tells better. */
const shortWords = 12;
const sureAspect = 0.9;
/** Probability of a correction, from which on its last clause is read as what is meant. */
const correctionThreshold = 0.5;
/** Confidence of an act that a beginning tells. */
const begun = 0.95;
const leastConfidence = 0.01;
const mostKinds = 19;

/** Weighs the meanings at hand in with what the words of a text say. */
type Weigh = (vectorOf: VectorOf, seen: Seen) => Omit<ReadText, 'weigh'>;

/**
 * Creates the function that reads a text. `text` is as it is judged, without personal identifiers; `whole` as it was
 * written, in which dangers are looked for. The same texts and vectors give the same understanding. Words are read
 * once: weighing meanings in afterwards takes no longer than the meanings.
 */
export function openUnderstanding(readers: Readers): (text: string, whole: string) => ReadText {
  const beginningOf = createBeginnings(readers.beginnings);

  return (text, whole) => {
    const look = lookForDanger(whole);
    const rest = once(() => readRest(text));
    const read = (vectorOf: VectorOf): Read & Pick<ReadText, 'wants'> => {
      const seen = look(vectorOf);
      // Whatever else fails, a danger is seen.
      try {
        return rest()(vectorOf, seen);
      } catch (error) {
        return { wants: [], understanding: { ...notUnderstood(readers.version), danger: seen.danger }, error };
      }
    };
    return { ...read(noVector), weigh: read };
  };

  function lookForDanger(whole: string): (vectorOf: VectorOf) => Seen {
    const sentences = once(() => sentencesOf(whole));
    const dangerOf = readers.danger(whole);
    return (vectorOf) => {
      const wholeVector = vectorOf(readable(whole));
      const { doubtful, ...danger } = dangerOf(
        wholeVector === null
          ? null
          : { vector: wholeVector, sentences: sentences().flatMap((sentence) => vectorOf(readable(sentence)) ?? []) },
      );
      return { danger, doubtful, whole, sentences, wholeVector };
    };
  }

  /** Reads topics and aspects of texts that are part of one message, the words of each once. */
  function createPartReader(
    options: ReadOptions,
    locale: Locale | null,
  ): (text: string, vectorOf: VectorOf) => Part & { readonly matches: readonly EntryMatch[] } {
    const wordsOf = byText((text) => ({
      topics: readers.topics.read(text, options),
      aspects: readers.aspects(text),
    }));
    return (text, vectorOf) => {
      const vector = vectorOf(readable(text));
      const { topics, aspects } = wordsOf(text);
      return {
        topics: topics(vector).map(rounded),
        aspects: aspectsIn(aspects(vector)),
        matches: readers.matches(vectorOf(forMatching(readable(text))), locale),
      };
    };
  }

  /** Reads all but danger. */
  function readRest(text: string): Weigh {
    const detected = readers.detect(text);
    const own = detected.locale === 'other' ? ownPartOf(text, readers.detect) : null;
    const written = own ?? text;
    // Who wants no complaint is asked about none.
    const asked = readers.withoutLanguage(withoutRefusal(written) ?? written);
    const question = readers.withoutCourtesy(asked);
    const smallTalk = readers.smallTalk(text);
    const leave = smallTalk === null ? readers.leaveIn(text) : null;
    const language = own === null ? detected : readers.detect(own);
    const isForeign = language.locale === 'other' && language.isDistinctive;
    const foreign = isForeign ? readers.foreignLanguage(text) : null;
    const surely = language.isDistinctive && language.locale !== 'other' ? language.locale : null;
    const partOf = createPartReader({ isForeign }, surely);
    const begins = beginningOf(asked);
    const correction = once(() => readCorrection(asked));
    const denies = mayDeny(asked) && correction().denies;
    const rejects = mayDeny(asked) ? correction().rejects : null;
    const contrast = smallTalk === null && mayReject(asked) ? contrastIn(correction()) : null;
    // What follows "no, I meant", and of that what is meant.
    const meantBehind =
      rejects === 'said'
        ? correction().meant
        : begins !== null && (begins.act === 'correct' || begins.act === null)
          ? readCorrection(begins.rest).meant || begins.rest
          : (begins?.rest ?? null);
    const pieces = smallTalk === null ? questionsOf(question) : [];
    const [asking, ...othersAsking] = pieces.filter(asksIn);
    const only = othersAsking.length === 0 ? (asking ?? null) : null;
    const isAlone = pieces.every((piece) => piece === only || statesIn(piece));
    const actsOf = byText(readers.acts);
    const plain = withoutOrigin(question);
    const scopeOf = once(() => readers.scope(question));
    const said = readers.kind(asked);
    const traits = readers.traits(text);
    const exceptionsOf = byText(readers.exceptions);
    const shape = shapeOf(question);
    // "That is for here, I ask about Gavà": what is said not to be meant may name this town.
    const town = townElsewhere(question) ?? (contrast === null ? null : townElsewhere(contrast.meant));

    return (vectorOf, { danger, doubtful, whole, sentences, wholeVector }) => {
      const vector = vectorOf(readable(question)) ?? (question === text ? null : wholeVector);
      const readings = pieces.map((piece): Part => {
        const part = partOf(piece, vectorOf);
        if (asksIn(piece)) return { ...part, asks: true };
        return wantsIn(piece) ? { ...part, wants: true } : part;
      });
      const asWritten = partOf(question, vectorOf);
      // Where people come from says little of what they ask, and may hide it.
      const withoutPlace = plain === question ? null : clearerOf(asWritten, partOf(plain, vectorOf), { isAlone: true });
      const all = withoutPlace ?? asWritten;
      const own = only === null ? undefined : readings[pieces.indexOf(only)];
      const clearer = own === undefined ? null : clearerOf(all, own, { isAlone });
      const { topics, aspects } = clearer ?? all;
      const actsHere =
        only === null || clearer === null || begins !== null
          ? actsOf(plain)(plain === question ? vector : vectorOf(readable(plain)))
          : actsOf(only)(vectorOf(readable(only)));
      const acts = actsIn(actsHere, rejects === 'said' ? 'correct' : (begins?.act ?? null));
      const correcting = acts[0]?.act === 'correct' && acts[0].confidence >= correctionThreshold;
      const meant = meantBehind ?? (correcting ? correction().meant : '');
      const inDoubt =
        isForeign ||
        isInDoubt(topics[0]?.confidence ?? 0) ||
        (shape.words <= shortWords && (aspects[0]?.confidence ?? 0) < sureAspect);
      const kind = kindOf(said, readers.kindMeaning(vector));
      const isLeave =
        leave !== null &&
        saysLittle({ topics, kind, words: shape.words, asks: shape.asks, isSafe: danger.level === 'none' });
      const more = [plain, meant, ...pieces, contrast?.rejected ?? '', contrast?.meant ?? ''].filter(
        (piece) => piece !== '',
      );
      const wants = (smallTalk === null && inDoubt ? [question, ...more] : []).map(readable);
      if (doubtful) wants.unshift(...[whole, ...sentences()].map(readable));
      // Also where the words are sure which service is meant, they seldom are of which text answers.
      const matched =
        smallTalk === null && !isForeign ? [question, ...pieces, meant].filter((each) => each !== '') : [];
      return {
        wants: [...new Set([...wants, ...matched.map((each) => forMatching(readable(each)))])],
        understanding: {
          knowledge: readers.version,
          voice: vector === null ? 'words' : 'meaning',
          danger,
          language: { ...language, foreign },
          smallTalk: isLeave ? leave : smallTalk,
          kind,
          traits,
          topics,
          aspects,
          acts,
          scope: scopeIn(scopeOf()(vector)),
          exceptions: likest(
            exceptionsOf(question)(vector),
            meant === '' ? [] : exceptionsOf(meant)(vectorOf(readable(meant))),
          ).map((each) => ({ ...each, likeness: round(each.likeness) })),
          matches: asWritten.matches,
          shape,
          elsewhere: town !== null && !reachesBeyond(readers, topics),
          ...(town === 'near' && { isNear: true as const }),
          // What only tells leads up to what is asked: "it's for the doctor" is no question.
          questions: pieces.filter((piece) => !statesIn(piece)).length === 1 ? [] : readings,
          rest: meant === '' ? null : partOf(meant, vectorOf),
          denies,
          ...(rejects === 'said' || (rejects === 'named' && correcting) ? { rejects: true as const } : {}),
          ...(contrast === null ? {} : { rejection: rejectionOf(contrast, (part) => partOf(part, vectorOf)) }),
        },
      };
    };
  }
}

/** Confidence from which on a text may ask about an entry at all: a few words resemble any. */
const askedAtLeast = 0.1;

/** Whether a text asks about what reaches beyond the town: where a bus goes. */
function reachesBeyond(readers: Pick<Readers, 'topics'>, [best]: readonly Ranked[]): boolean {
  return best !== undefined && best.confidence >= askedAtLeast && readers.topics.reachesBeyond(best.entry);
}

/** Kinds of what is told beside a goodbye that tells nothing which has to be answered: "what a drag. bye". */
const littleSaid: readonly Kind[] = ['question', 'out-of-scope', 'insult', 'destructive-criticism', 'praise'];
/** Longest such text, in words, and confidences from which on it is about a service, and of a kind. */
const mostWords = 12;
const aboutService = 0.4;
const ofKind = 0.6;

/** Whether a text that takes leave says nothing besides that somebody would have to answer. */
function saysLittle(said: {
  readonly topics: readonly Ranked[];
  readonly kind: Classification;
  readonly words: number;
  readonly asks: boolean;
  readonly isSafe: boolean;
}): boolean {
  const { topics, kind, words, asks, isSafe } = said;
  const service = topics.find(({ entry }) => !entry.startsWith('smalltalk.'));
  const isOfKind = kind.rule !== null || (!littleSaid.includes(kind.kind) && kind.confidence >= ofKind);
  return isSafe && !asks && words <= mostWords && !isOfKind && (service?.confidence ?? 0) < aboutService;
}

/** The special cases that a message, or what is meant by it, is like, the likest first: "no, I meant" is like none of them. */
function likest(all: readonly LikeException[], meant: readonly LikeException[]): readonly LikeException[] {
  if (meant.length === 0) return all;
  const best = new Map<string, LikeException>();
  for (const each of [...all, ...meant]) {
    const key = `${each.entry}/${each.exception}`;
    if (each.likeness > (best.get(key)?.likeness ?? 0)) best.set(key, each);
  }
  return [...best.values()].sort((a, b) => b.likeness - a.likeness).slice(0, Math.max(all.length, meant.length));
}

/**
 * What the only sentence that asks says more clearly than the message with all that leads up to it; null where it is no clearer, or
 * about something else, unless the others only state something (`isAlone`): "my dog died. What do I do?" asks nothing without the
 * first sentence, "how long does it take? I need it for the doctor" is about nothing else.
 */
function clearerOf(message: Part, asking: Part, { isAlone }: { readonly isAlone: boolean }): Part | null {
  const [best] = message.topics;
  const [own] = asking.topics;
  if (best === undefined || own === undefined || own.confidence <= best.confidence) return null;
  if (own.entry !== best.entry && !isAlone) return null;
  const isSurer = (asking.aspects[0]?.confidence ?? 0) > (message.aspects[0]?.confidence ?? 0);
  return { topics: asking.topics, aspects: isSurer ? asking.aspects : message.aspects };
}

const noVector: VectorOf = () => null;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byText<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
}

function actsIn(found: readonly RankedClass[], begun_: Act | null): readonly RankedAct[] {
  const ranked = found.map(({ id, confidence }) => ({ act: id as Act, confidence: round(confidence) }));
  if (begun_ === null) return ranked;
  return [{ act: begun_, confidence: begun }, ...ranked.filter(({ act }) => act !== begun_)];
}

function scopeIn(found: readonly RankedClass[]): ScopeReading {
  const of = (scope: keyof ScopeReading) => round(found.find(({ id }) => id === scope)?.confidence ?? 0);
  return { outside: of('outside'), report: of('report') };
}

function aspectsIn(found: readonly RankedClass[]): readonly RankedAspect[] {
  return found.map(({ id, confidence }) => ({ aspect: id as Aspect | 'exceptions', confidence: round(confidence) }));
}

/** Mixes the kinds that words tell with those that the meaning tells; a rule decides alone. */
function kindOf(
  said: Classification,
  meant: readonly { readonly id: string; readonly confidence: number }[],
): Classification {
  if (said.rule !== null || meant.length === 0 || said.ranked.length === 0) return said;
  const byWords = new Map(said.ranked.map(({ kind, confidence }) => [kind, confidence]));
  const mixed = meant.map(({ id, confidence }) => ({
    kind: id as Kind,
    confidence: Math.sqrt(Math.max(1e-4, confidence) * Math.max(1e-4, byWords.get(id as Kind) ?? 0)),
  }));
  const sum = mixed.reduce((total, { confidence }) => total + confidence, 0);
  const ranked = mixed
    .map(({ kind, confidence }) => ({ kind, confidence: round(confidence / sum) }))
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, mostKinds);
  const [best] = ranked;
  return best === undefined ? said : { kind: best.kind, confidence: best.confidence, ranked, rule: null };
}

/** Whether the words alone leave so much doubt about the topic that the meaning of the sentence may change it. */
export function isInDoubt(confidence: number): boolean {
  return confidence >= doubt.from && confidence < doubt.to;
}

const rounded = ({ entry, confidence }: Ranked): Ranked => ({ entry, confidence: round(confidence) });

/** Four decimals are enough to decide by, and short to record. */
const round = (value: number): number => Math.round(value * 10_000) / 10_000;
