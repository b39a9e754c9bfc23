import type { CaseFacts } from '../../ports/caseIndex.ts';
import { dueWindow, dueWindows } from './dueWindow.ts';

/** How deadlines of one kind were kept. */
interface KeptFigures {
  readonly kept: number;
  readonly missed: number;
  /** Milliseconds from opening until it was met, of the middle case; null: none was met. */
  readonly medianMs: number | null;
}

/** Figures of some cases: as they are now, and of those that were opened in a period. */
export interface BoardFigures {
  readonly open: number;
  readonly snoozed: number;
  /** Not closed, with a deadline that has passed, comes today, or in the six days after. */
  readonly late: number;
  readonly today: number;
  readonly week: number;
  /** Not closed, and staff have not written in them. */
  readonly unanswered: number;
  /** Open, and the citizen waits for an answer. */
  readonly waiting: number;
  /** Opened in the period, and how many of these are closed. */
  readonly opened: number;
  readonly closed: number;
  readonly first: KeptFigures;
  readonly resolution: KeptFigures;
  /** Of those opened in the period: rated, the mean, and how many with 1 or 2. */
  readonly rated: number;
  readonly meanRating: number | null;
  readonly ratedLow: number;
}

/** Figures of one department, account or agent; `nobody`: of no agent. */
export interface BoardLine extends BoardFigures {
  readonly id: string;
}

interface BoardOptions {
  readonly now: number;
  /** The beginning of the period. */
  readonly since: number;
  /** Its end; absent: it goes on. */
  readonly until?: number;
  readonly timeZone: string;
}

/** Figures of all given cases, how many were rated with each grade, and figures by department, account and agent. A pure function. */
export function boardOf(facts: readonly CaseFacts[], options: BoardOptions) {
  const period = periodOf(options);
  const opened = openedIn(facts, period);
  return {
    total: count(facts, period),
    grades: [1, 2, 3, 4, 5].map((grade) => opened.filter(({ rating }) => rating === grade).length),
    departments: linesOf(facts, ({ department }) => department, period),
    accounts: linesOf(facts, ({ account }) => account, period),
    agents: linesOf(facts, ({ assignee }) => assignee ?? 'nobody', period),
  };
}

function linesOf(
  facts: readonly CaseFacts[],
  keyOf: (each: CaseFacts) => string,
  period: Period,
): readonly BoardLine[] {
  const groups = Map.groupBy(facts, keyOf);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, some]) => ({ id, ...count(some, period) }));
}

/** Figures of all given cases alone. */
export function boardFiguresOf(facts: readonly CaseFacts[], options: BoardOptions): BoardFigures {
  return count(facts, periodOf(options));
}

/** The beginning of the period, and the windows of deadlines: found once, because calendars cost more than counting. */
interface Period {
  readonly since: number;
  readonly until: number;
  readonly windows: readonly ReturnType<typeof dueWindow>[];
}

function periodOf({ now, since, until = Infinity, timeZone }: BoardOptions): Period {
  return { since, until, windows: dueWindows.map((which) => dueWindow(which, timeZone, now)) };
}

function openedIn(facts: readonly CaseFacts[], { since, until }: Period): readonly CaseFacts[] {
  return facts.filter(({ openedAt }) => since <= openedAt && openedAt < until);
}

function count(facts: readonly CaseFacts[], period: Period): BoardFigures {
  const { windows } = period;
  const undone = facts.filter(({ status }) => status !== 'closed');
  const opened = openedIn(facts, period);
  const due = windows.map(
    ({ from, before }) =>
      undone.filter(({ dueAt }) => dueAt !== null && dueAt < before && (from === null || dueAt >= from)).length,
  );
  const [late = 0, today = 0, week = 0] = due;
  const ratings = opened.flatMap(({ rating }) => rating ?? []);
  return {
    open: facts.filter(({ status }) => status === 'open').length,
    snoozed: facts.filter(({ status }) => status === 'snoozed').length,
    late,
    today,
    week,
    waiting: facts.filter(({ isWaiting }) => isWaiting).length,
    unanswered: undone.filter(({ isAnswered }) => !isAnswered).length,
    opened: opened.length,
    closed: opened.filter(({ status }) => status === 'closed').length,
    first: keptOf(opened, 'first', 'firstMs'),
    resolution: keptOf(opened, 'resolution', 'resolutionMs'),
    rated: ratings.length,
    meanRating: ratings.length === 0 ? null : ratings.reduce((sum, each) => sum + each, 0) / ratings.length,
    ratedLow: ratings.filter((each) => each <= 2).length,
  };
}

function keptOf(
  facts: readonly CaseFacts[],
  outcome: 'first' | 'resolution',
  took: 'firstMs' | 'resolutionMs',
): KeptFigures {
  const times = facts.flatMap((each) => each[took] ?? []).sort((a, b) => a - b);
  return {
    kept: facts.filter((each) => each[outcome] === 'kept').length,
    missed: facts.filter((each) => each[outcome] === 'missed').length,
    medianMs: times[Math.floor((times.length - 1) / 2)] ?? null,
  };
}
