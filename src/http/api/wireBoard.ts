import type { BoardFigures, BoardLine } from '../../core/cases/board/board.ts';
import type { BoardPace } from '../../core/model/desk/boardMail.ts';

/** The days that figures can look back, today included. */
export const boardDays = [7, 30, 90, 365] as const;

/** Figures of the work on all cases: ids and numbers only. */
export interface Board {
  /** When they were counted, and when the period begins, milliseconds since 1970. */
  readonly at: number;
  readonly since: number;
  readonly total: BoardFigures;
  /** How many of the cases opened in the period were rated with 1, 2, 3, 4 and 5. */
  readonly grades: readonly number[];
  readonly departments: readonly BoardLine[];
  readonly accounts: readonly BoardLine[];
  /** By who is responsible; `nobody`: without an assignee. Everybody who may have cases is there. */
  readonly agents: readonly (BoardLine & {
    readonly isAvailable: boolean;
    /** How many citizens may wait for them before they are given no more. */
    readonly capacity: number;
  })[];
}

/** What citizens wrote with their grades, the newest first. */
export interface BoardComments {
  readonly comments: readonly RatingComment[];
  /** Whether there may be older ones. */
  readonly isPart: boolean;
}

/** What the citizen of a case wrote with its grade. */
export interface RatingComment {
  readonly code: string;
  /** 1 to 5. */
  readonly rating: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** How often somebody gets the figures by e-mail (null: not), and whether e-mails can be sent at all. */
export interface BoardMailView {
  readonly pace: BoardPace | null;
  readonly isPossible: boolean;
}

export type { BoardFigures, BoardLine, BoardPace };
