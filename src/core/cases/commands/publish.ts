import { mayBePublished } from '../policy.ts';
import { type CommandDraft, type CommandHandler, change, happened, misstep } from './commandDraft.ts';

/** Longest text that anybody may read: as long as a description may be. */
const longestText = 4_000;
/** Most notes of one case that are public at once. */
const maxNotes = 50;

/** Lets anybody read a request, also a closed one: what staff checked, or changed, before. */
export const publishRequest: CommandHandler<'publish'> = (work, { text, place, media }) => {
  needPublishable(work);
  needText(text);
  const { filed } = work.caseState;
  // Of what was said in a conversation the text alone is shown, as staff wrote it down.
  if (filed === undefined && (place || media)) throw misstep('Only the text of this suggestion can be published.');
  // The text is sealed with this command, so that it is erased with the person.
  change(work, { published: { revision: work.input.revision + 1, description: true, place, media } });
  happened(work, { type: 'case.published', what: 'request' });
};

/** Lets anybody read a note on how it stands. */
export const publishNote: CommandHandler<'publish-note'> = (work, { text }) => {
  needFiled(work);
  needText(text);
  const { publicNotes = [] } = work.caseState;
  if (publicNotes.length >= maxNotes) throw misstep(`There are ${maxNotes} public notes. Take one back first.`);
  change(work, { publicNotes: [...publicNotes, work.input.revision + 1] });
  happened(work, { type: 'case.published', what: 'note' });
};

/** Takes back what anybody could read: once done, nothing happens. */
export const unpublish: CommandHandler<'unpublish'> = (work, { note }) => {
  const { published = null, publicNotes = [] } = work.caseState;
  if (note === null) {
    if (published === null) return;
    change(work, { published: null });
  } else {
    if (!publicNotes.includes(note)) return;
    change(work, { publicNotes: publicNotes.filter((each) => each !== note) });
  }
  happened(work, { type: 'case.unpublished', what: note === null ? 'request' : 'note' });
};

function needPublishable({ caseState }: CommandDraft): void {
  if (!mayBePublished(caseState))
    throw misstep('Only suggestions, and requests that another program filed, are published. This is neither.');
}

function needFiled({ caseState }: CommandDraft): void {
  if (caseState.filed === undefined)
    throw misstep('Only requests that another program filed are published. This one came in a conversation.');
}

function needText(text: string): void {
  if (text.trim() === '') throw misstep('There is nothing to read in it. Write something.');
  if (text.length > longestText) throw misstep(`Write at most ${longestText} characters.`);
}
