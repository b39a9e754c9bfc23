import { maskPersonalData } from '../../model/personalData.ts';
import type { Middleware } from '../draft.ts';

/** Keeps identifiers of people out of what is judged. */
export const guardPersonalData: Middleware = (turn, next) => {
  const { text, kinds } = maskPersonalData(turn.text, () => ' ');
  turn.text = text.trim();
  turn.personalData = kinds;
  if (kinds.length > 0) turn.events.push({ type: 'personal-data.noticed', kinds });
  next();
};
