import { meaningOf } from '../../dialogue/choice.ts';
import type { ParsedCommand } from '../../model/parsedCommand.ts';
import { sayText } from '../replies/say.ts';
import type { Middleware, Turn } from '../turnDraft.ts';

/** Commands about a person's own conversation that work while the account is frozen. */
const always: readonly ParsedCommand[] = ['language', 'privacy', 'my-data', 'receipt', 'erase'];

/** While an account is frozen it only says where people are attended. */
export const sendElsewhere: Middleware = (turn, next) => {
  const { status } = turn.input.account;
  if (status.kind === 'open' || isAlwaysAllowed(turn)) {
    next();
    return;
  }
  const { towards, message } = status;
  const { translate } = turn.input;
  turn.events.push({ type: 'conversation.redirected', reason: 'frozen', entry: null });
  const where =
    towards === null ? translate('frozen', turn.locale, {}) : translate('frozenTowards', turn.locale, { ...towards });
  sayText(turn, message === null ? where : `${message}\n\n${where}`, []);
};

function isAlwaysAllowed(turn: Turn): boolean {
  const meaning = turn.chosen === null ? null : meaningOf(turn.chosen);
  if (meaning?.kind === 'locale' || meaning?.kind === 'erase') return true;
  const command = meaning?.kind === 'command' ? meaning.command : turn.input.knowledge.command(turn.text);
  return command !== null && always.includes(command);
}
