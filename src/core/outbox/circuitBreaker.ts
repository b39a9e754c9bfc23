/** Number of conversations from which a failure is attributed to the account or the platform, not to a message. */
const manyConversations = 3;

const minPauseMs = { 'account.off': 5_000, 'platform.unreachable': 2_000 } as const;
const maxPauseMs = { 'account.off': 5 * 60_000, 'platform.unreachable': 60_000 } as const;

export type BreakerCode = keyof typeof minPauseMs | 'rate.limited';

/**
 * Stops sending on an account that is off, whose platform fails in every conversation, or asks to wait in many.
 * Messages that wait for this reason use up no attempt. After a pause one message is sent as a trial; if it fails, the
 * next pause is longer.
 */
export interface CircuitBreaker {
  /** Until when nothing should be sent, and why; null while sending is allowed. */
  at(now: number): { readonly until: number; readonly code: BreakerCode } | null;
  /** Whether only one message at a time may be sent, as a trial. */
  isOnTrial(): boolean;
  /**
   * A message whose sending began at `beganAt` was accepted. True when this ends the pause of an account that was off.
   */
  sent(beganAt: number): boolean;
  /** Each of these returns true when it starts a pause. */
  failed(conversation: string, beganAt: number, now: number): boolean;
  off(now: number): boolean;
  throttled(conversation: string, retryAt: number, now: number): boolean;
  /** Closes the breaker: the account works again, as far as is known. */
  end(): void;
}

export function createCircuitBreaker(jitter: () => number): CircuitBreaker {
  let until = Number.NEGATIVE_INFINITY;
  let code: BreakerCode = 'platform.unreachable';
  let since = Number.NEGATIVE_INFINITY;
  /** Consecutive pauses for the same reason. */
  let pauses = 0;
  const failing = new Set<string>();
  const throttledUntil = new Map<string, number>();

  function begin(now: number, reason: keyof typeof minPauseMs): true {
    pauses = code === reason ? pauses + 1 : 1;
    code = reason;
    since = now;
    const length = Math.min(maxPauseMs[reason], minPauseMs[reason] * 2 ** (pauses - 1));
    until = now + length * (0.5 + jitter() / 2);
    failing.clear();
    return true;
  }

  function end(): void {
    pauses = 0;
    until = Number.NEGATIVE_INFINITY;
    failing.clear();
    throttledUntil.clear();
  }

  return {
    at: (now) => (until > now ? { until, code } : null),
    isOnTrial: () => pauses > 0,
    sent(beganAt) {
      failing.clear();
      // An attempt that began before the pause says nothing about the current state.
      if (pauses === 0 || beganAt < since) return false;
      end();
      return code === 'account.off';
    },
    failed(conversation, beganAt, now) {
      if (beganAt < since) return false;
      failing.add(conversation);
      return pauses > 0 || failing.size >= manyConversations ? begin(now, 'platform.unreachable') : false;
    },
    off: (now) => (until > now && code === 'account.off' ? false : begin(now, 'account.off')),
    throttled(conversation, retryAt, now) {
      for (const [each, time] of throttledUntil) if (time <= now) throttledUntil.delete(each);
      throttledUntil.set(conversation, retryAt);
      if (throttledUntil.size < manyConversations) return false;
      const later = Math.max(...throttledUntil.values());
      if (later <= until) return false;
      until = later;
      code = 'rate.limited';
      pauses = 0;
      return true;
    },
    end,
  };
}
