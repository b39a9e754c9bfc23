/** For how long what happened is counted together. */
export const periodLengths = ['day', 'week', 'month'] as const;

export type PeriodLength = (typeof periodLengths)[number];

/** A period by UTC: `2026-11-24`, `2026-W48` or `2026-11`. */
export type PeriodId = string;

/**
 * How a figure is counted from the entries of the public log: those of these types whose fields have these values, by
 * one more field. Besides its own fields an entry has what follows from the entries before it: see `readEntries.ts`.
 */
export interface FigureQuery {
  /** Name of the figure, as in `questions.outcome`. */
  readonly id: string;
  readonly types: readonly string[];
  /** Values that a field must have one of; those without the field do not count. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** The field by which it is divided; null: it is one number. */
  readonly by: string | null;
  /** It divides one cell of another figure, and is published only where that cell is; null: it stands alone. */
  readonly of: { readonly figure: string; readonly cell: string } | null;
}

/** What is published of a figure. No number can be found from it that belongs to fewer than the smallest cell. */
export interface PublishedFigure {
  readonly id: string;
  /** Null: fewer than the smallest cell, or it divides a cell that is not shown. */
  readonly total: number | null;
  /** The cells that are shown, by name. */
  readonly cells: Readonly<Record<string, number>>;
  /** All other cells together. 0: there are none. */
  readonly others: number;
}

/** Something that the council did, which is shown as it is: a release, a step of an account, a crisis. */
export interface CouncilAct {
  readonly day: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, string | number | null>>;
}

/** What is published of a period, once it has ended. */
export interface Publication {
  readonly period: PeriodId;
  /** First day, and first day afterwards. */
  readonly from: string;
  readonly until: string;
  /** Number of entries of the log up to its end. */
  readonly entries: number;
  readonly figures: readonly PublishedFigure[];
  readonly acts: readonly CouncilAct[];
}

/** All that was published of a log. */
export interface PublishedFigures {
  readonly form: 1;
  /** Name of the log. */
  readonly origin: string;
  readonly period: PeriodLength;
  /** No number below it is published. */
  readonly smallestCell: number;
  readonly queries: readonly FigureQuery[];
  /** The oldest first. */
  readonly publications: readonly Publication[];
}

/** Reads what was published of the public log. Null: there is none, or it has not begun. */
export type ReadFigures = () => Promise<PublishedFigures | null>;

/** Figures as a file: the same figures are the same bytes, so that two files can be compared. */
export function figuresText(figures: PublishedFigures): string {
  return `${JSON.stringify(figures, null, 1)}\n`;
}
