import type { DataObject } from '../../model/content/fields.ts';
import { createStore } from '../../observable.ts';

/** What was written at once: fields of the document, or its text. */
interface WrittenChange {
  readonly before: DataObject | string;
  readonly after: DataObject | string;
  /** What was written in; typing in one field without a pause is one change. */
  readonly field: string;
  /** Whether it was typed, so that the browser can undo it in its field. */
  readonly isTyped: boolean;
  readonly at: number;
}

/** What can be undone in the open document, and done again; the newest last. */
export const historyStore = createStore<{
  readonly past: readonly WrittenChange[];
  readonly future: readonly WrittenChange[];
}>({ past: [], future: [] });

/** Most changes that can be undone. */
const mostKept = 200;
/** Milliseconds without typing that end a change. */
const pauseMs = 1_500;

export function rememberChange(change: WrittenChange): void {
  const { past } = historyStore.get();
  const last = past.at(-1);
  const goesOn =
    last?.isTyped === true &&
    change.isTyped &&
    last.field === change.field &&
    last.after === change.before &&
    change.at - last.at < pauseMs;
  const next = goesOn ? [...past.slice(0, -1), { ...change, before: last.before }] : [...past, change];
  historyStore.set({ past: next.slice(-mostKept), future: [] });
}

/** Takes the newest change off the ones that can be undone (or done again), and puts it among the others. */
export function takeChange(from: 'past' | 'future'): WrittenChange | null {
  const { past, future } = historyStore.get();
  const change = (from === 'past' ? past : future).at(-1);
  if (change === undefined) return null;
  if (from === 'past') historyStore.set({ past: past.slice(0, -1), future: [...future, change] });
  else historyStore.set({ past: [...past, change], future: future.slice(0, -1) });
  return change;
}

export function forgetChanges(): void {
  historyStore.set({ past: [], future: [] });
}
