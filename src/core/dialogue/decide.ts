import type { Ranked, TopicThresholds } from '../model/understanding.ts';

/** What to do with a question, decided by calibrated confidence. */
export type QuestionDecision =
  /** Give the answer. `beside`: what else may have been meant, shown with it where it is less than sure. */
  | { readonly kind: 'answer'; readonly entry: string; readonly beside: readonly string[] }
  /** Ask which was meant: they are as likely. */
  | { readonly kind: 'clarify'; readonly entries: readonly string[] }
  /** Nothing known matches. */
  | { readonly kind: 'none' };

const mostBeside = 2;
const mostChoices = 3;

/** Decides by confidence alone. Pure; `ranked` holds what may be offered, the most probable first. */
export function decide(ranked: readonly Ranked[], limits: TopicThresholds): QuestionDecision {
  const [best, second] = ranked;
  if (best === undefined || best.confidence < limits.clarify) return { kind: 'none' };
  const floor = best.confidence * limits.choice;
  const others = ranked.slice(1).filter(({ confidence }) => confidence >= floor);
  const isTie =
    second !== undefined && best.confidence - second.confidence < limits.lead && best.confidence < limits.sure;
  // Where all others were left out, nothing shows that this one is clear.
  const isClear =
    second !== undefined && best.confidence >= limits.clear && best.confidence >= limits.times * second.confidence;
  if ((best.confidence >= limits.answer || isClear) && !isTie) {
    const beside = best.confidence >= limits.sure ? [] : others.slice(0, mostBeside).map(({ entry }) => entry);
    return { kind: 'answer', entry: best.entry, beside };
  }
  const entries = [best, ...others].slice(0, mostChoices).map(({ entry }) => entry);
  return { kind: 'clarify', entries };
}
