import type { CaseCloseReason } from '../../../src/core/model/case.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { hold } from './held.ts';

/**
 * Closes the open case as resolved, where staff have answered. Where nobody has, the person is owed a word: how it ended is
 * asked, and says which one they get.
 */
export function closeCase(): void {
  const { selectedCase } = state.get();
  const caseState = selectedCase?.view?.case;
  if (caseState === undefined || isClosing(caseState.code)) return;
  if (caseState.staffAt === null) askHowItEnded();
  else closeAs('resolved');
}

export function askHowItEnded(): void {
  state.set({ dialog: { kind: 'close' } });
}

/** Closes the open case: like a reply it waits, since the citizen is told, and can be undone until then. */
export function closeAs(reason: CaseCloseReason): void {
  const { closing, closeReasons } = stringsNow();
  const text = interpolate(closing, { reason: closeReasons[reason] });
  void hold({ kind: 'close', reason }, [], text, { isWritten: false });
}

/** Whether a case is about to be closed: a second press is no second closing. */
function isClosing(code: string): boolean {
  return state
    .get()
    .held.some(
      ({ codes, command, followedBy }) =>
        codes.includes(code) && [command, ...followedBy].some(({ kind }) => kind === 'close'),
    );
}
