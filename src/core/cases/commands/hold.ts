import { isHeld } from '../../model/case.ts';
import { type CommandDraft, type CommandHandler, change, happened, misstep } from './commandDraft.ts';

/** Shortest reason for a legal hold, in characters: an auditor must be able to find the procedure. */
const minReasonLength = 10;

/** Keeps what was written from being erased, also in a closed case, as long as a legal procedure needs it. */
export const placeHold: CommandHandler<'hold'> = (work, { reason }) => {
  needReason(reason);
  if (isHeld(work.caseState)) return;
  change(work, { hold: { by: authorOf(work), since: work.input.now } });
  happened(work, { type: 'case.held' });
};

export const liftHold: CommandHandler<'lift-hold'> = (work, { reason }) => {
  needReason(reason);
  if (!isHeld(work.caseState)) return;
  change(work, { hold: null });
  happened(work, { type: 'case.hold-lifted' });
};

function authorOf({ by }: CommandDraft): string {
  if (by === null) throw new Error('only staff put a case on hold');
  return by;
}

function needReason(reason: string): void {
  if (reason.trim().length < minReasonLength)
    throw misstep('Say which procedure needs it, in ten characters or more: auditors read it.');
}
