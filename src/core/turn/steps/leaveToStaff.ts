import { meaningOf } from '../../dialogue/choice.ts';
import type { ParsedCommand } from '../../model/parsedCommand.ts';
import type { Middleware, Turn } from '../draft.ts';
import { citizenWrote } from '../openCase.ts';

/** What a person may do with their own conversation also while a person serves it. */
const always: readonly ParsedCommand[] = ['privacy', 'my-data', 'erase'];

/** While a person serves, the bot is silent: it passes on what the citizen says, and nothing else. */
export const leaveToStaff: Middleware = (turn, next) => {
  const { takeover, cases } = turn.state;
  if (takeover === null || isOwnAffair(turn)) return next();
  if (turn.input.inbound.content.kind === 'start') return;
  const caseState = cases.find(({ code }) => code === takeover.case);
  if (caseState !== undefined) citizenWrote(turn, caseState, [takeover.by]);
};

function isOwnAffair(turn: Turn): boolean {
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning?.kind === 'erase') return true;
  const command = meaning?.kind === 'command' ? meaning.command : turn.input.knowledge.command(turn.text);
  return command !== null && always.includes(command);
}
