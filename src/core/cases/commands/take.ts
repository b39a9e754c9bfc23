import { type Deed, needOpen } from './draft.ts';
import { takeOver } from './takeover.ts';

/** Takes the conversation over: the bot is silent from now on. */
export const take: Deed<'take'> = (work) => {
  needOpen(work);
  takeOver(work);
};
