/** Limits how many cases one sender may open in a period, across all processes. */
export interface CaseLimit {
  /** Counts one case. */
  allow(sender: string): Promise<{ readonly ok: boolean }>;
  /** Takes one count back, because no case was opened. */
  giveBack(sender: string): Promise<void>;
}

/**
 * Runs a turn that may open a case, within the sender's limit. The case is counted before the turn, so that many turns
 * at once cannot pass the limit, and the count is given back if the turn opened none. Turns without a sender are not
 * counted.
 */
export async function withCaseLimit<T extends { readonly openedCase: boolean }>(
  limit: CaseLimit,
  sender: string | undefined,
  run: (mayOpenCase: boolean) => Promise<T>,
): Promise<T> {
  if (sender === undefined) return run(true);
  const { ok } = await limit.allow(sender);
  let openedCase = false;
  try {
    const result = await run(ok);
    openedCase = result.openedCase;
    return result;
  } finally {
    // A refused case was not counted. The turn does not wait for the refund: if it is lost, the sender has one case
    // less for a while.
    if (ok && !openedCase) limit.giveBack(sender).catch(() => {});
  }
}
