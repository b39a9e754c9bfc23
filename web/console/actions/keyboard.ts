import { state } from '../state.ts';
import { act } from './commands.ts';
import { go } from './route.ts';

/** The shortcuts, by the key's label. */
const shortcuts: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => write('reply'),
  n: () => write('note'),
  t: () => may('take') && void act({ kind: 'take' }),
  e: () => may('close') && state.set({ dialog: { kind: 'close' } }),
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

function may(kind: 'take' | 'close'): boolean {
  return state.get().selectedCase?.view?.may.includes(kind) === true;
}

export function write(mode: 'reply' | 'note'): void {
  if (state.get().selectedCase === null) return;
  state.set({ mode });
  requestAnimationFrame(() => document.querySelector<HTMLElement>('#composer')?.focus());
}

/**
 * Moves to the next or previous row. The focus moves at once if the row is drawn, so that Enter right afterwards opens
 * it.
 */
export function step(by: number): void {
  const { list, at } = state.get();
  const { items } = list;
  const index = items.findIndex(({ case: { code } }) => code === at);
  const next = items[Math.max(0, Math.min(items.length - 1, index < 0 ? 0 : index + by))];
  if (next === undefined) return;
  const { code } = next.case;
  state.set({ at: code });
  const row = () => document.querySelector<HTMLElement>(`.row[href$="/${CSS.escape(code)}"]`);
  const drawn = row();
  if (drawn !== null) drawn.focus();
  else requestAnimationFrame(() => row()?.focus());
}

export function openAt(): void {
  const { at } = state.get();
  if (at !== null) go({ page: 'inbox', code: at });
}
