import type { DeskDocument, DraftConflict } from '../../../../src/content/desk/views.ts';
import { ApiFault, ask, read } from '../../api.ts';
import {
  changedFields,
  type Data,
  type DataObject,
  type FieldPath,
  isSame,
  withValue,
} from '../../model/content/fields.ts';
import { type FieldConflict, mergeFields, takeTheirs } from '../../model/content/mergeFields.ts';
import { createStore } from '../../observable.ts';
import { faultCode } from '../faults.ts';
import { forgetChanges, rememberChange, takeChange } from './history.ts';
import { forgetUnsaved, keepUnsaved, unsavedOf } from './kept.ts';

/** The document that is open, as the server has it and as it is on the page. */
export interface Editor {
  readonly id: string;
  /** Null: not loaded yet. */
  readonly document: DeskDocument | null;
  /** As fields, or as the text of the document. */
  readonly mode: 'fields' | 'text';
  readonly entry: DataObject;
  readonly text: string;
  readonly saving: 'saved' | 'changed' | 'saving' | 'failed';
  /** The code of the last error. */
  readonly fault: string | null;
  /** Fields that somebody else changed as well; nothing is saved until each is decided. */
  readonly conflicts: readonly FieldConflict[];
  /** What somebody else wrote in a text that cannot be merged. */
  readonly otherText: string | null;
  /** Who else changed it while it was open. */
  readonly joinedBy: string | null;
  /** Who else has it open now. */
  readonly present: readonly string[];
  /** The draft that was dropped, to be brought back. */
  readonly dropped: string | null;
}

const closed: Editor = {
  id: '',
  document: null,
  mode: 'fields',
  entry: {},
  text: '',
  saving: 'saved',
  fault: null,
  conflicts: [],
  otherText: null,
  joinedBy: null,
  present: [],
  dropped: null,
};

export const editorStore = createStore<Editor>(closed);

/** Milliseconds from the last key to saving, between attempts, and between looks at what others do. */
const inactiveMs = 700;
const retryMs = 8_000;
const lookMs = 8_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> | null = null;

/** Opens a document; what was not saved the last time is on the page again, and is saved. */
export async function openDocument(id: string): Promise<void> {
  await closeDocument();
  editorStore.set({ ...closed, id });
  try {
    const document = await read<DeskDocument>('content/document', { id });
    if (editorStore.get().id !== id) return;
    show(document, modeOf(document));
    restore(document);
  } catch (error) {
    if (editorStore.get().id === id) editorStore.set({ fault: faultCode(error) });
  }
}

/** Saves what is left to save, and leaves the document. */
export async function closeDocument(): Promise<void> {
  const { id, saving } = editorStore.get();
  if (id === '') return;
  clearTimeout(timer);
  if (saving === 'changed') await saveNow();
  editorStore.set(closed);
}

/** Writes a field; undefined takes it away. */
export function writeField(path: FieldPath, value: Data | undefined): void {
  const { entry } = editorStore.get();
  const after = entryOf(withValue(entry, path, value));
  remember(entry, after, path.join('.'));
  written({ entry: after });
}

export function writeText(text: string): void {
  remember(editorStore.get().text, text, '');
  written({ text });
}

function remember(before: DataObject | string, after: DataObject | string, field: string): void {
  const isTyped =
    globalThis.document.activeElement?.matches('input:not([type=checkbox], [type=radio]), textarea') === true;
  rememberChange({ before, after, field, isTyped, at: performance.now() });
}

/**
 * Undoes what was written last, or does it again; what others wrote meanwhile stays. False: somebody changed the same,
 * or there is nothing.
 */
export function stepBack(from: 'past' | 'future'): boolean {
  const change = takeChange(from);
  if (change === null) return false;
  const [is, wanted] = from === 'past' ? [change.after, change.before] : [change.before, change.after];
  const { mode, entry, text } = editorStore.get();
  if (typeof is === 'string' || typeof wanted === 'string') {
    if (mode !== 'text' || typeof wanted !== 'string' || text !== is) return false;
    written({ text: wanted });
    return true;
  }
  const merged = mergeFields(is, wanted, entry);
  if (mode !== 'fields' || merged.conflicts.length > 0) return false;
  written({ entry: merged.entry });
  return true;
}

/** Edits an entry as text, or as fields again. */
export async function switchMode(mode: Editor['mode']): Promise<void> {
  await saveNow();
  const { document, saving } = editorStore.get();
  if (document !== null && saving === 'saved') show(document, mode);
}

/** Keeps my text of a field where somebody else wrote another one, or takes theirs. */
export function settleConflict(conflict: FieldConflict, whose: 'mine' | 'theirs'): void {
  const { entry, conflicts } = editorStore.get();
  editorStore.set({ conflicts: conflicts.filter((each) => each !== conflict) });
  written({ entry: whose === 'mine' ? entry : takeTheirs(entry, conflict) });
}

export function settleText(text: string): void {
  editorStore.set({ otherText: null });
  written({ text });
}

/** Takes in what was released since the draft was begun. */
export async function takeReleased(text: string): Promise<void> {
  const { document } = editorStore.get();
  if (document === null) return;
  await sendText(document, text, document.live?.version);
}

/** Writes another text instead of the draft. */
export async function replaceText(text: string): Promise<void> {
  await saveNow();
  const { document } = editorStore.get();
  if (document !== null) await sendText(document, text, undefined);
}

export async function discardDraft(): Promise<void> {
  const { document, id } = editorStore.get();
  await saveNow();
  await change(
    'content/discard',
    id,
    document?.state === 'removed' ? null : (editorStore.get().document?.text ?? null),
  );
}

export async function removeDocument(): Promise<void> {
  await saveNow();
  await change('content/remove', editorStore.get().id, null);
}

/** Brings back the draft that was just dropped. */
export async function restoreDraft(): Promise<void> {
  const { document, dropped } = editorStore.get();
  if (document === null || dropped === null) return;
  editorStore.set({ dropped: null });
  await sendText(document, dropped, undefined);
}

async function change(path: string, id: string, dropped: string | null): Promise<void> {
  try {
    const document = await ask<DeskDocument | null>('POST', path, { id });
    forgetUnsaved(id);
    if (document === null) {
      editorStore.set({ document: null, fault: 'content.unknown' });
      return;
    }
    show(document, modeOf(document));
    editorStore.set({ dropped });
  } catch (error) {
    editorStore.set({ fault: faultCode(error) });
  }
}

async function sendText(document: DeskDocument, text: string, onto: string | undefined): Promise<void> {
  try {
    const saved = await ask<DeskDocument>('POST', 'content/draft', {
      id: document.id,
      base: document.base,
      onto,
      text,
    });
    show(saved, modeOf(saved));
  } catch (error) {
    editorStore.set({ fault: faultCode(error) });
  }
}

/** Shows the server's version of a document. */
function show(document: DeskDocument, mode: Editor['mode']): void {
  forgetChanges();
  editorStore.set({
    document,
    mode,
    entry: entryOf(fieldsOf(document)),
    text: document.text ?? '',
    saving: 'saved',
    fault: null,
    conflicts: [],
    otherText: null,
    dropped: null,
  });
}

function restore(document: DeskDocument): void {
  const kept = unsavedOf(document.id);
  if (kept === null || document.text === null) return;
  if (kept.mode === 'fields' && fieldsOf(document) !== null) {
    const { entry, conflicts } = mergeFields(entryOf(kept.from), entryOf(kept.written), entryOf(fieldsOf(document)));
    editorStore.set({ conflicts });
    written({ entry });
  } else if (typeof kept.written === 'string' && kept.written !== document.text) {
    editorStore.set({ mode: 'text', otherText: kept.from === document.text ? null : document.text });
    written({ text: kept.written });
  }
}

function written(change: Pick<Editor, 'entry'> | Pick<Editor, 'text'>): void {
  editorStore.set({ ...change, saving: 'changed', dropped: null });
  keep();
  saveIn(inactiveMs);
}

function keep(): void {
  const { id, document, mode, entry, text } = editorStore.get();
  if (document === null) return;
  const isText = mode === 'text';
  const from = isText ? document.text : fieldsOf(document);
  keepUnsaved(id, { base: document.base, from, written: isText ? text : entry, mode });
}

function saveIn(milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void saveNow(), milliseconds);
}

/** Saves at once, after what is being saved already. */
export async function saveNow(): Promise<void> {
  clearTimeout(timer);
  while (running !== null) await running;
  const { saving, conflicts, otherText } = editorStore.get();
  if (saving === 'saved' || conflicts.length > 0 || otherText !== null) return;
  running = save().finally(() => {
    running = null;
  });
  await running;
  if (editorStore.get().saving === 'changed') saveIn(inactiveMs);
}

async function save(): Promise<void> {
  const { id, document, mode, entry, text } = editorStore.get();
  if (document === null) return;
  const { base } = document;
  const fields = changedFields(entryOf(fieldsOf(document)), entry);
  const isSaved = mode === 'text' ? text === document.text : Object.keys(fields).length === 0;
  if (isSaved) {
    forgetUnsaved(id);
    editorStore.set({ saving: 'saved' });
    return;
  }
  editorStore.set({ saving: 'saving' });
  const body =
    mode === 'text'
      ? { id, base, text }
      : document.kind === 'entry'
        ? { id, base, entry: fields }
        : { id, base, fields };
  try {
    const saved = await ask<DeskDocument>('POST', 'content/draft', body);
    if (editorStore.get().id === id) takeIn(saved, { entry, text }, 'me');
  } catch (error) {
    if (editorStore.get().id !== id) return;
    const conflict = conflictIn(error);
    if (conflict !== null && mode === 'text' && conflict.merged !== null && editorStore.get().text === text) {
      const joinedBy = conflict.theirs.draft?.by ?? null;
      editorStore.set({ document: conflict.theirs, text: conflict.merged, saving: 'changed', fault: null, joinedBy });
      keep();
    } else if (conflict !== null) {
      takeIn(conflict.theirs, { entry: entryOf(fieldsOf(document)), text: document.text ?? '' }, 'other');
    } else {
      editorStore.set({ saving: 'failed', fault: faultCode(error) });
      // What is refused is refused again: it is sent when something else is written.
      if (!isRefused(error)) saveIn(retryMs);
    }
  }
}

const isRefused = (error: unknown): boolean => error instanceof ApiFault && error.status >= 400 && error.status < 429;

function conflictIn(error: unknown): DraftConflict | null {
  return error instanceof ApiFault && error.code === 'content.moved' ? (error.body as DraftConflict) : null;
}

/** Takes in a version of the server, without losing what was written since `from`. */
function takeIn(document: DeskDocument, from: Pick<Editor, 'entry' | 'text'>, whose: 'me' | 'other'): void {
  const { id, mode, entry, text } = editorStore.get();
  const joinedBy = whose === 'other' ? (document.draft?.by ?? null) : editorStore.get().joinedBy;
  const isOver = document.text === null || (mode === 'fields' && fieldsOf(document) === null);
  if (mode === 'fields' && !isOver) {
    const theirs = entryOf(fieldsOf(document));
    const merged = mergeFields(from.entry, entry, theirs);
    const isSaved = isSame(merged.entry, theirs);
    editorStore.set({
      document,
      entry: merged.entry,
      conflicts: merged.conflicts,
      saving: isSaved ? 'saved' : 'changed',
      fault: null,
      joinedBy,
    });
    if (isSaved) forgetUnsaved(id);
    else keep();
    return;
  }
  const mine = text === from.text ? (document.text ?? '') : text;
  const isSaved = mine === document.text || (isOver && text === from.text);
  const isConflict = whose === 'other' && !isSaved && document.text !== from.text;
  editorStore.set({
    document,
    mode: 'text',
    text: mine,
    otherText: isConflict ? (document.text ?? '') : null,
    saving: isSaved ? 'saved' : 'changed',
    fault: null,
    joinedBy,
  });
  if (isSaved) forgetUnsaved(id);
  else keep();
}

/** Looks whether somebody else saved the open document. */
async function look(): Promise<void> {
  const { id, document, saving } = editorStore.get();
  if (document === null || running !== null || saving === 'saving' || globalThis.document.hidden) return;
  const now = await read<DeskDocument>('content/document', { id }).catch(() => null);
  const then = editorStore.get();
  if (now === null || then.document !== document || running !== null) return;
  if (now.base !== document.base)
    takeIn(now, { entry: entryOf(fieldsOf(document)), text: document.text ?? '' }, 'other');
  else if (!isSame(now.released, document.released))
    editorStore.set({ document: { ...document, released: now.released, live: now.live } });
}

/** Keeps the open document up to date, and saves once the connection is back. Returns how to stop. */
export function followDocument(): () => void {
  const every = setInterval(() => void look(), lookMs);
  const seen = () => void look();
  const back = () => void saveNow();
  addEventListener('focus', seen);
  addEventListener('online', back);
  return () => {
    clearInterval(every);
    removeEventListener('focus', seen);
    removeEventListener('online', back);
  };
}

/** The fields of a service or of a file; null: it is only a text. */
export const fieldsOf = ({ entry, fields }: DeskDocument): unknown => entry ?? fields;

const modeOf = (document: DeskDocument): Editor['mode'] => (fieldsOf(document) === null ? 'text' : 'fields');

function entryOf(value: unknown): DataObject {
  return typeof value === 'object' && value !== null ? (value as DataObject) : {};
}
