import type { TopicThresholds } from '../model/understanding/turnThresholds.ts';
import type { Ranked } from '../model/understanding.ts';

/** What to do with a question, decided by calibrated confidence. */
export type QuestionDecision =
  /** Give the answer. `beside`: what else may have been meant, shown with it unless it is beyond doubt. */
  | { readonly kind: 'answer'; readonly entry: string; readonly isSure: boolean; readonly beside: readonly string[] }
  /** Ask which was meant: they are as likely. */
  | { readonly kind: 'clarify'; readonly entries: readonly string[] }
  /** Nothing known matches. `near`: what is the least far, to be shown as just that. */
  | { readonly kind: 'none'; readonly near: readonly string[] };

/** How many other readings are shown beside an answer. */
export const mostBeside = 2;
export const mostChoices = 3;

/**
 * Decides by confidence alone. Pure; `ranked` holds what may be offered, the most probable first. `isBareWord`: the text
 * is one word. It names a field rather than a question, so that the field's entries are offered unless one is sure. `isLater`: something
 * was spoken of before.
 */
export function decide(
  ranked: readonly Ranked[],
  limits: TopicThresholds,
  { isBareWord = false, isLater = false }: { readonly isBareWord?: boolean; readonly isLater?: boolean } = {},
): QuestionDecision {
  const [best, second] = ranked;
  const none = { kind: 'none', near: likelyOf(ranked, limits.nearest).slice(0, mostChoices) } as const;
  if (best === undefined || best.confidence < limits.clarify) return none;
  const floor = isBareWord ? limits.near : best.confidence * limits.choice;
  const others = ranked.slice(1).filter(({ confidence }) => confidence >= floor);
  const isTie =
    second !== undefined && best.confidence - second.confidence < limits.lead && best.confidence < limits.sure;
  // Where all others were left out, nothing shows that this one is clear.
  const isClear =
    second !== undefined && best.confidence >= limits.clear && best.confidence >= limits.times * second.confidence;
  const isLikely = isBareWord ? best.confidence >= limits.sure : best.confidence >= limits.answer || isClear;
  if (isLikely && !isTie) {
    const isSure = best.confidence >= limits.sure || others.length === 0;
    const likely = likelyOf(ranked.slice(1), isLater ? limits.besideLater : limits.beside);
    const beside = best.confidence >= limits.alone ? [] : likely.slice(0, mostBeside);
    return { kind: 'answer', entry: best.entry, isSure, beside };
  }
  // The best one stands alone, and is not likely enough to be shown.
  if (second !== undefined && others.length === 0) return none;
  const entries = [best, ...others].slice(0, mostChoices).map(({ entry }) => entry);
  return { kind: 'clarify', entries };
}

/** The entries that are at least so likely. */
export const likelyOf = (ranked: readonly Ranked[], least: number): readonly string[] =>
  ranked.filter(({ confidence }) => confidence >= least).map(({ entry }) => entry);
