import { indexCases } from '../../cases/draft.ts';
import type { Middleware } from '../draft.ts';

/** Whatever is said while a case is open is for its lists and threads too, also while the bot still answers by itself. */
export const keepStaffUpToDate: Middleware = (turn, next) => {
  next();
  const isOpen = turn.state.cases.some(({ status }) => status !== 'closed');
  // What is erased is taken out of the lists by its own effect.
  if (isOpen && !turn.sideEffects.some(({ type }) => type === 'erase-content')) indexCases(turn);
};
