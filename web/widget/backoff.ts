const first = 1_000;
const maxDelayMs = 30_000;

/**
 * Milliseconds to wait before attempt number `attempt` (0 is the first repetition): doubled each time up to half a
 * minute, and up to a half shorter by `random` (0 to 1), so that not all clients return at once after a restart.
 */
export function backoff(attempt: number, random: number): number {
  return Math.min(maxDelayMs, first * 2 ** attempt) * (1 - random / 2);
}
