import type { Ranked } from '../model/understanding.ts';

/** What to do with a question, decided by calibrated confidence. */
export type QuestionDecision =
  /** Give the answer. `beside`: what else may have been meant, shown with it where it is less than sure. */
  | { readonly kind: 'answer'; readonly entry: string; readonly beside: readonly string[] }
  /** Ask which was meant: they are as likely. */
  | { readonly kind: 'clarify'; readonly entries: readonly string[] }
  /** Nothing known matches. */
  | { readonly kind: 'none' };

/**
 * `answer`: the best entry is shown from here on; on conversations never learnt from it is right 15 times as often as
 * wrong. `clear`: it is shown already from here on, where it is `times` as likely as the next. `sure`: nothing is shown
 * beside it. `clarify`: the best entries are offered from here on. `lead`: two entries that are nearer than this are as
 * likely. `choice`: a choice has at least this share of the best one's confidence.
 */
export const thresholds = {
  answer: 0.62,
  clear: 0.45,
  times: 4,
  sure: 0.82,
  clarify: 0.3,
  lead: 0.04,
  choice: 0.15,
} as const;

export type Thresholds = Readonly<Record<keyof typeof thresholds, number>>;

/** For words alone, whose confidence is calibrated apart and separates less: menus instead of guesses. */
const wordThresholds = {
  answer: 0.85,
  clear: 0.85,
  times: 1,
  sure: 0.9,
  clarify: 0.13,
  lead: 0,
  choice: 0.05,
} as const;

/** The thresholds that fit the voices that spoke. */
export function thresholdsOf(voice: 'words' | 'meaning'): Thresholds {
  return voice === 'meaning' ? thresholds : wordThresholds;
}

const mostBeside = 2;
const mostChoices = 3;

/** Decides by confidence alone. Pure; `ranked` holds what may be offered, the most probable first. */
export function decide(ranked: readonly Ranked[], limits: Thresholds = thresholds): QuestionDecision {
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
