/** From so many different conversations on, a failure is the account's or the platform's and not a message's. */
const manyConversations = 3;

const shortest = { 'account.off': 5_000, 'platform.unreachable': 2_000 } as const;
const longest = { 'account.off': 5 * 60_000, 'platform.unreachable': 60_000 } as const;

export type BreakerCode = keyof typeof shortest | 'rate.limited';

/**
 * Knows when an account is better left alone: it is off, its platform fails everybody, or asks everybody for patience.
 * Messages that wait for such a reason cost no attempt. After a rest one message goes first; if it fails, the next rest
 * is longer.
 */
export interface CircuitBreaker {
  /** Until when nothing should be sent, and why; null while nothing is in the way. */
  at(now: number): { readonly until: number; readonly code: BreakerCode } | null;
  /** Whether only one message may be under way, to see if things are well again. */
  isOnTrial(): boolean;
  /** A message that began at some time was taken by the platform. True when that ends the time of an account that was off. */
  sent(beganAt: number): boolean;
  /** Each of these returns true when a rest begins with it. */
  failed(conversation: string, beganAt: number, now: number): boolean;
  off(now: number): boolean;
  timeoutMs(conversation: string, retryAt: number, now: number): boolean;
  /** All is well again, as far as is known. */
  end(): void;
}

export function createCircuitBreaker(jitter: () => number): CircuitBreaker {
  let until = Number.NEGATIVE_INFINITY;
  let code: BreakerCode = 'platform.unreachable';
  let since = Number.NEGATIVE_INFINITY;
  /** Rests in a row for the same reason. */
  let rests = 0;
  const failing = new Set<string>();
  const patient = new Map<string, number>();

  function begin(now: number, reason: keyof typeof shortest): true {
    rests = code === reason ? rests + 1 : 1;
    code = reason;
    since = now;
    const length = Math.min(longest[reason], shortest[reason] * 2 ** (rests - 1));
    until = now + length * (0.5 + jitter() / 2);
    failing.clear();
    return true;
  }

  function end(): void {
    rests = 0;
    until = Number.NEGATIVE_INFINITY;
    failing.clear();
    patient.clear();
  }

  return {
    at: (now) => (until > now ? { until, code } : null),
    isOnTrial: () => rests > 0,
    sent(beganAt) {
      failing.clear();
      // What had begun before says nothing about now.
      if (rests === 0 || beganAt < since) return false;
      end();
      return code === 'account.off';
    },
    failed(conversation, beganAt, now) {
      if (beganAt < since) return false;
      failing.add(conversation);
      return rests > 0 || failing.size >= manyConversations ? begin(now, 'platform.unreachable') : false;
    },
    off: (now) => (until > now && code === 'account.off' ? false : begin(now, 'account.off')),
    timeoutMs(conversation, retryAt, now) {
      for (const [each, time] of patient) if (time <= now) patient.delete(each);
      patient.set(conversation, retryAt);
      if (patient.size < manyConversations) return false;
      const later = Math.max(...patient.values());
      if (later <= until) return false;
      until = later;
      code = 'rate.limited';
      rests = 0;
      return true;
    },
    end,
  };
}
