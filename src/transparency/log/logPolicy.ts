import { CodedError } from '../../core/model/errors.ts';
import { type PeriodLength, periodLengths } from '../../core/ports/publishedFigures.ts';

/** What a log promises, published with its first entry and never changed. */
export interface LogPolicy {
  /** Version of this document's form. */
  readonly policy: 1;
  readonly origin: string;
  /** Day of its beginning, `YYYY-MM-DD`. */
  readonly since: string;
  /** Public keys, one per line as signed notes write them. */
  readonly keys: readonly string[];
  readonly retention: {
    /** Entries are never removed. */
    readonly entries: 'for-ever';
    /** Incomplete tiles are removed once the full tile is published. */
    readonly incompleteTiles: 'until-full';
  };
  /** Times are rounded down to periods of so many seconds. */
  readonly roundingSeconds: number;
  /** How figures are published; older logs do not say it. */
  readonly figures?: {
    /** They are counted by periods of this length, and published when one has ended. */
    readonly period: PeriodLength;
    /** No number below it is published. */
    readonly smallestCell: number;
  };
}

/** By default, entries tell the hour. */
const defaultRoundingSeconds = 3600;

/** How figures of logs are published whose policy does not say it. */
export const defaultFigures: Required<LogPolicy>['figures'] = { period: 'month', smallestCell: 5 };

/** Path of the policy among the files of the log. */
export const policyPath = 'policy';

export function newPolicy(log: Pick<LogPolicy, 'origin' | 'keys'>, now: number): LogPolicy {
  return {
    policy: 1,
    origin: log.origin,
    since: new Date(now).toISOString().slice(0, 10),
    keys: log.keys,
    retention: { entries: 'for-ever', incompleteTiles: 'until-full' },
    roundingSeconds: defaultRoundingSeconds,
    figures: defaultFigures,
  };
}

export function formatPolicy(policy: LogPolicy): string {
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** @throws {CodedError} `log.invalid` */
export function parsePolicy(bytes: Uint8Array): LogPolicy {
  const wrong = (cause?: unknown) => new CodedError('log.invalid', 'The policy of the log cannot be read.', { cause });
  let policy: Partial<LogPolicy>;
  try {
    policy = JSON.parse(Buffer.from(bytes).toString());
  } catch (cause) {
    throw wrong(cause);
  }
  const { origin, keys, roundingSeconds, figures } = policy;
  if (typeof origin !== 'string' || !Array.isArray(keys) || keys.length === 0) throw wrong();
  if (!Number.isInteger(roundingSeconds) || Number(roundingSeconds) < 1) throw wrong();
  if (figures !== undefined && !(periodLengths.includes(figures.period) && figures.smallestCell >= 2)) throw wrong();
  return policy as LogPolicy;
}
