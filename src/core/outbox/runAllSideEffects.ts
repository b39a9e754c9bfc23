import type { Commit } from '../model/commit.ts';
import type { SideEffect } from '../model/event.ts';
/** One of several attempts at a task. `isLast`: where it fails, the task becomes a dead letter. */
export interface SideEffectAttempt {
  readonly isLast: boolean;
}

/** Runs one side effect of a committed turn. Idempotent. */
export type RunSideEffect = (sideEffect: SideEffect, commit: Commit, attempt?: SideEffectAttempt) => Promise<void>;

/**
 * Runs all side effects of a commit; a failing one does not keep the others from running.
 * @throws what the first failing one threw
 */
export async function runAllSideEffects(
  runSideEffect: RunSideEffect,
  sideEffects: readonly SideEffect[],
  commit: Commit,
  attempt: SideEffectAttempt = { isLast: false },
): Promise<void> {
  const faults: unknown[] = [];
  for (const sideEffect of sideEffects) {
    try {
      await runSideEffect(sideEffect, commit, attempt);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}
