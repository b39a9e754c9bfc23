import type { ConversationState } from '../model/conversation.ts';
import type { EntryMatch, Part, Understanding } from '../model/understanding.ts';
import { servicesIn } from './subjects.ts';

/** The likeliest services by their texts that a turn looks at, whatever was spoken of. */
const mostMatched = 4;

/**
 * A reading with the matches of those services alone that its message may be about here: spoken of, on offer or
 * nearly told, named, and the likeliest.
 * A turn looks at no others, and records no others. Pure.
 */
export function withMatchesHere(
  read: Understanding,
  { dialogue, offered }: Pick<ConversationState, 'dialogue' | 'offered'>,
): Understanding {
  const readings = [...read.questions, read.rest, read.rejection?.meant ?? null].filter((part) => part !== null);
  const { last } = dialogue;
  const here = new Set([
    ...(last !== null && 'others' in last ? (last.others ?? []) : []),
    ...dialogue.focus.map(({ entry }) => entry),
    ...servicesIn(offered),
    ...[...read.topics, ...read.exceptions, ...readings.flatMap(({ topics }) => topics)].map(({ entry }) => entry),
  ]);
  const of = (matches: readonly EntryMatch[]) =>
    matches.filter(({ entry }, place) => place < mostMatched || here.has(entry));
  const ofPart = <P extends Part>(part: P): P =>
    part.matches === undefined ? part : { ...part, matches: of(part.matches) };
  const { rest, rejection } = read;
  return {
    ...read,
    matches: of(read.matches),
    questions: read.questions.map(ofPart),
    rest: rest === null ? null : ofPart(rest),
    ...(rejection?.meant ? { rejection: { ...rejection, meant: ofPart(rejection.meant) } } : {}),
  };
}
