import { type CommandHandler, happened, needOpen } from './commandDraft.ts';
import { takeOver } from './takeover.ts';

/** Takes the conversation over: from now on the bot is silent. */
export const take: CommandHandler<'take'> = (work) => {
  needOpen(work);
  const isAwaited = (work.caseState.transferred ?? null) !== null;
  takeOver(work);
  // Who was given the conversation with the case has it already; that they have seen so is news to who gave it.
  if (isAwaited && work.events.length === 0) happened(work, { type: 'case.taken' });
};
