import { type CommandHandler, needOpen } from './commandDraft.ts';
import { takeOver } from './takeover.ts';

/** Takes the conversation over: from now on the bot is silent. */
export const take: CommandHandler<'take'> = (work) => {
  needOpen(work);
  takeOver(work);
};
