import { type CommandHandler, change, happened, misstep, needOpen } from './commandDraft.ts';

/** Maximum snooze, in milliseconds: a case put off for longer would be forgotten. */
const maxSnoozeMs = 366 * 24 * 3_600_000;

export const setPriority: CommandHandler<'set-priority'> = (work, { priority }) => {
  needOpen(work);
  if (work.caseState.priority === priority) return;
  change(work, { priority });
  happened(work, { type: 'case.prioritised', priority });
};

/** Most labels that a case may have: more tell nothing. */
const maxLabels = 10;

/** Puts labels on a case and takes others off, also once it is closed: then they serve to find it. */
export const label: CommandHandler<'label'> = (work, { add, remove }) => {
  const before = work.caseState.labels ?? [];
  const kept = before.filter((each) => !remove.includes(each));
  const labels = [...new Set([...kept, ...add])].sort();
  if (labels.length > maxLabels) throw misstep(`A case has at most ${maxLabels} labels. Take one off first.`);
  if (labels.length === before.length && labels.every((each) => before.includes(each))) return;
  change(work, { labels });
  happened(work, { type: 'case.labelled', labels });
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
