import { type CommandHandler, needOpen } from './draft.ts';
import { takeOver } from './takeover.ts';

/** Takes the conversation over: the bot is silent from now on. */
export const take: CommandHandler<'take'> = (work) => {
  needOpen(work);
  takeOver(work);
};
