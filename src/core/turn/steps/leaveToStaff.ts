import { meaningOf } from '../../dialogue/choice.ts';
import type { ParsedCommand } from '../../model/parsedCommand.ts';
import { citizenWroteTo } from '../openCase.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/** Commands about a person's own conversation that work during a takeover. */
const always: readonly ParsedCommand[] = ['privacy', 'my-data', 'receipt', 'erase'];

/** During a takeover the bot is silent: it only passes on what the citizen says. */
export const leaveToStaff: Middleware = (turn, next) => {
  const { takeover, cases } = turn.state;
  if (takeover === null || isOwnAffair(turn)) return next();
  if (turn.input.inbound.content.kind === 'start') return;
  const caseState = cases.find(({ code }) => code === takeover.case);
  if (caseState !== undefined) citizenWroteTo(turn, caseState, takeover.by);
};

function isOwnAffair(turn: Turn): boolean {
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning?.kind === 'erase') return true;
  const command = meaning?.kind === 'command' ? meaning.command : turn.input.knowledge.command(turn.text);
  return command !== null && always.includes(command);
}
