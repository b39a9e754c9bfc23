import { useState } from 'preact/hooks';
import { act } from '../actions/held.ts';
import { useStore } from '../observable.ts';
import { type SelectedCase, state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Checks, DialogForm, Options } from './forms.tsx';

/** Most characters that anybody may read: as the server asks. */
const longestText = 4_000;

/** Lets anybody read a request that another program filed. It begins as the citizen wrote it: staff make it fit. */
export function PublishDialog() {
  const strings = useStrings();
  const own = strings.publication;
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const [text, setText] = useState(() => describedIn(selectedCase));
  const [fields, setFields] = useState<readonly ('place' | 'media')[]>([]);
  return (
    <DialogForm
      title={own.title}
      action={strings.commands.publish}
      ready={isWritten(text)}
      onDone={() => {
        state.set({ dialog: null });
        const [place, media] = [fields.includes('place'), fields.includes('media')];
        void act({ kind: 'publish', text: text.trim(), place, media });
      }}
    >
      <PublicText
        label={own.text}
        hint={selectedCase?.view?.case.filed === undefined ? own.suggestionHint : own.hint}
        value={text}
        onInput={setText}
      />
      {selectedCase?.view?.case.filed !== undefined && (
        <Checks
          legend={own.besides}
          options={[
            ['place', own.place],
            ['media', own.media],
          ]}
          values={fields}
          onPick={setFields}
        />
      )}
    </DialogForm>
  );
}

/** Lets anybody read how a request stands. */
export function PublishNoteDialog() {
  const strings = useStrings();
  const own = strings.publication;
  const [text, setText] = useState('');
  return (
    <DialogForm
      title={own.noteTitle}
      action={strings.commands.publishNote}
      ready={isWritten(text)}
      onDone={() => {
        state.set({ dialog: null });
        void act({ kind: 'publish-note', text: text.trim() });
      }}
    >
      <PublicText label={own.noteText} hint={own.noteHint} value={text} onInput={setText} />
    </DialogForm>
  );
}

/** Takes back the request, or one of its notes. */
export function UnpublishDialog() {
  const strings = useStrings();
  const own = strings.publication;
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const options = publishedIn(selectedCase, own.request);
  const [picked, setPicked] = useState(options[0]?.[0] ?? '');
  return (
    <DialogForm
      title={own.unpublishTitle}
      action={strings.commands.unpublish}
      ready={picked !== ''}
      onDone={() => {
        state.set({ dialog: null });
        void act({ kind: 'unpublish', note: picked === 'request' ? null : Number(picked) });
      }}
    >
      <Options legend={own.what} options={options} value={picked} onPick={setPicked} />
    </DialogForm>
  );
}

function PublicText(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}) {
  return (
    <>
      <p class="hint" id="public-hint">
        {props.hint}
      </p>
      <label class="labelled">
        {props.label}
        <textarea
          rows={6}
          required
          maxLength={longestText}
          aria-describedby="public-hint"
          value={props.value}
          onInput={({ currentTarget }) => props.onInput(currentTarget.value)}
        />
      </label>
    </>
  );
}

const isWritten = (text: string) => text.trim() !== '' && text.trim().length <= longestText;

function describedIn(selectedCase: SelectedCase | null): string {
  const opened = selectedCase?.view?.case.openedBy;
  return selectedCase?.turns.find(({ revision }) => revision === opened)?.citizen?.text ?? '';
}

/** What is public now: the request, and each note by the revision of its commit. */
function publishedIn(selectedCase: SelectedCase | null, request: string): readonly (readonly [string, string])[] {
  const { published = null, publicNotes = [] } = selectedCase?.view?.case ?? {};
  const notes = publicNotes.map((revision) => {
    const command = selectedCase?.turns.find((turn) => turn.revision === revision)?.command?.command;
    return [String(revision), command?.kind === 'publish-note' ? command.text : String(revision)] as const;
  });
  return published === null ? notes : [['request', request], ...notes];
}
