import type { RecordLog } from '../core/journal/recordLog.ts';
import { codeOf } from '../core/model/errors.ts';
import type { ReportDesk } from '../core/model/reports/monthlyReport.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Log } from '../core/ports/log.ts';
import { sleep } from '../core/util/sleep.ts';
import { createReportDesk } from '../reports/reportDesk.ts';

/** Longest and shortest time between two looks, milliseconds. */
const intervalMs = 6 * 3_600_000;
const minIntervalMs = 60_000;

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
    async follow(end) {
      while (!end.aborted) {
        let wait = intervalMs;
        try {
          const next = await reports.look();
          wait = Math.max(minIntervalMs, Math.min(intervalMs, next - clock()));
        } catch (error) {
          wait = minIntervalMs;
          log.error({ code: codeOf(error), error }, 'making the report of the month failed; it will be retried');
        }
        await sleep(wait, timer, end);
      }
    },
  };
}
