import { useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView, ContactNote } from '../../../src/http/api/wire.ts';
import { act } from '../actions/held.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { DialogForm } from './forms.tsx';
import { nameOfAgent } from './names.ts';

/** Longest note, as the server asks. */
const longestNote = 1_000;

/** What staff noted about the person, with every case of theirs. */
export function ContactNotes({ view, isOpen = false }: { readonly view: CaseView; readonly isOpen?: boolean }) {
  const strings = useStrings();
  const { contactNotes } = view;
  if (contactNotes.length === 0) return null;
  return (
    <details class="contactnotes" open={isOpen}>
      <summary>
        <strong>{interpolate(strings.contactNotes.title, { n: contactNotes.length })}</strong>
        <span class="newest">{contactNotes.at(-1)?.text}</span>
      </summary>
      <ul>
        {contactNotes.map((note) => (
          <Note key={`${note.conversation} ${note.revision}`} note={note} view={view} />
        ))}
      </ul>
    </details>
  );
}

function Note({ note, view }: { readonly note: ContactNote; readonly view: CaseView }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { conversation, revision, at, by, text } = note;
  const author = by === null ? strings.itself : nameOfAgent(setting, by);
  // One from a conversation that this one continues is removed there.
  const mayRemove = conversation === view.conversation && view.may.includes('remove-contact-note');
  return (
    <li>
      <p>{text}</p>
      <span class="hint">
        {author} · {fullDate(at, locale)}
      </span>
      {mayRemove && (
        <button
          type="button"
          class="plain"
          aria-label={`${strings.contactNotes.remove}: ${text.slice(0, 60)}`}
          onClick={() => void act({ kind: 'remove-contact-note', note: revision })}
        >
          {strings.contactNotes.remove}
        </button>
      )}
    </li>
  );
}

/** Notes something about the person. */
export function ContactNoteDialog() {
  const strings = useStrings();
  const own = strings.contactNotes;
  const [text, setText] = useState('');
  return (
    <DialogForm
      title={own.dialog}
      action={strings.save}
      ready={text.trim() !== ''}
      onDone={() => {
        state.set({ dialog: null });
        void act({ kind: 'contact-note', text: text.trim() });
      }}
    >
      <p class="hint" id="contact-hint">
        {own.hint}
      </p>
      <label class="labelled">
        {own.text}
        <textarea
          rows={4}
          required
          maxLength={longestNote}
          aria-describedby="contact-hint"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
    </DialogForm>
  );
}
