import { isHeld, isReasonLongEnough, minReasonLength } from '../../model/case.ts';
import { type CommandDraft, type CommandHandler, change, happened, misstep } from './commandDraft.ts';

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
  if (!isReasonLongEnough(reason))
    throw misstep(`Say which procedure needs it, in at least ${minReasonLength} characters: auditors read it.`);
}
