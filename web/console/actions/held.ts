import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';
import { sendOnLeaving } from '../api.ts';
import { type HeldCommands, state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { announceToScreenReaders } from './announce.ts';
import { act, run } from './commands.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { insertText } from './insert.ts';
import { seenNow } from './selectedCase.ts';

/*
 * Commands that wait some seconds before they are sent, so that they can be undone: until then nobody is told anything.
 * Whatever else is done in the same case sends them first, and so does leaving the page.
 */

let count = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
/** What is being sent now, by case: later commands of the case wait for it. */
const sending = new Map<string, Promise<boolean>>();

/**
 * Holds a command of the open case, and what follows it; `text` says what will be done. Without a wait, they run at once.
 * Resolves to whether they are held, or were done.
 */
export async function hold(command: PostedCommand, followedBy: PostedCommand | null, text: string): Promise<boolean> {
  const { selectedCase, undoSeconds } = state.get();
  if (selectedCase === null || selectedCase.busy) return false;
  if (undoSeconds === 0) return act(command, followedBy);
  const { code } = selectedCase;
  const seen = seenNow();
  if (!(await sendHeldOf(code))) return false;
  count += 1;
  const held: HeldCommands = { id: count, code, command, followedBy, seen, text };
  state.set({ held: [...state.get().held, held] });
  timers.set(
    held.id,
    setTimeout(() => void send(held), undoSeconds * 1000),
  );
  announceToScreenReaders(interpolate(stringsNow().heldAnnounced, { text, n: undoSeconds }));
  return true;
}

/** Takes the newest commands back that wait, or those of an id. What was written is a draft again. */
export function undo(id: number | null): void {
  const { held } = state.get();
  const found = id === null ? held.at(-1) : held.find((each) => each.id === id);
  if (found === undefined) return;
  release(found);
  restore(found);
  announceToScreenReaders(stringsNow().undone);
}

/** Sends what waits in a case; resolves to whether it succeeded. */
export async function sendHeldOf(code: string): Promise<boolean> {
  const before = (await sending.get(code)) ?? true;
  for (const held of state.get().held) if (held.code === code && !(await send(held))) return false;
  return before;
}

/** Sends what waits when the page is left: the browser completes it. */
export function sendHeldOnLeaving(): void {
  addEventListener('pagehide', () => {
    for (const held of state.get().held) {
      release(held);
      const { code, seen, command, followedBy } = held;
      sendOnLeaving(`cases/${code}/commands`, { id: crypto.randomUUID(), seen, command, followedBy });
    }
  });
}

async function send(held: HeldCommands): Promise<boolean> {
  if (!state.get().held.some(({ id }) => id === held.id)) return true;
  release(held);
  const sent = run(held.code, held.command, held.seen, held.followedBy);
  sending.set(held.code, sent);
  const done = await sent;
  if (sending.get(held.code) === sent) sending.delete(held.code);
  if (!done) restore(held);
  return done;
}

function release({ id }: HeldCommands): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  state.set({ held: state.get().held.filter((each) => each.id !== id) });
}

/** A reply that was not sent is a draft again, before what was written meanwhile. */
function restore({ code, command: reply }: HeldCommands): void {
  if (reply.kind !== 'reply') return;
  const { selectedCase, mode, files } = state.get();
  const isOpen = selectedCase?.code === code;
  if (isOpen) state.set({ files: [...reply.files, ...files] });
  if (isOpen && mode === 'reply' && document.querySelector('#composer') !== null) return insertText(reply.text);
  const written = draftOf(code, 'reply');
  keepDraft(code, 'reply', written === '' ? reply.text : `${reply.text}\n\n${written}`);
}
