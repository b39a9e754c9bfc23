import { type Commit, isRecord } from '../core/model/commit.ts';
import type { Event } from '../core/model/event.ts';
import type { MonthlyReport, ReportCount, ReportCounts } from '../core/model/reports/monthlyReport.ts';

const noReportCounts: ReportCounts = {
  messages: 0,
  answered: 0,
  offered: 0,
  unanswered: 0,
  useful: 0,
  useless: 0,
  opened: 0,
  closed: 0,
  replies: 0,
  firstInTime: 0,
  firstLate: 0,
  resolvedInTime: 0,
  resolvedLate: 0,
  rated: 0,
  ratingSum: 0,
  posted: 0,
  edited: 0,
  removed: 0,
};

/** Adds up a month, commit by commit. */
export interface ReportCounter {
  add(commit: Commit): void;
  report(): MonthlyReport;
}

type Sums = Map<string, Record<ReportCount, number>>;

/** Counts what a report says, from events alone: nothing that anybody wrote is opened. */
export function createReportCounter(month: string): ReportCounter {
  const total: Record<ReportCount, number> = { ...noReportCounts };
  const accounts: Sums = new Map();
  const departments: Sums = new Map();
  const asked = new Map<string, number>();
  const kinds = new Map<string, number>();
  const suggestions = new Map<string, number>();
  let announced = 0;
  let surveyAnswers = 0;

  function count(what: ReportCount, account: string | null, department: string | null, by = 1): void {
    total[what] += by;
    for (const [sums, id] of [
      [accounts, account],
      [departments, department],
    ] as const) {
      if (id === null) continue;
      const sum = sums.get(id) ?? { ...noReportCounts };
      sum[what] += by;
      sums.set(id, sum);
    }
  }

  const more = (sums: Map<string, number>, id: string) => void sums.set(id, (sums.get(id) ?? 0) + 1);

  /** The department of a case as the commit leaves it. */
  function departmentOf({ state }: Commit, event: Event): string | null {
    if (event.type === 'case.opened') return event.department;
    if (!('case' in event) || isRecord(state)) return null;
    return state.cases.find(({ code }) => code === event.case)?.department ?? null;
  }

  function take(commit: Commit, event: Event): void {
    const { account } = commit;
    const department = departmentOf(commit, event);
    const here = (what: ReportCount, by = 1) => count(what, account, department, by);
    switch (event.type) {
      case 'message.received':
        return event.kind === 'start' ? undefined : here('messages');
      case 'question.answered':
        more(asked, event.entry);
        return here('answered');
      case 'question.clarified':
        return here('offered');
      case 'question.unanswered':
        return here('unanswered');
      case 'answer.rated':
        return here(event.useful ? 'useful' : 'useless');
      case 'case.opened':
        more(kinds, event.kind);
        return here('opened');
      case 'case.closed':
        return here('closed');
      case 'case.replied':
      case 'case.entry-given':
        return here('replies');
      case 'case.met':
        return here(event.deadline === 'first' ? 'firstInTime' : 'resolvedInTime');
      case 'case.breached':
        return here(event.deadline === 'first' ? 'firstLate' : 'resolvedLate');
      case 'case.rated':
        here('rated');
        return here('ratingSum', event.rating);
      case 'case.weighed':
        return more(suggestions, event.outcome);
      case 'announcement.published':
        announced += 1;
        return;
      case 'announcement.posted':
        return count('posted', event.account, null);
      case 'announcement.post-edited':
        return count('edited', event.account, null);
      case 'announcement.post-removed':
        return count('removed', event.account, null);
      case 'survey.answered':
        surveyAnswers += 1;
        return;
    }
  }

  return {
    add(commit) {
      for (const event of commit.events) take(commit, event);
    },
    report: () => ({
      month,
      total: { ...total },
      accounts: sorted(accounts),
      departments: sorted(departments),
      asked: sorted(asked),
      kinds: sorted(kinds),
      announced,
      surveyAnswers,
      suggestions: sorted(suggestions),
    }),
  };
}

function sorted<V>(sums: ReadonlyMap<string, V>): Readonly<Record<string, V>> {
  return Object.fromEntries([...sums].sort(([one], [other]) => (one < other ? -1 : 1)));
}
