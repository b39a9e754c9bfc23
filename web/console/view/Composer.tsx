import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { interpolate, placeholdersIn } from '../../../src/core/util/interpolate.ts';
import { act } from '../actions/commands.ts';
import { draftOf, keepDraft } from '../actions/drafts.ts';
import { takeInserts } from '../actions/insert.ts';
import { stoppedTyping, typed } from '../actions/presence.ts';
import { colleaguesFor, mentionAt, mentionsIn } from '../model/mentions.ts';
import { useStore } from '../observable.ts';
import { type SelectedCase, state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Attach, Attached } from './Attach.tsx';
import { Icon } from './Icon.tsx';

/** The text field: for a reply to the citizen, or for a note to colleagues, which looks clearly different. */
export function Composer({ selectedCase }: { readonly selectedCase: SelectedCase }) {
  const strings = useStrings();
  const chosen = useStore(state, (value) => value.mode);
  const { code, view, busy } = selectedCase;
  const mayReply = view?.may.includes('reply') === true;
  const mayNote = view?.may.includes('note') === true;
  if (!mayReply && !mayNote) return <p class="readonly">{strings.readOnly}</p>;
  const mode = !mayReply ? 'note' : !mayNote ? 'reply' : chosen;
  return (
    <form
      class={`composer ${mode}`}
      onSubmit={(event) => event.preventDefault()}
      aria-label={mode === 'note' ? strings.noteField : strings.replyField}
    >
      <fieldset class="modes" aria-label={strings.modes}>
        {mayReply && (
          <button type="button" aria-pressed={mode === 'reply'} onClick={() => state.set({ mode: 'reply' })}>
            {strings.reply}
          </button>
        )}
        {mayNote && (
          <button
            type="button"
            class="fornote"
            aria-pressed={mode === 'note'}
            onClick={() => state.set({ mode: 'note' })}
          >
            <Icon name="note" />
            {strings.note}
          </button>
        )}
      </fieldset>
      <Field key={mode} code={code} mode={mode} busy={busy} />
    </form>
  );
}

function Field({
  code,
  mode,
  busy,
}: {
  readonly code: string;
  readonly mode: 'reply' | 'note';
  readonly busy: boolean;
}) {
  const strings = useStrings();
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => draftOf(code, mode));
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const sent = useRef<string | null>(null);
  const [isDue, setDue] = useState(false);
  const colleagues = (setting?.colleagues ?? []).filter(({ id }) => id !== me);
  const mention = mode === 'note' ? mentionAt(text, caret) : null;
  const suggested = mention === null ? [] : colleaguesFor(mention.search, colleagues);
  const open = placeholdersIn(text);
  const files = useStore(state, (value) => value.files);
  const isEmpty = text.trim() === '' && (mode === 'note' || files.length === 0);

  const write = (next: string) => {
    setText(next);
    keepDraft(code, mode, next);
  };
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight + 2, 260)}px`;
  }, [text]);
  useLayoutEffect(() => {
    takeInserts((inserted) => {
      const now = draftOf(code, mode);
      write(now.trim() === '' ? inserted : `${now.trimEnd()}\n\n${inserted}`);
      requestAnimationFrame(() => field.current?.focus());
    });
    return () => takeInserts(null);
  }, [code, mode]);

  const send = async () => {
    const written = draftOf(code, mode);
    const said = written.trim();
    const attached = mode === 'reply' ? state.get().files : [];
    if (said === '' && attached.length === 0) return;
    // A person who has just taken the case and already replies need not press again; the same text is not sent twice.
    if (busy) return setDue(written !== sent.current);
    sent.current = written;
    const done =
      mode === 'note'
        ? await act({ kind: 'note', text: said, mentions: mentionsIn(said, colleagues) })
        : await act({ kind: 'reply', text: said, files: attached });
    sent.current = null;
    if (done) {
      // Text written meanwhile stays.
      const now = draftOf(code, mode);
      write(now.startsWith(written) ? now.slice(written.length).trimStart() : now);
      state.set({ files: state.get().files.filter((file) => !attached.includes(file)) });
      if (now === written) stoppedTyping();
    } else setDue(false);
    field.current?.focus();
  };
  useEffect(() => {
    if (busy || !isDue) return;
    setDue(false);
    // The earlier command was refused: the person decides whether to send anyway.
    if (state.get().selectedCase?.warning === null) void send();
  }, [busy, isDue]);
  const choose = (name: string) => {
    if (mention === null) return;
    const next = `${text.slice(0, mention.start)}@${name} ${text.slice(caret)}`;
    const position = mention.start + name.length + 2;
    write(next);
    setCaret(position);
    setAt(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(position, position));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape') field.current?.blur();
    else if (suggested.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : suggested.length - 1)) % suggested.length);
    } else if (suggested.length > 0 && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      event.preventDefault();
      choose((suggested[at] ?? suggested[0])?.name ?? '');
    }
  };

  return (
    <>
      {mode === 'note' && <p class="secret">{strings.noteSecret}</p>}
      <textarea
        id="composer"
        ref={field}
        rows={mode === 'note' ? 2 : 3}
        maxLength={8000}
        aria-label={mode === 'note' ? strings.noteField : strings.replyField}
        placeholder={mode === 'note' ? strings.notePlaceholder : strings.replyPlaceholder}
        aria-autocomplete={mode === 'note' ? 'list' : undefined}
        aria-controls={suggested.length > 0 ? 'mentions' : undefined}
        value={text}
        onInput={(event) => {
          const { value, selectionStart } = event.currentTarget;
          setDue(false);
          write(value);
          setCaret(selectionStart);
          setAt(0);
          typed();
        }}
        onKeyDown={onKeyDown}
      />
      {suggested.length > 0 && (
        <ul id="mentions" class="mentions" aria-label={strings.mentions}>
          {suggested.map(({ id, name }, index) => (
            <li key={id}>
              <button type="button" tabIndex={-1} class={index === at ? 'at' : ''} onClick={() => choose(name)}>
                @{name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {suggested.length > 0 && (
        <p class="hidden" role="status">
          {interpolate(strings.mentionAnnounced, { name: (suggested[at] ?? suggested[0])?.name ?? '' })}
        </p>
      )}
      {open.length > 0 && (
        <p class="openvars" role="status">
          {interpolate(strings.stillOpen, { names: open.join(', ') })}
        </p>
      )}
      {mode === 'reply' && <Attached />}
      <div class="send">
        {mode === 'reply' && (
          <>
            <Attach code={code} />
            <button type="button" onClick={() => state.set({ dialog: { kind: 'canned' } })}>
              {strings.cannedShort}
            </button>
            <button type="button" onClick={() => state.set({ dialog: { kind: 'entries' } })}>
              {strings.entriesShort}
            </button>
          </>
        )}
        <kbd>Ctrl ↵</kbd>
        <button type="button" class="button" disabled={busy || isEmpty} onClick={() => void send()}>
          {busy ? strings.sending : mode === 'note' ? strings.saveNote : strings.send}
        </button>
      </div>
    </>
  );
}
