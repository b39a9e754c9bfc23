import { state } from '../state.ts';
import { undoDone } from './attributes.ts';
import { takeBack } from './held.ts';

/** Undoes what has this id, or else what is newest: what waits is not sent, and what was done is set back. */
export function undo(id: number | null): void {
  const { held, done } = state.get();
  const newest = Math.max(...held.map((each) => each.id), ...done.map((each) => each.id));
  const wanted = id ?? newest;
  const waiting = held.find((each) => each.id === wanted);
  const made = done.find((each) => each.id === wanted);
  if (waiting !== undefined) takeBack(waiting);
  else if (made !== undefined) undoDone(made);
}
