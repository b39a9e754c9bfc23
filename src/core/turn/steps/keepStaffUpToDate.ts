import { indexCases } from '../../cases/caseDraft.ts';
import type { Middleware } from '../turnDraft.ts';

/** Refreshes case lists and threads whenever something is said while a case is open, even if the bot still answers. */
export const keepStaffUpToDate: Middleware = (turn, next) => {
  next();
  const isOpen = turn.state.cases.some(({ status }) => status !== 'closed');
  // The side effect that erases content also updates the lists.
  if (isOpen && !turn.sideEffects.some(({ type }) => type === 'erase-content')) indexCases(turn);
};
