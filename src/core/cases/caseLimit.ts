/** How many cases one sender may open in a while, all processes together. */
export interface CaseLimit {
  /** Counts one. */
  allow(sender: string): Promise<{ readonly ok: boolean }>;
  /** Takes one back: no case was opened. */
  giveBack(sender: string): Promise<void>;
}

/**
 * Runs a turn that may open a case as long as its sender has not opened too many. It is counted before the turn, so that
 * many at once are no way around, and given back where the turn opened none. A turn without a sender is not counted.
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
    // What was refused was not counted. Nobody waits for what is given back: lost, it is one too many for a while.
    if (ok && !openedCase) limit.giveBack(sender).catch(() => {});
  }
}
