import type { PeriodId, PeriodLength } from '../../core/ports/publishedFigures.ts';
import { dayOf } from '../../core/util/dates.ts';

const dayMs = 86_400_000;

export interface ClosedPeriod {
  readonly id: PeriodId;
  /** First millisecond, and the first one afterwards. */
  readonly from: number;
  readonly until: number;
}

/** The period that a time belongs to, by UTC. Weeks are those of ISO 8601. */
export function periodOf(at: number, length: PeriodLength): ClosedPeriod {
  const date = new Date(at);
  if (length === 'month') {
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return { id: dayOf(at).slice(0, 7), from: Date.UTC(year, month), until: Date.UTC(year, month + 1) };
  }
  const day = Math.floor(at / dayMs) * dayMs;
  if (length === 'day') return { id: dayOf(at), from: day, until: day + dayMs };
  const monday = day - ((date.getUTCDay() + 6) % 7) * dayMs;
  // A week belongs to the year of its Thursday.
  const year = new Date(monday + 3 * dayMs).getUTCFullYear();
  const week = Math.floor((monday + 3 * dayMs - Date.UTC(year, 0)) / (7 * dayMs)) + 1;
  return { id: `${year}-W${String(week).padStart(2, '0')}`, from: monday, until: monday + 7 * dayMs };
}
