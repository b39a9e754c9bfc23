import type { AgentId } from '../agent.ts';

/** What is counted of one account, or of one area of the council, in a month. */
export interface ReportCounts {
  /** Messages that people sent, and questions that got an answer at once, a choice, or none. */
  readonly messages: number;
  readonly answered: number;
  readonly offered: number;
  readonly unanswered: number;
  /** What readers found of answers. */
  readonly useful: number;
  readonly useless: number;
  /** Cases, and what became of their deadlines in the month. */
  readonly opened: number;
  readonly closed: number;
  readonly replies: number;
  readonly firstInTime: number;
  readonly firstLate: number;
  readonly resolvedInTime: number;
  readonly resolvedLate: number;
  /** Ratings of cases, 1 to 5, and their sum. */
  readonly rated: number;
  readonly ratingSum: number;
  /** What the city posted, corrected and took back. */
  readonly posted: number;
  readonly edited: number;
  readonly removed: number;
}

export type ReportCount = keyof ReportCounts;

/** The report of a month, as it is kept: numbers and ids alone. */
export interface MonthlyReport {
  /** `2026-11`, by the town's clocks. */
  readonly month: string;
  readonly total: ReportCounts;
  /** By account and by department, each by its id. */
  readonly accounts: Readonly<Record<string, ReportCounts>>;
  readonly departments: Readonly<Record<string, ReportCounts>>;
  /** How often each service was answered with, and cases by kind. */
  readonly asked: Readonly<Record<string, number>>;
  readonly kinds: Readonly<Record<string, number>>;
  /** Announcements that were published, answers to surveys, and suggestions by what was made of them. */
  readonly announced: number;
  readonly surveyAnswers: number;
  readonly suggestions: Readonly<Record<string, number>>;
}

/** The state of the record of monthly reports, one a tenant. */
export interface MonthlyReportsRecord {
  readonly record: 'monthly-reports';
  readonly shape: 1;
  /** Each with the revision that seals it, the oldest first. */
  readonly months: readonly { readonly month: string; readonly revision: number }[];
  /** Where the journal is read on for the next one; null: from its beginning. */
  readonly cursor: string | null;
}

/** The state of the comments on one report. */
export interface ReportCommentsRecord {
  readonly record: 'report-comments';
  readonly shape: 1;
  readonly month: string;
  readonly comments: number;
}

/** `by` null: the month was over. What a comment says is sealed with it. */
export type MonthlyReportEvent =
  | { readonly type: 'report.made'; readonly month: string; readonly by: null }
  | { readonly type: 'report.commented'; readonly month: string; readonly by: AgentId };

/** What a member of staff says of a report. */
interface ReportComment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: AgentId;
  readonly text: string;
}

/** A report as staff read it. */
export interface ShownReport {
  readonly report: MonthlyReport;
  /** Whether the month is still going on, or ended just now: nothing of it is kept yet. */
  readonly isUnfinished: boolean;
  readonly comments: readonly ReportComment[];
}

/** The monthly reports of a tenant. */
export interface ReportDesk {
  /** Makes the report of each month that ended an hour ago or earlier, once. When the next one is due, in ms since 1970. */
  look(): Promise<number>;
  /** The months of which there is a report, the newest first; those that have none yet come before them. */
  months(): Promise<readonly string[]>;
  /** Null: there is none of this month. */
  read(month: string): Promise<ShownReport | null>;
  /** @throws {CodedError} `monthly-report.unknown`, `monthly-report.comment` */
  comment(month: string, text: string, by: AgentId): Promise<void>;
}
