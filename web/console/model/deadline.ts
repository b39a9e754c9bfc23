import { nextDeadline } from '../../../src/core/cases/deadlines.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import { formatAmount, formatRelativeTime } from './formatDate.ts';

/** The urgency of a deadline: there is time, its last quarter has begun, or it has passed. */
export type Urgency = 'calm' | 'soon' | 'late';

/** The deadline that a case has to meet next, and how urgent it is. */
interface NextDeadline {
  readonly of: 'first' | 'resolution';
  readonly dueAt: number;
  readonly urgency: Urgency;
}

/** The clock of a case; null: it has no deadline to meet, or is closed. */
export function clockOf(
  caseState: Pick<CaseState, 'status' | 'openedAt' | 'first' | 'resolution'>,
  now: number,
): NextDeadline | null {
  const next = nextDeadline(caseState);
  return next && { ...next, urgency: urgencyOf(caseState.openedAt, next.dueAt, now) };
}

function urgencyOf(from: number, dueAt: number, now: number): Urgency {
  if (now >= dueAt) return 'late';
  return now - from >= (dueAt - from) * 0.75 ? 'soon' : 'calm';
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** The distance of a time from now, in the largest unit of which there are at least two, or in minutes. */
export function formatDistance(at: number, now: number, locale: string): string {
  const { amount, unit } = inLargestUnit(Math.abs(at - now));
  return formatRelativeTime(amount * (at > now ? 1 : -1), unit, locale);
}

/** A length of time in milliseconds, in the same unit: "44 min". */
export function formatSpan(length: number, locale: string): string {
  const { amount, unit } = inLargestUnit(length);
  return formatAmount(amount, unit, locale);
}

function inLargestUnit(length: number) {
  const [unit, size] = units.find(([, each]) => length >= 2 * each) ?? units[2];
  return { unit, amount: Math.max(1, Math.floor(length / size)) };
}
