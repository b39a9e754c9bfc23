import { applyProtocol } from '../applyProtocol.ts';
import { actIn, thresholdsIn } from '../evidence.ts';
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
