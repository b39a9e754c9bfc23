import type { RecordLog, RecordStream } from '../../core/journal/recordLog.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { RetentionPolicy, RetentionRecord, RetentionReport } from '../../core/model/rights/retention.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { dayIn } from '../../core/util/dates.ts';
import { sleep } from '../../core/util/sleep.ts';
import { type Erase, type RetentionRunDeps, runRetention } from './runRetention.ts';

/** Milliseconds between two checks whether a new day has begun, and before the first: a start has enough to do. */
const lookEveryMs = 15 * 60_000;
const firstLookMs = 2 * 60_000;
/** Number of runs that the record remembers. */
const runsKept = 30;

export interface RetentionDesk {
  /** The rules of the live content; null: nothing is erased unless somebody asks for it. */
  policy(): RetentionPolicy | null;
  /** What would be erased at a time, milliseconds since 1970. Nothing changes. */
  preview(at: number, end: AbortSignal): Promise<RetentionReport | null>;
  /** Erases now what has passed its time, and records it. */
  run(end: AbortSignal): Promise<RetentionReport | null>;
  /** Newest runs first. */
  runs(): Promise<readonly RetentionReport[]>;
  /** Runs once a day until the end. For one process of all. */
  daily(end: AbortSignal): Promise<void>;
}

interface RetentionDeskDeps extends Omit<RetentionRunDeps, 'policy'> {
  readonly policy: () => RetentionPolicy | null;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly erase: Erase;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

export function createRetentionDesk(deps: RetentionDeskDeps): RetentionDesk {
  const { records, clock, timer, log, timeZone } = deps;
  const stream: RecordStream = { tenant: deps.tenant, account: '(retention)', name: 'retention' };
  const today = () => dayIn(timeZone(), clock());

  async function at(time: number, erase: Erase | null, end: AbortSignal): Promise<RetentionReport | null> {
    const policy = deps.policy();
    return policy === null ? null : runRetention({ ...deps, policy }, { at: time, erase, end });
  }

  async function run(end: AbortSignal): Promise<RetentionReport | null> {
    const day = today();
    const report = await at(clock(), deps.erase, end);
    if (report === null || end.aborted) return report;
    const erased = report.erased.reduce((sum, { stretches }) => sum + stretches, 0);
    await records.append<RetentionRecord>(stream, '', (known) => ({
      events: [{ type: 'retention.run', erased }],
      state: { record: 'retention', shape: 1, day, runs: [report, ...(known?.runs ?? [])].slice(0, runsKept) },
    }));
    return report;
  }

  return {
    policy: deps.policy,
    preview: (time, end) => at(time, null, end),
    run,
    runs: async () => (await records.newest<RetentionRecord>(stream))?.state.runs ?? [],
    async daily(end) {
      await sleep(firstLookMs, timer, end);
      while (!end.aborted) {
        try {
          const last = await records.newest<RetentionRecord>(stream);
          if (last?.state.day !== today()) {
            const report = await run(end);
            if (report !== null) log.info({ ...report }, 'retention run finished');
          }
        } catch (error) {
          log.error({ code: codeOf(error), error }, 'the daily erasure failed; retrying later');
        }
        await sleep(lookEveryMs, timer, end);
      }
    },
  };
}
