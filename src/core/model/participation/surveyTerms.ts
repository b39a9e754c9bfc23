import type { Localised } from '../locale.ts';

/** When a survey takes answers, and whether one of each person. */
export interface SurveyTerms {
  /** Milliseconds since 1970; null: as soon as it is released. */
  readonly from: number | null;
  readonly until: number;
  /** Whether one answer of each conversation counts. */
  readonly once: boolean;
  /** What it is for, and what will be done with it. */
  readonly intro: Localised;
  /** Answers of the bot below which it is offered while it is open. */
  readonly offeredBy: readonly string[];
}
