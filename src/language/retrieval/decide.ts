import type { Ranked } from '../../core/ports/knowledge.ts';

/** Lowest confidence of an answer, of a clarification, and of a choice. All from 0 to 1. */
export interface Thresholds {
  /** From here on the best entry is the answer. */
  readonly answer: number;
  /** From here on the best entries are offered as choices; below it nothing is. */
  readonly clarify: number;
  /** A choice is shown if its confidence is at least this share of the best entry's. */
  readonly choice: number;
}

/**
 * The shipped thresholds. `answer` is the lowest at which, on held-out variants, at most 3 % of questions get a wrong
 * entry, at most 3 % of the questions of entries left out get any, and at most 3 % of held-out out-of-scope messages
 * do; `clarify` the lowest at which three quarters of those messages get no choices. `npm run eval -- --calibrate`
 * recomputes them.
 */
export const thresholds: Thresholds = { answer: 0.85, clarify: 0.13, choice: 0.05 };

/** What to do with a question: give an entry, ask which of two or three is meant, or hand over to a person. */
export type Decision =
  | { readonly kind: 'answer'; readonly entry: string }
  | { readonly kind: 'clarify'; readonly entries: readonly string[] }
  | { readonly kind: 'escalate' };

const maxChoices = 3;

/** Decides by confidence alone. Pure; `ranked` is sorted by probability, as `Retriever.rank` returns it. */
export function decide(ranked: readonly Ranked[], limits: Thresholds): Decision {
  const best = ranked[0];
  if (best === undefined || best.confidence < Math.min(limits.clarify, limits.answer)) return { kind: 'escalate' };
  if (best.confidence >= limits.answer) return { kind: 'answer', entry: best.entry };
  const floor = best.confidence * limits.choice;
  const choices = ranked.slice(0, maxChoices).filter((one) => one.confidence >= floor);
  // A single choice would be a yes/no question; the next entry costs nothing.
  const shown = choices.length >= 2 ? choices : ranked.slice(0, 2);
  return shown.length < 2 ? { kind: 'escalate' } : { kind: 'clarify', entries: shown.map((one) => one.entry) };
}
