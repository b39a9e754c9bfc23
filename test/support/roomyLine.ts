import { createWaitingLine, type WaitingLine } from '../../src/core/engine/waitingLine.ts';
import { systemTimer } from '../../src/core/util/sleep.ts';

/** A line in which there is room for whatever a test sends. */
export function roomyLine(): WaitingLine {
  return createWaitingLine({ atOnce: 32, longest: 1_000, signMs: 4_000 }, systemTimer);
}
