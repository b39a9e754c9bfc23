import { type CommandHandler, change, happened, misstep, needOpen } from './draft.ts';

/** Milliseconds: whatever is put off for longer is forgotten. */
const longestSnooze = 366 * 24 * 3_600_000;

export const setPriority: CommandHandler<'set-priority'> = (work, { priority }) => {
  needOpen(work);
  if (work.caseState.priority === priority) return;
  change(work, { priority });
  happened(work, { type: 'case.prioritised', priority });
};

/** Puts a case off until a moment. Its deadlines go on. */
export const snooze: CommandHandler<'snooze'> = (work, { until }) => {
  const { now } = work.input;
  needOpen(work);
  if (!(until > now && until <= now + longestSnooze)) {
    throw misstep('A case can be put off until a later moment, within a year. Choose another one.');
  }
  if (work.caseState.snoozedUntil === until) return;
  change(work, { status: 'snoozed', snoozedUntil: until });
  happened(work, { type: 'case.snoozed', until });
};
