import { codeOf } from '../model/errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { DerivedRecords } from '../ports/derived.ts';
import type { Log } from '../ports/log.ts';
import type { DeliveryReport } from './dispatcher.ts';

/** Milliseconds between two writes: what was seen in between is written at once. */
const writeIntervalMs = 10_000;

/** When messages of an account last came and went. Times are milliseconds since 1970; null: not as far as is known. */
export interface Traffic {
  readonly receivedAt: number | null;
  readonly sentAt: number | null;
  /** The last failure to send; null: there was none. */
  readonly fault: { readonly code: string; readonly at: number } | null;
}

/** Notes when messages of each account came and went, in all processes, for people who watch over accounts. */
export interface AccountTraffic {
  received(account: string): void;
  attempted(report: Pick<DeliveryReport, 'account' | 'outcome' | 'code'>): void;
  /** What this process saw, and what others had seen some seconds ago. */
  read(accounts: readonly string[]): Promise<ReadonlyMap<string, Traffic>>;
  /** Since when this process notes it. */
  readonly since: number;
  /** Writes what was not written yet. */
  stop(): Promise<void>;
}

const none: Traffic = { receivedAt: null, sentAt: null, fault: null };

export function createAccountTraffic(deps: {
  readonly derived: DerivedRecords;
  readonly tenant: string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}): AccountTraffic {
  const { derived, clock, timer, log } = deps;
  const owner = `account-traffic ${deps.tenant}`;
  const known = new Map<string, Traffic>();
  let changed = new Set<string>();
  let cancelTimer: (() => void) | null = null;
  let writing: Promise<void> = Promise.resolve();
  let stopped = false;
  const of = (account: string) => known.get(account) ?? none;

  function note(account: string, traffic: Traffic): void {
    known.set(account, traffic);
    changed.add(account);
    // Deliveries that end after that are not worth keeping the process for.
    if (!stopped) cancelTimer ??= timer(writeIntervalMs, write);
  }

  function write(): void {
    cancelTimer?.();
    cancelTimer = null;
    const accounts = [...changed];
    changed = new Set();
    writing = writing
      .then(async () => {
        for (const account of accounts) {
          const bytes = new TextEncoder().encode(JSON.stringify(newer(await stored(account), of(account))));
          await derived.put(owner, account, { revision: clock(), bytes });
        }
      })
      .catch((error) => {
        // The next message makes up for it.
        log.warn({ code: codeOf(error), error }, 'when accounts were used could not be written');
      });
  }

  async function stored(account: string): Promise<Traffic> {
    const record = await derived.get(owner, account);
    return record === null ? none : parse(record.bytes);
  }

  return {
    since: clock(),
    received: (account) => note(account, { ...of(account), receivedAt: clock() }),
    attempted({ account, outcome, code }) {
      const at = clock();
      if (outcome === 'sent') note(account, { ...of(account), sentAt: at });
      else if (code !== null) note(account, { ...of(account), fault: { code, at } });
    },
    async read(accounts) {
      const all = accounts.map(async (id) => [id, newer(await stored(id), of(id))] as const);
      return new Map(await Promise.all(all));
    },
    async stop() {
      stopped = true;
      write();
      await writing;
    },
  };
}

/** The later of each. */
function newer(one: Traffic, other: Traffic): Traffic {
  const later = (a: number | null, b: number | null) => ((a ?? 0) > (b ?? 0) ? a : b);
  return {
    receivedAt: later(one.receivedAt, other.receivedAt),
    sentAt: later(one.sentAt, other.sentAt),
    fault: (one.fault?.at ?? 0) > (other.fault?.at ?? 0) ? one.fault : other.fault,
  };
}

/** What another version of this program wrote counts as far as it can be read. */
function parse(bytes: Uint8Array): Traffic {
  try {
    const { receivedAt, sentAt, fault } = JSON.parse(new TextDecoder().decode(bytes)) ?? {};
    const time = (value: unknown) => (typeof value === 'number' ? value : null);
    const isFault = typeof fault?.code === 'string' && typeof fault?.at === 'number';
    return {
      receivedAt: time(receivedAt),
      sentAt: time(sentAt),
      fault: isFault ? { code: fault.code, at: fault.at } : null,
    };
  } catch {
    return none;
  }
}
