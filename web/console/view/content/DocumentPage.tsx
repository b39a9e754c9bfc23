import { useEffect } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { announceToScreenReaders, toast } from '../../actions/announce.ts';
import { followPresence } from '../../actions/content/documentPresence.ts';
import {
  closeDocument,
  discardDraft,
  editorStore,
  fieldsOf,
  followDocument,
  openDocument,
  removeDocument,
  restoreDraft,
  stepBack,
  switchMode,
} from '../../actions/content/editor.ts';
import { historyStore } from '../../actions/content/history.ts';
import { readJargon } from '../../actions/content/jargon.ts';
import { contentStore, readContentList } from '../../actions/content/list.ts';
import { spellingStore } from '../../actions/content/spelling.ts';
import { closeTrial, openTrial, trialStore } from '../../actions/content/trial.ts';
import { faultText } from '../../actions/faults.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { stringsNow, useLocale, useStrings } from '../../strings.ts';
import { AnnouncementForm } from '../announcements/AnnouncementForm.tsx';
import { fullDate } from '../Deadline.tsx';
import { Fault } from '../Fault.tsx';
import { Icon } from '../Icon.tsx';
import { nameOfAgent } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { CannedForm } from './CannedForm.tsx';
import { Conflicts, Released, ShippedText } from './Conflicts.tsx';
import { CalendarForm } from './calendar/CalendarForm.tsx';
import { documentName } from './documentName.ts';
import { EntryForm } from './EntryForm.tsx';
import { FlowForm } from './flow/FlowForm.tsx';
import { ProtocolForm } from './protocol/ProtocolForm.tsx';
import { StateTag } from './StateTag.tsx';
import { TextForm } from './TextForm.tsx';
import { TrialPanel } from './TrialPanel.tsx';

/** One document, written as a draft, with a chat to try it. */
export function DocumentPage({ id }: { readonly id: string }) {
  const strings = useStrings().content;
  const document = useStore(editorStore, (value) => (value.id === id ? value.document : null));
  const mode = useStore(editorStore, (value) => value.mode);
  const fault = useStore(editorStore, (value) => (value.document === null ? value.fault : null));
  const isTrying = useStore(trialStore, (value) => value.isOpen);
  useEffect(() => {
    void openDocument(id);
    void readJargon();
    if (contentStore.get().list === null) void readContentList();
    const stop = followDocument();
    const leave = followPresence(id);
    addEventListener('keydown', undoByKey);
    return () => {
      stop();
      leave();
      removeEventListener('keydown', undoByKey);
      void closeDocument().then(readContentList);
    };
  }, [id]);
  return (
    <div class={`document ${isTrying ? 'trying' : ''}`}>
      <section class="page" aria-labelledby="document-title" aria-busy={document === null && fault === null}>
        <RouteLink route={{ page: 'content', document: null }} className="backlink">
          <Icon name="back" />
          {strings.backToList}
        </RouteLink>
        <Fault text={fault && faultText(fault)} />
        {document === null && fault === null && <SkeletonRows count={6} height={96} />}
        {document !== null && (
          <>
            <Head />
            <Dropped />
            <Released />
            <ShippedText />
            <Conflicts />
            {document.text === null ? <Removed /> : mode === 'fields' ? <Form id={id} /> : <TextForm />}
          </>
        )}
      </section>
      {isTrying && <TrialPanel />}
    </div>
  );
}

/** The form of a document. */
function Form({ id }: { readonly id: string }) {
  if (id === 'protocol.yaml') return <ProtocolForm />;
  if (id === 'calendar.yaml') return <CalendarForm />;
  if (id === 'canned.yaml') return <CannedForm />;
  if (id.startsWith('announcements/')) return <AnnouncementForm id={id} />;
  return id.startsWith('flows/') ? <FlowForm /> : <EntryForm />;
}

function Head() {
  const strings = useStrings();
  const locale = useLocale();
  const document = useStore(editorStore, (value) => value.document);
  const mode = useStore(editorStore, (value) => value.mode);
  const isTrying = useStore(trialStore, (value) => value.isOpen);
  if (document === null) return null;
  const hasFields = document.text !== null && (document.kind === 'entry' || fieldsOf(document) !== null);
  return (
    <header class="documenthead">
      <div>
        <h1 id="document-title">{documentName(document, strings, locale)}</h1>
        <p class="hint">
          <StateTag item={document} /> <code>{document.id}</code>
        </p>
        <Saving />
        <SpellingFault />
      </div>
      <div class="commands">
        <button type="button" aria-expanded={isTrying} onClick={() => (isTrying ? closeTrial() : openTrial())}>
          {strings.content.try.open}
        </button>
        <RouteLink route={{ page: 'publish' }} className="button">
          {strings.content.publish.title}
        </RouteLink>
        <UndoButtons />
        {hasFields && (
          <button type="button" class="plain" onClick={() => void switchMode(mode === 'text' ? 'fields' : 'text')}>
            {mode === 'text' ? strings.content.asFields : strings.content.asText}
          </button>
        )}
        {document.draft !== null && document.text !== null && (
          <button type="button" class="plain" onClick={() => void discardDraft()}>
            {strings.content.discard}
          </button>
        )}
        {document.text !== null && document.kind === 'entry' && document.state !== 'new' && (
          <button type="button" class="plain danger" onClick={() => void removeDocument()}>
            {strings.content.remove}
          </button>
        )}
      </div>
    </header>
  );
}

/** Takes the last change back, or says why not. */
function goBack(from: 'past' | 'future'): void {
  const strings = stringsNow().content;
  if (stepBack(from)) announceToScreenReaders(from === 'past' ? strings.changeUndone : strings.changeRedone);
  else toast(strings.changeNotUndone, 'bad');
}

/** Ctrl + Z takes back what a button did; what was typed in a field is the browser's to undo there. */
function undoByKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
  const from = event.shiftKey ? 'future' : 'past';
  const last = historyStore.get()[from].at(-1);
  const isInField = event.target instanceof Element && event.target.matches('input, textarea');
  if (last === undefined || (isInField && last.isTyped)) return;
  event.preventDefault();
  goBack(from);
}

function UndoButtons() {
  const strings = useStrings().content;
  const { past, future } = useStore(historyStore, (value) => value);
  if (past.length + future.length === 0) return null;
  // A button that is disabled would lose the focus.
  const isFirst = past.length === 0;
  return (
    <>
      <button type="button" class="plain" aria-disabled={isFirst} onClick={() => isFirst || goBack('past')}>
        {strings.undo}
      </button>
      {future.length > 0 && (
        <button type="button" class="plain" onClick={() => goBack('future')}>
          {strings.redo}
        </button>
      )}
    </>
  );
}

/** Says quietly whether what is written is saved, by whom, and why not. */
function Saving() {
  const strings = useStrings().content;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const saving = useStore(editorStore, (value) => value.saving);
  const fault = useStore(editorStore, (value) => value.fault);
  const joinedBy = useStore(editorStore, (value) => value.joinedBy);
  const present = useStore(editorStore, (value) => value.present);
  const isConflict = useStore(editorStore, (value) => value.conflicts.length > 0 || value.otherText !== null);
  const draft = useStore(editorStore, (value) => value.document?.draft ?? null);
  const name = (id: string | null) => (id === null ? strings.shippedBy : nameOfAgent(setting, id));
  return (
    <>
      <p class={`saving ${saving}`} role="status">
        {isConflict
          ? strings.notSaved
          : saving === 'failed'
            ? `${strings.notSaved} ${faultText(fault ?? 'unknown')}`
            : saving !== 'saved'
              ? strings.savingDraft
              : draft === null
                ? strings.noDraft
                : interpolate(draft.by === me ? strings.savedAt : strings.savedBy, {
                    name: name(draft.by),
                    at: fullDate(draft.at, locale),
                  })}
      </p>
      {present.length > 0 && (
        <p class="joined" role="status">
          {interpolate(strings.alsoHere, { names: present.map((each) => name(each)).join(', ') })}
        </p>
      )}
      {joinedBy !== null && joinedBy !== me && !isConflict && (
        <p class="joined" role="status">
          {interpolate(strings.joinedBy, { name: name(joinedBy) })}
        </p>
      )}
    </>
  );
}

/** Spelling cannot be checked: nothing else depends on it. */
function SpellingFault() {
  const fault = useStore(spellingStore, (value) => value.fault);
  return fault === null ? null : <p class="hint">{faultText(fault)}</p>;
}

/** The draft was dropped: it can be brought back as long as the page is open. */
function Dropped() {
  const strings = useStrings().content;
  const dropped = useStore(editorStore, (value) => value.dropped);
  if (dropped === null) return null;
  return (
    <p class="banner" role="status">
      <span>{strings.discarded}</span>
      <button type="button" onClick={() => void restoreDraft()}>
        {strings.undo}
      </button>
    </p>
  );
}

function Removed() {
  const strings = useStrings().content;
  return (
    <p class="banner">
      <span>{strings.removed}</span>
      <button type="button" onClick={() => void discardDraft()}>
        {strings.undo}
      </button>
    </p>
  );
}
