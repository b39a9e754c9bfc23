import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView, PostedCommand } from '../../../src/http/api/wire.ts';
import { ask, sendOnLeaving } from '../api.ts';
import { idIn, lastRequests, type UnansweredCommands } from '../model/leaving.ts';
import { type HeldCommands, nextUndoId, state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { run } from './commands.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { readCounts, takeIn } from './inbox.ts';
import { continueDraft } from './insert.ts';
import { keepLeftOut, sayLeftOut } from './leftOut.ts';
import { refreshSelectedCase, seenNow } from './selectedCase.ts';

/*
 * Commands that wait some seconds before they are sent, so that they can be undone: until then nobody is told anything.
 * Whatever else is done in the same case sends them first, and so does leaving the page.
 */

const timers = new Map<number, ReturnType<typeof setTimeout>>();
/** The last of what was asked for in each case, while it is not done: what is asked for next waits for it. */
const last = new Map<string, Promise<boolean>>();
/** What was asked for in a case and is not done, or not held. */
const asked = new Map<string, Promise<boolean>>();
/** What is to be done in several cases and was not answered yet. */
const underWay = new Set<UnderWay>();

interface UnderWay extends UnansweredCommands {
  readonly left: Set<string>;
}

/**
 * Runs a command in the open case. Resolves to whether it succeeded; if not, the page says why, and shows what a
 * colleague did meanwhile before the person tries again.
 */
export async function act(command: PostedCommand, followedBy: readonly PostedCommand[] = []): Promise<boolean> {
  const { selectedCase } = state.get();
  if (selectedCase === null) return false;
  const { code } = selectedCase;
  return onceAsked([code, command, followedBy], () => {
    const seen = seenNow();
    // What waits goes first: commands of a case run in the order in which they were given.
    void sendHeldOf(code);
    return inOrder([code], () => run(code, command, seen, followedBy));
  });
}

/** What is asked for again before it is done is done once. */
function onceAsked(what: readonly unknown[], does: () => Promise<boolean>): Promise<boolean> {
  const said = JSON.stringify(what);
  const before = asked.get(said);
  if (before !== undefined) return before;
  const done = does().finally(() => asked.delete(said));
  asked.set(said, done);
  return done;
}

/**
 * Does something once all that was asked for in these cases is done. If that was refused, it is not done: the page says why, and
 * the person decides. Resolves to whether it was done.
 */
function inOrder(codes: readonly string[], what: () => Promise<boolean>): Promise<boolean> {
  const before = codes.flatMap((code) => last.get(code) ?? []);
  const done = Promise.all(before).then((all) => (codes.length > 1 || all.every((each) => each) ? what() : false));
  for (const code of codes) last.set(code, done);
  return done.finally(() => {
    for (const code of codes) if (last.get(code) === done) last.delete(code);
  });
}

/**
 * Holds a command of the open case, and what follows it; `text` says what will be done. Without a wait, they run at once.
 * Resolves to whether they are held, or were done.
 */
export async function hold(
  command: PostedCommand,
  followedBy: readonly PostedCommand[],
  text: string,
  { isWritten }: { readonly isWritten: boolean } = { isWritten: true },
): Promise<boolean> {
  const { selectedCase, undoSeconds } = state.get();
  if (selectedCase === null) return false;
  if (undoSeconds === 0) return act(command, followedBy);
  const { code } = selectedCase;
  return onceAsked([code, command, followedBy, 'held'], async () => {
    const seen = seenNow();
    if (!(await sendHeldOf(code))) return false;
    add({ codes: [code], command, followedBy, seen, text, isWritten });
    return true;
  });
}

/** Holds a command for each of several cases. */
export async function holdForAll(
  codes: readonly string[],
  [command, ...followedBy]: readonly [PostedCommand, ...PostedCommand[]],
  text: string,
): Promise<void> {
  for (const code of codes) await sendHeldOf(code);
  const held = add({ codes, command, followedBy, seen: null, text, isWritten: false });
  if (state.get().undoSeconds === 0) await send(held);
}

function add(given: Omit<HeldCommands, 'id'>): HeldCommands {
  const { undoSeconds } = state.get();
  const held = { ...given, id: nextUndoId() };
  state.set({ held: [...state.get().held, held] });
  timers.set(
    held.id,
    setTimeout(() => void send(held), undoSeconds * 1000),
  );
  announceToScreenReaders(interpolate(stringsNow().heldAnnounced, { text: held.text, n: undoSeconds }));
  return held;
}

/** Takes commands back that wait. What was written is a draft again. */
export function takeBack(held: HeldCommands): void {
  release(held);
  restore(held);
  announceToScreenReaders(stringsNow().undone);
}

/** Sends what waits in a case; resolves to whether that, and all that ran there before, succeeded. */
export async function sendHeldOf(code: string): Promise<boolean> {
  for (const held of state.get().held) if (held.codes.includes(code)) void send(held);
  return (await last.get(code)) ?? true;
}

/**
 * Sends what waits when the page is left, and the rest of what is under way: the browser completes it. Who leaves is asked first where
 * that is more than a browser sends then, and is told when they are back.
 */
export function sendHeldOnLeaving(): void {
  const unanswered = () => [...underWay, ...state.get().held.map(begun)];
  addEventListener('beforeunload', (event) => {
    if (lastRequests(unanswered()).leftOut.length > 0) event.preventDefault();
  });
  addEventListener('pagehide', () => {
    const { requests, leftOut } = lastRequests(unanswered());
    for (const held of state.get().held) {
      release(held);
      if (held.codes.some((code) => leftOut.includes(code))) restore(held);
    }
    underWay.clear();
    for (const { path, body } of requests) sendOnLeaving(path, body);
    keepLeftOut(leftOut);
  });
  // A page that the browser kept is shown again as it was.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sayLeftOut();
  });
  sayLeftOut();
}

const begun = ({ codes, command, followedBy, seen }: HeldCommands): UnderWay => ({
  id: crypto.randomUUID(),
  left: new Set(codes),
  command,
  followedBy,
  seen,
});

async function send(held: HeldCommands): Promise<boolean> {
  if (!state.get().held.some(({ id }) => id === held.id)) return true;
  release(held);
  const { codes, command, seen, followedBy } = held;
  const [code] = codes;
  const done = await inOrder(codes, () =>
    codes.length === 1 && code !== undefined ? run(code, command, seen, followedBy) : runInAll(held),
  );
  if (!done) restore(held);
  return done;
}

/** Runs a command in each case, one after the other; what a case refuses does not hold up the others. */
async function runInAll(held: HeldCommands): Promise<boolean> {
  const { codes, command, followedBy } = held;
  const refused: string[] = [];
  const rest = begun(held);
  underWay.add(rest);
  for (const code of codes) {
    const body = { id: idIn(rest.id, code), seen: null, command, followedBy };
    const view = await ask<CaseView>('POST', `cases/${code}/commands`, body).catch(() => null);
    rest.left.delete(code);
    if (view === null) refused.push(code);
    else takeIn(view);
  }
  underWay.delete(rest);
  const { allDone, notAllDone } = stringsNow();
  if (refused.length === 0) toast(interpolate(allDone, { n: codes.length }), 'good');
  else toast(interpolate(notAllDone, { n: refused.length, codes: refused.join(', ') }), 'bad');
  void readCounts();
  void refreshSelectedCase();
  return refused.length === 0;
}

function release({ id }: HeldCommands): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  state.set({ held: state.get().held.filter((each) => each.id !== id) });
}

/** A reply that was not sent is a draft again, before what was written meanwhile; so is what was written with a transfer. */
function restore({ codes: [code, another], command, isWritten }: HeldCommands): void {
  if (code === undefined || another !== undefined) return;
  if (command.kind === 'assign' && command.comment !== undefined) return restoreTransfer(code, command.comment);
  if (command.kind !== 'reply' || !isWritten) return;
  const { selectedCase, mode, files } = state.get();
  const isOpen = selectedCase?.code === code;
  if (isOpen) state.set({ files: [...command.files, ...files] });
  const written = draftOf(code, 'reply');
  const text = written === '' ? command.text : `${command.text}\n\n${written}`;
  keepDraft(code, 'reply', text);
  if (isOpen && mode === 'reply') continueDraft(text);
}

/** Asks again where the case goes, with what was written; where another is open by then, that is a note. */
function restoreTransfer(code: string, comment: string): void {
  const { selectedCase, dialog } = state.get();
  if (selectedCase?.code === code && dialog === null) return state.set({ dialog: { kind: 'transfer', comment } });
  keepDraft(code, 'note', [comment, draftOf(code, 'note')].filter(Boolean).join('\n\n'));
}
