import { doWhatIsDue } from '../core/engine/keepLooking.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { ReportDesk } from '../core/model/reports/monthlyReport.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Log } from '../core/ports/log.ts';
import { createReportDesk } from '../reports/reportDesk.ts';

/** Milliseconds. */
const pauses = { longest: 6 * 3_600_000, shortest: 60_000, failed: 60_000 } as const;

/** The monthly reports, and the work that one process of all does for them. */
export interface BotReports extends ReportDesk {
  /** Makes each report when its month is over, until the end. For one process of all. Never rejects. */
  follow(end: AbortSignal): Promise<void>;
}

export function openBotReports(deps: {
  tenant: string;
  journal: Pick<Journal, 'scan'>;
  records: RecordLog;
  timeZone: () => string;
  clock: Clock;
  timer: Timer;
  log: Log;
}): BotReports {
  const { clock, timer, log } = deps;
  const reports = createReportDesk(deps);
  return {
    ...reports,
    follow: (end) =>
      doWhatIsDue({
        look: reports.look,
        pauses,
        clock,
        timer,
        end,
        log,
        failure: 'making the report of the month failed; it will be retried',
      }),
  };
}
