import { type Aspect, confidenceIn } from '../../model/understanding.ts';
import { limitsOf, plainAspect, thresholdsIn } from '../evidence.ts';
import type { Turn } from '../turnDraft.ts';
import { remember } from '../turnDraft.ts';
import { isOfferable } from './replyTopics.ts';

/** How many other readings are kept, to offer if the person says that they asked something else. */
const mostReadings = 3;

/**
 * Keeps what else a question may have meant beside its answer, where nothing of it was shown: who says then that they asked
 * something else can choose.
 */
export function keepReadings(turn: Turn): void {
  const { last, focus } = turn.state.dialogue;
  const isNew = turn.events.some(({ type }) => type === 'question.answered' || type === 'question.unanswered');
  if (!isNew || (last?.did !== 'answered' && last?.did !== 'left-unanswered')) return;
  if ((last.others ?? []).length > 0) return;
  const { topics } = turn.input.understanding;
  const now = focus[0]?.entry;
  // A text that only asks on names no service: what it resembles by chance is no reading of it.
  const least = topics[0]?.entry === now ? limitsOf(turn).near : thresholdsIn(turn).guessedTopic;
  const others = topics
    .filter(({ entry, confidence }) => entry !== now && confidence >= least && isOfferable(turn, entry))
    .map(({ entry }) => entry)
    .slice(0, mostReadings);
  if (others.length > 0) remember(turn, { ...last, others });
}

/** Less doubt is not kept, in hundredths. */
const leastDoubt = 10;

/**
 * Keeps how likely another service was meant, where the conversation turned to one from another (`before`): what comes next may go on
 * about that.
 */
export function keepDoubt(turn: Turn, before: string | undefined): void {
  const { dialogue } = turn.state;
  const [now, ...earlier] = dialogue.focus;
  if (now === undefined || before === undefined || now.entry === before || turn.subjects === undefined) return;
  const doubt = Math.round(100 * (1 - confidenceIn(turn.subjects, now.entry)));
  if (doubt >= leastDoubt)
    turn.state = { ...turn.state, dialogue: { ...dialogue, focus: [{ ...now, doubt }, ...earlier] } };
}

/** Sides that words ask for which only name a service: "I need a certificate", "how does that go". */
const vague: readonly Aspect[] = ['what', 'how', 'documents'];

/** Keeps the side that a message plainly asked for, where something else was told: who then names another service asks that of it. */
export function keepAsked(turn: Turn): void {
  const { dialogue } = turn.state;
  const [now, ...earlier] = dialogue.focus;
  const isNew = turn.events.some(({ type }) => type === 'question.answered' || type === 'question.unanswered');
  const side = plainAspect(turn.input.understanding.aspects);
  if (!isNew || now === undefined || side === undefined || side.confidence < thresholdsIn(turn).plainSide) return;
  if (vague.includes(side.aspect) || side.aspect === now.aspect) return;
  turn.state = { ...turn.state, dialogue: { ...dialogue, focus: [{ ...now, asked: side.aspect }, ...earlier] } };
}

/** What a question that was answered beside the point may have meant: its other readings, then what was spoken of before. */
export function otherReadings(turn: Turn): readonly string[] {
  const { last, focus } = turn.state.dialogue;
  const read = last !== null && 'others' in last ? (last.others ?? []) : [];
  const [now, ...earlier] = focus.map(({ entry }) => entry);
  const all = [...new Set([...read, ...earlier])].filter((id) => id !== now && isOfferable(turn, id));
  return all.slice(0, mostReadings);
}

/** The services that the one spoken of leads to. */
export function neighbours(turn: Turn): readonly string[] {
  const { knowledge } = turn.input;
  const entry = knowledge.entry(turn.state.dialogue.focus[0]?.entry ?? '');
  return (entry?.followUps ?? []).filter((id) => isOfferable(turn, id)).slice(0, mostReadings);
}
