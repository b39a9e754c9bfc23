import { asksSomewhere, isQuestion } from '../flows/phrasing.ts';
import type { TopicThresholds, TurnThresholds } from '../model/understanding/turnThresholds.ts';
import { type Act, type Aspect, isAspect, type RankedAspect, type Understanding } from '../model/understanding.ts';
import type { Entry, Knowledge, WordsShared } from '../ports/knowledge.ts';
import type { Turn } from './turnDraft.ts';

/** The thresholds of confidence that fit the voices which read the message. */
export function limitsOf(turn: Turn): TopicThresholds {
  return thresholdsIn(turn).topics[turn.input.understanding.voice];
}

export function thresholdsIn(turn: Turn): TurnThresholds {
  return turn.input.knowledge.thresholds;
}

/** How sure it is that a message does something. */
export function actIn(turn: Turn, wanted: Act): number {
  return turn.input.understanding.acts.find(({ act }) => act === wanted)?.confidence ?? 0;
}

export function isChat(turn: Turn, id: string): boolean {
  return turn.input.knowledge.entry(id)?.kind === 'smalltalk';
}

/** The likeliest side of a service; special cases are none. */
export function plainAspect(aspects: readonly RankedAspect[]): { aspect: Aspect; confidence: number } | undefined {
  for (const { aspect, confidence } of aspects) if (aspect !== 'exceptions') return { aspect, confidence };
  return undefined;
}

/** Whether a message asks something, with or without a question mark. */
export function asksAnything({ input, text }: Turn): boolean {
  const { asks, wonders } = input.understanding.shape;
  return asks || wonders || asksSomewhere(text);
}

/** Whether a text plainly asks for a side of a service, other than where it is. */
export function asksPlainSide(turn: Turn): boolean {
  const side = plainAspect(turn.input.understanding.aspects);
  return side !== undefined && side.aspect !== 'where' && side.confidence >= thresholdsIn(turn).plainSide;
}

/** Whether a text asks whom to speak to about the service in focus, which is a side of it, rather than for a person. */
export function asksForContact(turn: Turn): boolean {
  const { aspects, topics, shape } = turn.input.understanding;
  const side = plainAspect(aspects);
  // Somebody who says that they want a person is not asking for a telephone number.
  const isStated = !shape.asks && !shape.wonders && !isQuestion(turn.text);
  if (isStated && actIn(turn, 'person') >= thresholdsIn(turn).move) return false;
  const command = topics.find(({ entry }) => entry === 'command.person')?.confidence ?? 0;
  return (
    turn.state.dialogue.focus.length > 0 &&
    side?.aspect === 'contact' &&
    side.confidence >= thresholdsIn(turn).statedKind &&
    // A wish for a person needs both: it reads as one, and it names the person. "Whom can I talk to" only reads as one.
    Math.min(actIn(turn, 'person'), command) < thresholdsIn(turn).talk
  );
}

/** Whether an entry is the general answer to a side that every service has, such as the office's opening hours. */
export function isGeneral(turn: Turn, entry: string, aspect: Aspect): boolean {
  return turn.input.knowledge.entry(entry)?.general.includes(aspect) ?? false;
}

/** What weighs services and their details for a reading: otherwise where it was matched with no texts. */
export function networksFor({ input }: Turn, { matches }: Understanding): Pick<Knowledge, 'subjects' | 'details'> {
  const { knowledge } = input;
  return matches.length > 0 ? knowledge : (knowledge.byWords ?? knowledge);
}

/** Sides of entries, looked up once while a content is in use. */
const sides = new WeakMap<Entry, readonly Aspect[]>();

/** Sides of which an entry has a text. */
export function sidesOf(entry: Entry): readonly Aspect[] {
  let known = sides.get(entry);
  if (known === undefined) {
    known = Object.keys(entry.aspects).filter(isAspect);
    sides.set(entry, known);
  }
  return known;
}

/** What is shared by texts of a turn, worked out once: its words are weighed for services and for details. */
const shared = new WeakMap<Turn, Map<string, WordsShared | null>>();

/** How much of what a message says, or of `text`, a question in it, stands in what is written of services; null: it is not known. */
export function wordsShared(turn: Turn, text: string = turn.text): WordsShared | null {
  const known = shared.get(turn) ?? new Map<string, WordsShared | null>();
  shared.set(turn, known);
  const key = `${turn.locale} ${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const worked = turn.input.knowledge.wordsShared?.(text, turn.locale) ?? null;
  known.set(key, worked);
  return worked;
}
