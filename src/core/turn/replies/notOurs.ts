import { asksSomewhere } from '../../flows/phrasing.ts';
import { applyProtocol } from '../applyProtocol.ts';
import { actIn, thresholdsIn } from '../evidence.ts';
import { isSpecialCase } from '../ownSubject.ts';
import type { Turn } from '../turnDraft.ts';
import { say } from './say.ts';

/** Whether a question is about another town, rather than about moving from or to one. */
export function isElsewhere(turn: Turn): boolean {
  const { elsewhere, topics } = turn.input.understanding;
  const isDoubtful =
    (topics[0]?.confidence ?? 0) < thresholdsIn(turn).elsewhere ||
    actIn(turn, 'outside') >= thresholdsIn(turn).elsewhereDoubt;
  return elsewhere && isDoubtful;
}

/** Most words that only ask the same of another town: "and in Gavà". */
const fewWords = 4;

/**
 * Whether a message in a conversation asks what is spoken of of another town: "and in Gavà?", "my neighbour there had his towed, too". A
 * special case of it may be about that, and a service may reach beyond the town; what only tells something of a person goes on.
 */
export function turnsToOtherTown(turn: Turn): boolean {
  const { shape, scope, rejection, isNear, aspects } = turn.input.understanding;
  const [current] = turn.state.dialogue.focus;
  if (current === undefined || isNear !== true || !isElsewhere(turn)) return false;
  const { exception, outsideReport, ownAspect, plainSide } = thresholdsIn(turn);
  if (isSpecialCase(turn, exception) || turn.input.knowledge.reachesBeyond?.(current.entry)) return false;
  const special = aspects.find(({ aspect }) => aspect === 'exceptions')?.confidence ?? 0;
  const asks = shape.asks || asksSomewhere(turn.text) || (shape.continues && shape.words <= fewWords);
  if (asks || rejection !== undefined) return special < plainSide;
  return scope.outside >= outsideReport && special < ownAspect;
}

/** Says that another town's services are that town's business. */
export function sayOtherTown(turn: Turn): void {
  turn.events.push({
    type: 'question.unanswered',
    reason: 'other-town',
    knowledge: turn.input.knowledge.version,
  });
  say(turn, 'otherTown', ['command:help']);
}

/** Says that the question is not the council's business, and what this service is for. No case follows. */
export function leaveOutside(turn: Turn): void {
  const known = { department: null, lead: null, offered: ['command:person', 'command:help'], url: null, isSaid: false };
  applyProtocol(turn, { kind: 'out-of-scope', traits: [], ...known });
}
