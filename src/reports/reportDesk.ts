import type { RecordLog, RecordStream } from '../core/journal/recordLog.ts';
import { CodedError } from '../core/model/errors.ts';
import type {
  MonthlyReport,
  MonthlyReportsRecord,
  ReportCommentsRecord,
  ReportDesk,
} from '../core/model/reports/monthlyReport.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import { dayIn, dayStart } from '../core/util/dates.ts';
import { createKeyedLock } from '../core/util/keyedLock.ts';
import { createReportCounter, type ReportCounter } from './countCommit.ts';

/** How long after the end of a month its report is made: what happened in its last moments is in the journal by then. */
const graceMs = 3_600_000;
const pageSize = 500;
const longestComment = 2_000;
const maxComments = 200;

export function createReportDesk(deps: {
  readonly tenant: string;
  readonly journal: Pick<Journal, 'scan'>;
  readonly records: RecordLog;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  readonly clock: Clock;
}): ReportDesk {
  const { tenant, journal, records, timeZone, clock } = deps;
  const stream: RecordStream = { tenant, account: reportsAccount, name: 'monthly reports' };
  const commentsOf = (month: string): RecordStream => ({
    tenant,
    account: reportsAccount,
    name: `comments on the report of ${month}`,
  });
  const stateOf = async () => (await records.newest<MonthlyReportsRecord>(stream))?.state ?? nothing;
  const current = () => dayIn(timeZone(), clock()).slice(0, 7);

  /** The newest month whose report can be made by now. */
  function due(): string {
    const last = before(current());
    return clock() < boundsOf(last, timeZone()).end + graceMs ? before(last) : last;
  }

  /** The months that have no report yet, the newest first: the one that goes on, and for an hour the one that ended. */
  const unfinished = (made: MonthlyReportsRecord['months']) =>
    [current(), before(current())].filter((month) => month > due() && made.every((each) => each.month !== month));

  const lock = createKeyedLock();
  let counted: Counted | null = null;

  /**
   * Counts a month from a place of the journal on, and says where the next one is read on. What this process has counted of it
   * stays in memory, so that the next look only reads what came since.
   */
  const count = (month: string, from: string | null) => lock.run('count', () => countOn(month, from));

  async function countOn(month: string, from: string | null) {
    const { start, end } = boundsOf(month, timeZone());
    const name = JSON.stringify([month, start, end, from]);
    const own: Counted =
      counted?.name === name ? counted : { name, counter: createReportCounter(month), cursor: from, next: undefined };
    counted = own;
    for (;;) {
      const page = await journal.scan(own.cursor, pageSize);
      for (const commit of page.commits)
        if (commit.tenant === tenant && commit.at >= start && commit.at < end) own.counter.add(commit);
      // The page with the first commit of the next month is read again for that one.
      if (own.next === undefined && page.commits.some(({ at }) => at >= end)) own.next = own.cursor;
      own.cursor = page.cursor;
      if (page.commits.length < pageSize) break;
    }
    return { report: own.counter.report(), next: own.next === undefined ? own.cursor : own.next };
  }

  return {
    async look() {
      const last = due();
      for (;;) {
        const { months, cursor } = await stateOf();
        const newest = months.at(-1)?.month ?? before(last);
        if (newest >= last) break;
        // Also those that ended while the service was off.
        const month = after(newest);
        const { report, next } = await count(month, cursor);
        await records.append<MonthlyReportsRecord>(stream, JSON.stringify(report), (state, revision) => {
          const known = state ?? nothing;
          if (known.months.some((each) => each.month === month)) return null;
          return {
            events: [{ type: 'report.made', month, by: null }],
            state: { ...known, months: [...known.months, { month, revision }], cursor: next },
          };
        });
      }
      return boundsOf(after(last), timeZone()).end + graceMs;
    },

    async months() {
      const { months } = await stateOf();
      return [...unfinished(months), ...months.map(({ month }) => month).toReversed()];
    },

    async read(month) {
      const { months, cursor } = await stateOf();
      const kept = months.find((each) => each.month === month);
      if (kept === undefined) {
        if (!unfinished(months).includes(month)) return null;
        return { report: (await count(month, cursor)).report, isUnfinished: true, comments: [] };
      }
      const [commit] = await records.page(stream, kept.revision - 1, 1);
      const text = commit === undefined ? null : await records.payloadOf(commit);
      if (text === null) return null;
      const said = await Promise.all(
        (await records.read(commentsOf(month), 0)).map(async (each) => {
          const event = each.events.find(({ type }) => type === 'report.commented');
          const words = await records.payloadOf(each);
          return event?.type !== 'report.commented' || words === null
            ? []
            : [{ at: each.at, by: event.by, text: words }];
        }),
      );
      return { report: JSON.parse(text) as MonthlyReport, isUnfinished: false, comments: said.flat() };
    },

    async comment(month, text, by) {
      const words = text.trim();
      if (words === '' || words.length > longestComment)
        throw new CodedError('monthly-report.comment', `Write something, in at most ${longestComment} characters.`);
      if (!(await stateOf()).months.some((each) => each.month === month))
        throw new CodedError('monthly-report.unknown', 'There is no report of this month. Choose one of the list.');
      await records.append<ReportCommentsRecord>(commentsOf(month), words, (state) => {
        const comments = (state?.comments ?? 0) + 1;
        if (comments > maxComments)
          throw new CodedError('monthly-report.comment', `There are ${maxComments} comments. No more are taken.`);
        return {
          events: [{ type: 'report.commented', month, by }],
          state: { record: 'report-comments', shape: 1, month, comments },
        };
      });
    },
  };
}

/** How far a month was counted. */
interface Counted {
  /** Says what is counted: the month with its bounds, and from where on. */
  readonly name: string;
  readonly counter: ReportCounter;
  cursor: string | null;
  /** Where the next month is read on, once one of its commits was seen. */
  next: string | null | undefined;
}

/** The account of the commits of reports: no account can have this id. */
const reportsAccount = '(reports)';

const nothing: MonthlyReportsRecord = { record: 'monthly-reports', shape: 1, months: [], cursor: null };

/** The month before one, `2026-11`. */
function before(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

function after(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** When a month begins and ends, by the town's clocks. */
export function boundsOf(month: string, timeZone: string): { readonly start: number; readonly end: number } {
  const startOf = (each: string) => dayStart(timeZone, Date.parse(`${each}-01T12:00Z`), 0);
  return { start: startOf(month), end: startOf(after(month)) };
}
