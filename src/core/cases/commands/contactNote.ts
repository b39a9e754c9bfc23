import { type CommandDraft, type CommandHandler, happened, misstep } from './commandDraft.ts';

/** Longest note about a person, and most of them at once: what matters must be read at a glance. */
const longestNote = 1_000;
const maxNotes = 20;

/** Notes something about the person, also in a closed case. The text is sealed with the command. */
export const contactNote: CommandHandler<'contact-note'> = (work, { text }) => {
  needOnePerson(work);
  const written = text.trim();
  if (written === '') throw misstep('The note is empty. Write something.');
  if (written.length > longestNote) throw misstep(`Write at most ${longestNote} characters.`);
  const notes = work.state.contactNotes ?? [];
  if (notes.length >= maxNotes) throw misstep(`There are ${maxNotes} notes about this person. Remove one first.`);
  work.state = { ...work.state, contactNotes: [...notes, work.input.revision + 1] };
  happened(work, { type: 'case.contact-noted' });
};

/** Takes a note off the list. Once done, nothing happens. */
export const removeContactNote: CommandHandler<'remove-contact-note'> = (work, { note }) => {
  const notes = work.state.contactNotes ?? [];
  if (!notes.includes(note)) return;
  work.state = { ...work.state, contactNotes: notes.filter((each) => each !== note) };
  happened(work, { type: 'case.contact-note-removed' });
};

/** Where others read and write along, a conversation is nobody's own. */
function needOnePerson({ caseState }: CommandDraft): void {
  if (caseState.surface === 'public')
    throw misstep('Several people write in this conversation: note it in the case instead.');
}
