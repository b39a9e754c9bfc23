import { asksWhereToComplain, blamesOthers, wantsToObject } from '../../flows/phrasing.ts';
import type { Classification } from '../../model/kind.ts';
import type { Aspect, Ranked } from '../../model/understanding.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { limitsOf, thresholdsIn } from '../evidence.ts';
import { answerAspect, answerEntry, answerException, offerBeside } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { offerToo } from '../replies/say.ts';
import { flowFor, type Turn } from '../turnDraft.ts';

/** Sides that tell where to turn to with a complaint, the nearest first. */
const whereSides: readonly Aspect[] = ['refusal', 'contact'];

/**
 * Answers what sounds like a complaint, but is none that the council has to take: a question where to complain, or
 * what other people do, for which a service has an answer. False: it is one, or something else.
 */
export function answerGrievance(turn: Turn, { kind, rule, confidence }: Classification): boolean {
  if (kind !== 'complaint' || rule !== null || isPublic(turn) || confidence < thresholdsIn(turn).kind) return false;
  if (asksWhereToComplain(turn.text)) return sayWhere(turn);
  if (wantsToObject(turn.text)) return answerObjection(turn);
  return blamesOthers(turn.text) && answerNamed(turn);
}

/** Says how one objects, where the likeliest service tells that, and offers to complain. False: none does. */
function answerObjection(turn: Turn): boolean {
  const [best] = services(turn);
  const refusal = turn.input.understanding.aspects.find(({ aspect }) => aspect === 'refusal')?.confidence ?? 0;
  if (best === undefined || best.confidence < limitsOf(turn).clear || refusal < thresholdsIn(turn).aspect) return false;
  return answerAbout(turn, best.entry);
}

/** Says where to complain about the service spoken of, else about what the text is likeliest about. False: that is plain. */
function sayWhere(turn: Turn): boolean {
  const [best] = services(turn);
  if (best !== undefined && best.confidence >= limitsOf(turn).answer) return false;
  const id = turn.state.dialogue.focus[0]?.entry;
  const spokenOf = id === undefined ? undefined : turn.input.knowledge.entry(id);
  const ways = services(turn).filter(({ entry }) => takesComplaints(turn, turn.input.knowledge.entry(entry)));
  const side = spokenOf === undefined ? undefined : whereSides.find((each) => spokenOf.aspects[each] !== undefined);
  if (spokenOf !== undefined && side !== undefined) answerAspect(turn, spokenOf.id, side);
  else if (ways[0] !== undefined) answerEntry(turn, ways[0].entry);
  else return false;
  offerBeside(
    turn,
    ways.slice(0, 1).flatMap(({ entry }) => (entry === turn.state.dialogue.focus[0]?.entry ? [] : [entry])),
  );
  return true;
}

/** Answers with the service that a text as good as names, and offers to complain; its form takes no complaints itself. */
function answerNamed(turn: Turn): boolean {
  const [best] = services(turn);
  return best !== undefined && best.confidence >= limitsOf(turn).sure && answerAbout(turn, best.entry);
}

/** Answers about a service, and offers to complain. False: its own form takes complaints. */
function answerAbout(turn: Turn, id: string): boolean {
  const entry = turn.input.knowledge.entry(id);
  const complaint = flowFor(turn, { kind: 'complaint' });
  if (entry === undefined || complaint === null || takesComplaints(turn, entry)) return false;
  const [like] = turn.input.understanding.exceptions;
  if (like?.entry === entry.id) answerException(turn, entry.id, like.exception);
  else answerEntry(turn, entry.id);
  offerToo(turn, `start:${complaint.id}`);
  return true;
}

function services({ input }: Turn): readonly Ranked[] {
  return input.understanding.topics.filter(({ entry }) => input.knowledge.entry(entry)?.kind === 'faq');
}

function takesComplaints(turn: Turn, entry: Entry | undefined): boolean {
  const complaint = flowFor(turn, { kind: 'complaint' });
  return complaint !== null && entry?.flow === complaint.id;
}
