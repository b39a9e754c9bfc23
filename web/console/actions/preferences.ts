import { state } from '../state.ts';

const key = 'finestreta.console.shortcuts';
const undoKey = 'finestreta.console.undo';

/** Seconds that people can choose for undoing. */
export const undoChoices = [0, 5, 10, 20] as const;

export function restorePreferences(): void {
  const undoSeconds = undoChoices.find((each) => String(each) === localStorage.getItem(undoKey)) ?? 5;
  state.set({ shortcuts: localStorage.getItem(key) !== 'off', undoSeconds });
}

/** Sets how long replies and transfers wait before they are sent. */
export function setUndoSeconds(undoSeconds: number): void {
  localStorage.setItem(undoKey, String(undoSeconds));
  state.set({ undoSeconds });
}

/** Switches single-key shortcuts off or on, for people who use voice input or hit keys by accident. */
export function switchShortcuts(): void {
  const shortcuts = !state.get().shortcuts;
  if (shortcuts) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
  state.set({ shortcuts });
}
