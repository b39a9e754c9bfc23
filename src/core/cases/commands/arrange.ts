import { type CommandHandler, change, happened, misstep, needOpen } from './commandDraft.ts';

/** Maximum snooze, in milliseconds: a case put off for longer would be forgotten. */
const maxSnoozeMs = 366 * 24 * 3_600_000;

export const setPriority: CommandHandler<'set-priority'> = (work, { priority }) => {
  needOpen(work);
  if (work.caseState.priority === priority) return;
  change(work, { priority });
  happened(work, { type: 'case.prioritised', priority });
};

/** Snoozes a case until a given time. Its deadlines keep running. */
export const snooze: CommandHandler<'snooze'> = (work, { until }) => {
  const { now } = work.input;
  needOpen(work);
  if (!(until > now && until <= now + maxSnoozeMs)) {
    throw misstep('A case can be snoozed until a later time within one year. Choose another time.');
  }
  if (work.caseState.snoozedUntil === until) return;
  change(work, { status: 'snoozed', snoozedUntil: until });
  happened(work, { type: 'case.snoozed', until });
};
