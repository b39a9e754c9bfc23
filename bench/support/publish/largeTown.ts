import { lessonsOf } from '../../../src/content/buildKnowledge.ts';
import { type Content, versionOf } from '../../../src/content/content.ts';
import type { GateQuestion } from '../../../src/content/gate/gateQuestion.ts';
import type { GateSide } from '../../../src/content/gate/gateThread.ts';
import { readerContentOf } from '../../../src/content/reading/textReader.ts';
import type { FaqEntry } from '../../../src/content/schema/faq.ts';
import { type Locale, locales } from '../../../src/core/model/locale.ts';
import { learntOf, startLearning } from '../../../src/language/learn.ts';
import type { ScopeMeaning } from '../../../src/language/scope/scopeLessons.ts';
import { shared } from '../../../src/language/shared.ts';
import type { UnderstandingMeaning } from '../../../src/language/understanding/lessons.ts';
import { packNeighbours } from '../../../src/language/understanding/neighbours.ts';
import type { TopicMeaning } from '../../../src/language/understanding/topicReader.ts';
import { readQuestions } from '../questions.ts';
import { randomNumbers } from '../random.ts';
import { madeVector, vectorSize } from './madeVectors.ts';

/** A town of many services, whose questions are made of words that people use, and what is asked there. */
interface LargeTown {
  readonly before: Content;
  /** The same with some careless questions. */
  readonly after: Content;
  readonly questions: readonly GateQuestion[];
}

const ownWords = 6;
const wordsOfQuestion = 6;
const changedEvery = 50;
const pinnedEvery = 20;

/** Makes a town; the same seed gives the same one. `base`: everything but the services. */
export function makeLargeTown(
  base: Content,
  options: { readonly entries: number; readonly wordings: number; readonly questions: number; readonly seed: number },
): LargeTown {
  const random = randomNumbers(options.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = [...new Set(readQuestions().flatMap((question) => question.toLowerCase().match(/\p{L}+/gu) ?? []))];
  const services = Array.from({ length: options.entries }, () => Array.from({ length: ownWords }, () => pick(words)));
  const ask = (own: readonly string[]) =>
    Array.from({ length: wordsOfQuestion }, () => pick(random() < 0.6 ? own : words)).join(' ');
  const [model] = Object.values(base.faq).flatMap(({ entries }) => entries);
  if (model === undefined) throw new Error('the content has no entry');
  const entries = services.map((own, number): FaqEntry => {
    const many = () => Array.from({ length: options.wordings }, () => ask(own));
    const questions = { ca: many(), es: many(), en: many() };
    return { ...model, id: idOf(number), questions, followUps: [], exceptions: [], aspects: {} };
  });
  const changed = entries.map((entry, number): FaqEntry => {
    if (number % changedEvery !== 0) return entry;
    const stray = ask(services[(number + 1) % services.length] as readonly string[]);
    return { ...entry, questions: { ...entry.questions, ca: [...entry.questions.ca, stray] } };
  });
  const with_ = (all: FaqEntry[]): Content => ({
    ...base,
    faq: { 'faq/large.yaml': { topic: 'large', entries: all } },
  });
  const questions = Array.from({ length: options.questions }, (_, index): GateQuestion => {
    const number = Math.floor(random() * services.length);
    const text = ask(services[number] as readonly string[]);
    const isPinned = index % pinnedEvery === 0;
    const expect = isPinned ? { entry: idOf(number), aspect: null, offered: false } : null;
    const locale: Locale = pick(locales);
    return {
      source: isPinned ? 'pinned' : 'past',
      locale,
      turns: [{ text, expect }],
      shown: text,
      times: 1,
      context: null,
    };
  });
  return { before: with_(entries), after: with_(changed), questions };
}

const idOf = (number: number) => `large.e${number}`;

interface GivenMeanings {
  readonly rest: Omit<UnderstandingMeaning, 'topics' | 'exceptions'>;
  readonly scopeMeaning: ScopeMeaning | null;
}

/**
 * Learns words from a content as the service does. The meanings of entries are the mean of their questions' instead of
 * being trained, which makes no difference to the time that reading takes; all others are given.
 */
export async function learnLarge(content: Content, { rest, scopeMeaning }: GivenMeanings): Promise<GateSide> {
  const lessons = lessonsOf(content);
  const learning = startLearning(lessons);
  const [learnt, kinds, dangerWords] = await Promise.all([learntOf(learning), learning.kinds, learning.dangers]);
  const topics = meansOf(lessons.entries.map(({ id, variants }) => ({ id, texts: variants.map(({ text }) => text) })));
  const meaning: UnderstandingMeaning = { ...rest, topics, exceptions: [] };
  const source = {
    content: readerContentOf(content, versionOf(content)),
    models: { learnt, kinds, dangerWords, dangerMeaning: null, meaning, scopeMeaning },
  };
  return { content, source: shared(source) };
}

const sharpness = 24;

function meansOf(classes: readonly { readonly id: string; readonly texts: readonly string[] }[]): TopicMeaning {
  const weights = new Float32Array(classes.length * vectorSize);
  for (const [c, { texts }] of classes.entries()) {
    for (const text of texts) {
      const vector = madeVector(text);
      for (let d = 0; d < vectorSize; d++)
        (weights[c * vectorSize + d] as number) += ((vector[d] as number) * sharpness) / texts.length;
    }
  }
  const ids = classes.map(({ id }) => id);
  const mean = new Float32Array(vectorSize);
  const examples = classes.flatMap(({ texts }, c) => texts.map((text) => ({ vector: madeVector(text), class: c })));
  return {
    head: { ids, size: vectorSize, mean, weights, bias: new Float32Array(classes.length) },
    neighbours: packNeighbours(ids, examples, mean),
  };
}
