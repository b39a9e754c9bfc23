import { confidenceIn } from '../model/understanding.ts';
import { limitsOf, thresholdsIn } from './evidence.ts';
import { choicesAbove, isSpecialCase } from './ownSubject.ts';
import type { Turn } from './turnDraft.ts';

/**
 * The services spoken of, or to choose between, that a message names only to say that it is about another: "not the bus card. the library",
 * "which fine? I mean the dog". None, where what it says instead names no other: "not the sticker, I asked about the hours" asks on about the
 * same. What may as well tell something of oneself ("I have not paid the tax. what happens") rejects only what another is surely named beside.
 */
export function rejectedHere(turn: Turn): readonly string[] {
  const { rejection } = turn.input.understanding;
  if (rejection === undefined) return [];
  const { topics, meant, isPlain } = rejection;
  const { guessedTopic, earlierTopic, exception } = thresholdsIn(turn);
  if (!isPlain && isSpecialCase(turn, exception)) return [];
  const spokenOf = [...turn.state.dialogue.focus.map(({ entry }) => entry), ...choicesAbove(turn)];
  if (!topics.some(({ entry, confidence }) => confidence >= guessedTopic && spokenOf.includes(entry))) return [];
  // What those words are like besides is not meant either, unless the others are more like it.
  const rejected = topics
    .filter(
      ({ entry, confidence }) => confidence >= earlierTopic && confidence > confidenceIn(meant?.topics ?? [], entry),
    )
    .map(({ entry }) => entry);
  if (meant === null) return rejected;
  const [best] = meant.topics;
  const entry = turn.input.knowledge.entry(best?.entry ?? '');
  if (best === undefined || entry?.kind !== 'faq' || entry.general.length > 0 || rejected.includes(best.entry))
    return [];
  return best.confidence >= (isPlain ? limitsOf(turn).clarify : limitsOf(turn).answer) ? rejected : [];
}
