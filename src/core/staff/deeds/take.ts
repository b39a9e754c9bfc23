import { serve } from '../serve.ts';
import { type Deed, needOpen } from '../staffTurn.ts';

/** Takes the conversation over: the bot is silent from now on. */
export const take: Deed<'take'> = (work) => {
  needOpen(work);
  serve(work);
};
