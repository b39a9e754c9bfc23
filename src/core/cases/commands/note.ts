import { notify } from '../caseDraft.ts';
import { type CommandHandler, happened, misstep } from './commandDraft.ts';

/** Adds an internal note for colleagues, also to a closed case. */
export const note: CommandHandler<'note'> = (work, { text, mentions }) => {
  if (text.trim() === '') throw misstep('The note is empty. Write something.');
  const others = [...new Set(mentions)].filter((agent) => agent !== work.by);
  if (others.length > 0) notify(work, work.caseState, { reason: 'mentioned', agents: others, roles: [] });
  happened(work, { type: 'case.noted' });
};
