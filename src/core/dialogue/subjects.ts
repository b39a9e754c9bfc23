import type { Part, Ranked, SubjectModel, Understanding } from '../model/understanding.ts';
import { contextFeaturesOf } from './contextFeatures.ts';
import { probabilitiesOf } from './network.ts';
import { createSubjectFeatures, type Spoken } from './subjectFeatures.ts';

/** A service that a message may be about, in its conversation. */
type Subject = Ranked;

/** The services among the choices on offer. */
export function servicesIn(offered: readonly string[]): readonly string[] {
  return offered.flatMap((value) => (value.startsWith('entry:') ? [value.slice('entry:'.length)] : []));
}

/** One of several questions in a message, as a message: it is shorter, and less is known of it. */
export function readOfPart(
  { shape, questions, ...read }: Understanding,
  { topics, aspects, matches = [] }: Part,
  { isFirst }: { readonly isFirst: boolean },
): Understanding {
  const words = Math.ceil(shape.words / Math.max(1, questions.length));
  return {
    ...read,
    topics,
    aspects,
    matches,
    questions: [],
    exceptions: [],
    rest: null,
    shape: { ...shape, words, continues: !isFirst },
  };
}

/**
 * Which service a message is about in its conversation: those spoken of and those that its words name, the most probable
 * first. What is left to 1 is the probability that it is none of them. Pure.
 */
export function subjectsOf(model: SubjectModel, read: Understanding, spoken: Spoken): readonly Subject[] {
  const entries = candidatesOf(read, spoken);
  const probabilities = probabilitiesOf(
    model,
    [null, ...entries],
    createSubjectFeatures(read, spoken),
    contextFeaturesOf(read, spoken.dialogue),
  );
  return entries
    .map((entry, index) => ({ entry, confidence: probabilities[index + 1] as number }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** The likeliest services by their texts that may be meant. */
const mostMatched = 3;

/** The services that a message may be about: those spoken of, the newest first, those that its words name, and whose texts answer it. */
export function candidatesOf(read: Understanding, { dialogue, isService }: Spoken): readonly string[] {
  const meant = read.rest?.topics.slice(0, 2) ?? [];
  const matched = [...read.matches.slice(0, mostMatched), ...(read.rest?.matches ?? []).slice(0, 1)];
  const all = [...dialogue.focus, ...read.topics, ...meant, ...matched].map(({ entry }) => entry);
  return [...new Set(all)].filter(isService);
}
