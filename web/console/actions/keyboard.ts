import { withToggled } from '../model/picked.ts';
import { state } from '../state.ts';
import { closeCase } from './closing.ts';
import { go } from './route.ts';
import { answersPeople, isNotified } from './session.ts';
import { takeNext } from './takeNext.ts';
import { takeCase } from './transfer.ts';
import { undo } from './undo.ts';

/** The shortcuts, by the key's label. */
const shortcuts: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => write('reply'),
  n: () => write('note'),
  g: () => answersPeople() && void takeNext(),
  t: () => may('take') && takeCase(),
  e: () => may('close') && closeCase(),
  s: () => openNext(),
  z: () => undo(null),
  b: () => isNotified() && state.set({ dialog: { kind: 'notifications' } }),
  h: () => may('snooze') && state.set({ dialog: { kind: 'snooze' } }),
  p: () => may('set-priority') && state.set({ dialog: { kind: 'priority' } }),
  l: () => may('label') && state.set({ dialog: { kind: 'label' } }),
  x: () => pickAt(),
  '/': () => document.querySelector<HTMLElement>('#search')?.focus(),
  '?': () => state.set({ dialog: { kind: 'help' } }),
};

/** Listens to the keyboard: Ctrl+K always; single keys only outside text fields and if they are switched on. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const { dialog, shortcuts: wanted } = state.get();
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (dialog === null || dialog.kind === 'palette')
        state.set({ dialog: dialog === null ? { kind: 'palette' } : null });
      return;
    }
    if (!wanted || dialog !== null || event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const shortcut = shortcuts[event.key];
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut();
  });
}

function isWriting({ target }: Event): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Picks the case that the keyboard is on, or takes it out of those that are picked. */
function pickAt(): void {
  const { at, picked } = state.get();
  if (at === null || !answersPeople()) return;
  state.set({ picked: withToggled(picked, at) });
}

function may(kind: 'take' | 'close' | 'snooze' | 'label' | 'set-priority'): boolean {
  return state.get().selectedCase?.view?.may.includes(kind) === true;
}

export function write(mode: 'reply' | 'note'): void {
  if (state.get().selectedCase === null) return;
  state.set({ mode });
  // The page draws in the microtask before this one: what is typed next, however soon, is text and not a command.
  queueMicrotask(() => document.querySelector<HTMLElement>('#composer')?.focus());
}

/**
 * Moves to the next or previous row. The focus moves at once if the row is drawn, so that Enter right afterwards opens
 * it.
 */
export function step(by: number): void {
  const code = codeAt(by);
  if (code === null) return;
  state.set({ at: code });
  const row = () => document.querySelector<HTMLElement>(`.row[href$="/${CSS.escape(code)}"]`);
  const drawn = row();
  if (drawn !== null) drawn.focus();
  else requestAnimationFrame(() => row()?.focus());
}

/** Opens the next case of the list; at its end, nothing. */
function openNext(): void {
  const code = nextCode();
  if (code !== null) go({ page: 'inbox', code });
}

/** The case after the open one in the list; null: there is none. */
export function nextCode(): string | null {
  const code = codeAt(1);
  return code === state.get().selectedCase?.code ? null : code;
}

/** The case some rows on from where the keyboard is; where that row has left the list, from where it was. */
function codeAt(by: number): string | null {
  const { list, at, gap } = state.get();
  const { items } = list;
  const index = items.findIndex(({ case: { code } }) => code === at);
  const onward = index >= 0 ? index + by : gap === null ? 0 : gap + (by > 0 ? by - 1 : by);
  return items[Math.max(0, Math.min(items.length - 1, onward))]?.case.code ?? null;
}
