import type { Limit } from '../ports/limit.ts';

/**
 * Runs a turn that may open a case, within the sender's limit across all processes. The case is counted before the turn, so that many turns
 * at once cannot pass the limit, and the count is given back if the turn opened none. Turns without a sender are not
 * counted.
 */
export async function withCaseLimit<T extends { readonly openedCase: boolean }>(
  limit: Limit,
  sender: string | undefined,
  run: (may: { readonly mayOpenCase: boolean }) => Promise<T>,
): Promise<T> {
  if (sender === undefined) return run({ mayOpenCase: true });
  const { ok } = await limit.allow(sender);
  let openedCase = false;
  try {
    const result = await run({ mayOpenCase: ok });
    openedCase = result.openedCase;
    return result;
  } finally {
    // A refused case was not counted. The turn does not wait for the refund: if it is lost, the sender has one case
    // less for a while.
    if (ok && !openedCase) limit.giveBack(sender).catch(() => {});
  }
}
