import type { BoardFigures, BoardLine } from '../../../src/http/api/wireBoard.ts';
import type { Filter } from '../state.ts';

/** What the board counts. */
export interface BoardScope {
  readonly days: number;
  readonly department: string;
  readonly account: string;
}

/** A number of the board that opens cases. */
export type BoardColumn =
  | 'open'
  | 'snoozed'
  | 'late'
  | 'today'
  | 'week'
  | 'waiting'
  | 'unanswered'
  | 'opened'
  | 'closed'
  | 'firstMissed'
  | 'resolutionMissed'
  | 'rated'
  | 'ratedLow';

/** The number in a column. */
export function countIn(figures: BoardFigures, column: BoardColumn): number {
  if (column === 'firstMissed') return figures.first.missed;
  if (column === 'resolutionMissed') return figures.resolution.missed;
  return figures[column];
}

/** The filter that shows the cases behind a number, within a scope. */
export function filterOf(column: BoardColumn, { days, department, account }: BoardScope): Partial<Filter> {
  const within = { department, account };
  const inPeriod = { ...within, status: 'any', days: String(days) } as const;
  switch (column) {
    case 'open':
      return { ...within, status: 'pending' };
    case 'snoozed':
      return { ...within, status: 'snoozed' };
    case 'late':
    case 'today':
    case 'week':
      return { ...within, status: 'undone', due: column };
    case 'waiting':
      return { ...within, status: 'pending', answered: 'waiting' };
    case 'unanswered':
      return { ...within, status: 'undone', answered: 'no' };
    case 'opened':
      return inPeriod;
    case 'closed':
      return { ...inPeriod, status: 'closed' };
    case 'firstMissed':
      return { ...inPeriod, first: 'missed' };
    case 'resolutionMissed':
      return { ...inPeriod, resolution: 'missed' };
    case 'rated':
      return { ...inPeriod, rating: '1,2,3,4,5' };
    case 'ratedLow':
      return { ...inPeriod, rating: '1,2' };
  }
}

/** The share of deadlines that were kept, of those that are decided, in percent; null: none is. */
export function shareOf({ kept, missed }: BoardFigures['first']): number | null {
  return kept + missed === 0 ? null : Math.round((kept / (kept + missed)) * 100);
}

/** How many gave each grade, the best first; `percent` of all who gave one. `grades`: how many gave 1, 2, 3, 4 and 5. */
export function gradeLines(
  grades: readonly number[],
): readonly { readonly grade: number; readonly n: number; readonly percent: number }[] {
  const all = grades.reduce((sum, n) => sum + n, 0);
  return grades.map((n, at) => ({ grade: at + 1, n, percent: all === 0 ? 0 : Math.round((n / all) * 100) })).reverse();
}

/** The lines with the most to do first. */
export function byUrgency<L extends BoardLine>(lines: readonly L[]): readonly L[] {
  return [...lines].sort((a, b) => b.late - a.late || b.today - a.today || b.open - a.open || (a.id < b.id ? -1 : 1));
}

const hourMs = 3_600_000;

/** A time in the unit in which people say it. */
export function sizeOfTime(ms: number): { readonly unit: 'minutes' | 'hours' | 'daysLong'; readonly n: number } {
  if (ms < 1.5 * hourMs) return { unit: 'minutes', n: Math.max(1, Math.round(ms / 60_000)) };
  if (ms < 48 * hourMs) return { unit: 'hours', n: Math.round(ms / hourMs) };
  return { unit: 'daysLong', n: Math.round(ms / (24 * hourMs)) };
}
