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
  readonly departments: readonly BoardLine[];
  readonly accounts: readonly BoardLine[];
  /** By who is responsible; `nobody`: without an assignee. Everybody who may have cases is there. */
  readonly agents: readonly (BoardLine & {
    readonly isAvailable: boolean;
  })[];
  /** How many citizens may wait for one person before they are given no more. */
  readonly waitingLimit: number;
}

/** How often somebody gets the figures by e-mail (null: not), and whether e-mails can be sent at all. */
export interface BoardMailView {
  readonly pace: BoardPace | null;
  readonly isPossible: boolean;
}

export type { BoardFigures, BoardLine, BoardPace };
