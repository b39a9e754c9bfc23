import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { interpolate, placeholdersIn } from '../../../src/core/util/interpolate.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';
import { draftOf, keepDraft } from '../actions/drafts.ts';
import { act, hold } from '../actions/held.ts';
import { takeInserts } from '../actions/insert.ts';
import { nextCode, write } from '../actions/keyboard.ts';
import { stoppedTyping, typed } from '../actions/presence.ts';
import { go } from '../actions/route.ts';
import { undo } from '../actions/undo.ts';
import { canFormat, formatted, type Selected, type TextFormat } from '../model/formatting.ts';
import { insertAt } from '../model/insertAt.ts';
import { colleaguesFor, mentionAt, mentionsIn } from '../model/mentions.ts';
import { useStore } from '../observable.ts';
import { type SelectedCase, state } from '../state.ts';
import { stringsNow, useStrings } from '../strings.ts';
import { Attached } from './Attach.tsx';
import { FormatBar } from './FormatBar.tsx';
import { useHoldsFocus } from './holdsFocus.ts';
import { Icon } from './Icon.tsx';
import { closing, SendBar, snoozing, useMay } from './SendBar.tsx';

/** The text field: for a reply to the citizen, or for a note to colleagues, which looks clearly different. */
export function Composer({ selectedCase }: { readonly selectedCase: SelectedCase }) {
  const strings = useStrings();
  const chosen = useStore(state, (value) => value.mode);
  const hasFiles = useStore(state, (value) => value.files.length > 0);
  // It is drawn again when a draft appears or is gone.
  useStore(state, (value) => value.drafts);
  const { code, view, busy } = selectedCase;
  const form = useRef<HTMLFormElement>(null);
  const holdsFocus = useHoldsFocus(form);
  const mayReply = view?.may.includes('reply') === true;
  const mayNote = view?.may.includes('note') === true;
  if (!mayReply && !mayNote) return <p class="readonly">{strings.readOnly}</p>;
  const mode = !mayReply ? 'note' : !mayNote ? 'reply' : chosen;
  const isOpen = holdsFocus || draftOf(code, mode) !== '' || (mode === 'reply' && hasFiles);
  return (
    <form
      ref={form}
      class={`composer ${mode} ${isOpen ? 'open' : 'resting'}`}
      onSubmit={(event) => event.preventDefault()}
      aria-label={mode === 'note' ? strings.noteField : strings.replyField}
    >
      <fieldset class="modes" aria-label={strings.modes}>
        {mayReply && (
          <button type="button" aria-pressed={mode === 'reply'} onClick={() => write('reply')}>
            {strings.reply}
          </button>
        )}
        {mayNote && (
          <button
            type="button"
            class="fornote"
            aria-label={strings.note}
            aria-pressed={mode === 'note'}
            onClick={() => write('note')}
          >
            <Icon name="note" />
            <span class="word">{strings.note}</span>
          </button>
        )}
      </fieldset>
      <Field key={mode} code={code} mode={mode} busy={busy} isOpen={isOpen} />
    </form>
  );
}

/** What a sign at the beginning of a line opens: `/` the canned replies, `#` the services; null: it is text. */
function signAt(value: string, caret: number): 'canned' | 'entries' | null {
  const isAtStart = caret === 1 || value[caret - 2] === '\n';
  if (!isAtStart) return null;
  const sign = value[caret - 1];
  return sign === '/' ? 'canned' : sign === '#' ? 'entries' : null;
}

function textOfSending(followedBy: PostedCommand | null): string {
  const { sendingReply, sendingAndClosing, sendingAndSnoozing } = stringsNow();
  if (followedBy === null) return sendingReply;
  return followedBy.kind === 'close' ? sendingAndClosing : sendingAndSnoozing;
}

function Field({
  code,
  mode,
  busy,
  isOpen,
}: {
  readonly code: string;
  readonly mode: 'reply' | 'note';
  readonly busy: boolean;
  readonly isOpen: boolean;
}) {
  const strings = useStrings();
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => draftOf(code, mode));
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const sent = useRef<string | null>(null);
  /** What is selected once the text is drawn. */
  const selects = useRef<Selected | null>(null);
  /** What is to be sent once the command before is done: nothing, or a reply with what follows it. */
  const [due, setDue] = useState<{ readonly followedBy: PostedCommand | null } | null>(null);
  const colleagues = (setting?.colleagues ?? []).filter(({ id }) => id !== me);
  const mention = mode === 'note' ? mentionAt(text, caret) : null;
  const suggested = mention === null ? [] : colleaguesFor(mention.search, colleagues);
  const hasHeld = useStore(state, ({ held }) => held.length > 0);
  const mayFormat = useStore(state, ({ selectedCase }) => canFormat(selectedCase?.view?.channel ?? ''));
  const citizenLocale = useStore(state, ({ selectedCase }) => selectedCase?.view?.case.locale);
  const may = useMay();
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
    if (isOpen) element.style.height = `${Math.min(element.scrollHeight + 2, 260)}px`;
    if (selects.current !== null) element.setSelectionRange(selects.current.start, selects.current.end);
    selects.current = null;
  }, [text, isOpen]);
  useLayoutEffect(() => {
    takeInserts({
      insert(inserted) {
        const now = draftOf(code, mode);
        const { selectionStart: start, selectionEnd: end } = field.current ?? {
          selectionStart: now.length,
          selectionEnd: now.length,
        };
        const next = insertAt({ text: now, start, end }, inserted);
        selects.current = next;
        write(next.text);
        setCaret(next.end);
        requestAnimationFrame(() => field.current?.focus());
      },
      show: setText,
    });
    return () => takeInserts(null);
  }, [code, mode]);

  const send = async (followedBy: PostedCommand | null) => {
    const written = draftOf(code, mode);
    const said = written.trim();
    const attached = mode === 'reply' ? state.get().files : [];
    if (said === '' && attached.length === 0) return;
    // The same text is not sent twice.
    if (written === sent.current) return setDue(null);
    // A person who has just taken the case and already replies need not press again.
    if (busy) return setDue({ followedBy });
    sent.current = written;
    // People who wrote on, or left the field meanwhile, are where they want to be; a button that is switched off is nowhere.
    const wasInField = document.activeElement === field.current;
    // Once it is answered, a case moves in the list.
    const next = followedBy === null ? null : nextCode();
    const done =
      mode === 'note'
        ? await act({ kind: 'note', text: said, mentions: mentionsIn(said, colleagues) })
        : await hold(
            { kind: 'reply', text: said, files: attached },
            followedBy === null ? [] : [followedBy],
            textOfSending(followedBy),
          );
    sent.current = null;
    if (done) {
      // Text written meanwhile stays.
      const now = draftOf(code, mode);
      write(now.startsWith(written) ? now.slice(written.length).trimStart() : now);
      state.set({ files: state.get().files.filter((file) => !attached.includes(file)) });
      if (now === written) stoppedTyping();
    } else setDue(null);
    // Who has opened another case meanwhile is where they want to be.
    const { route } = state.get();
    if (route.page !== 'inbox' || route.code !== code) return;
    if (done && next !== null) go({ page: 'inbox', code: next });
    else if (!wasInField) field.current?.focus();
  };
  useEffect(() => {
    if (busy || due === null) return;
    setDue(null);
    // The earlier command was refused: the person decides whether to send anyway.
    if (state.get().selectedCase?.warning === null) void send(due.followedBy);
  }, [busy, due]);
  const choose = (name: string) => {
    if (mention === null) return;
    const next = `${text.slice(0, mention.start)}@${name} ${text.slice(caret)}`;
    const position = mention.start + name.length + 2;
    write(next);
    setCaret(position);
    setAt(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(position, position));
  };
  const format = (how: TextFormat) => {
    const element = field.current;
    if (element === null || !mayFormat || mode === 'note') return;
    const { selectionStart, selectionEnd } = element;
    const next = formatted(
      { text, start: selectionStart, end: selectionEnd },
      how,
      how === 'bold' ? strings.formatBar.boldWord : strings.formatBar.linkWord,
    );
    element.focus();
    selects.current = next;
    write(next.text);
    setCaret(next.end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const follows = mode === 'reply' && (event.shiftKey ? closing : event.altKey ? snoozing() : null);
      void send(follows === false || follows === null || !may(follows) ? null : follows);
    } else if (event.key.toLowerCase() === 'b' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      format('bold');
    } else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && text === '' && hasHeld) {
      event.preventDefault();
      undo(null);
    } else if (event.key === 'Escape') {
      // To the conversation: keys alone are commands there, and arrows scroll it.
      event.preventDefault();
      document.querySelector<HTMLElement>('.turns')?.focus({ preventScroll: true });
    } else if (suggested.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : suggested.length - 1)) % suggested.length);
    } else if (suggested.length > 0 && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      event.preventDefault();
      choose((suggested[at] ?? suggested[0])?.name ?? '');
    }
  };

  return (
    <>
      {mode === 'reply' && isOpen && mayFormat && <FormatBar format={format} />}
      {mode === 'note' && <p class="secret">{strings.noteSecret}</p>}
      <textarea
        id="composer"
        ref={field}
        rows={isOpen ? 2 : 1}
        maxLength={8000}
        aria-label={mode === 'note' ? strings.noteField : strings.replyField}
        placeholder={mode === 'note' ? strings.notePlaceholder : strings.replyPlaceholder}
        lang={mode === 'reply' ? citizenLocale : undefined}
        spellcheck
        aria-autocomplete={mode === 'note' ? 'list' : undefined}
        aria-controls={suggested.length > 0 ? 'mentions' : undefined}
        value={text}
        onInput={(event) => {
          const { value, selectionStart } = event.currentTarget;
          const sign = mode === 'reply' ? signAt(value, selectionStart) : null;
          if (sign !== null) {
            // It was a command, and no part of the text.
            event.currentTarget.value = text;
            event.currentTarget.setSelectionRange(selectionStart - 1, selectionStart - 1);
            return state.set({ dialog: { kind: sign } });
          }
          setDue(null);
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
      <SendBar code={code} mode={mode} busy={busy} isEmpty={isEmpty} send={send} />
    </>
  );
}
