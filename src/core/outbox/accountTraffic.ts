import type { Clock } from '../ports/clock.ts';
import type { DeliveryReport } from './dispatcher.ts';

/** What one process saw of an account since it started. Times are milliseconds since 1970; null: nothing yet. */
export interface Traffic {
  readonly receivedAt: number | null;
  readonly sentAt: number | null;
  /** The last failure to send; null: there was none. */
  readonly fault: { readonly code: string; readonly at: number } | null;
}

/** Notes when messages of each account came and went, for people who watch over accounts. */
export interface AccountTraffic {
  received(account: string): void;
  attempted(report: Pick<DeliveryReport, 'account' | 'outcome' | 'code'>): void;
  of(account: string): Traffic;
  /** Since when it is noted. */
  readonly since: number;
}

const none: Traffic = { receivedAt: null, sentAt: null, fault: null };

export function createAccountTraffic(clock: Clock): AccountTraffic {
  const known = new Map<string, Traffic>();
  const of = (account: string) => known.get(account) ?? none;
  return {
    since: clock(),
    received: (account) => void known.set(account, { ...of(account), receivedAt: clock() }),
    attempted({ account, outcome, code }) {
      const before = of(account);
      const at = clock();
      if (outcome === 'sent') known.set(account, { ...before, sentAt: at });
      else if (code !== null) known.set(account, { ...before, fault: { code, at } });
    },
    of,
  };
}
