import { state } from '../state.ts';

const key = 'finestreta.console.shortcuts';
const panelKey = 'finestreta.console.panel';
const undoKey = 'finestreta.console.undo';

/** Seconds that people can choose for undoing. */
export const undoChoices = [0, 5, 10, 20] as const;

export function restorePreferences(): void {
  const undoSeconds = undoChoices.find((each) => String(each) === localStorage.getItem(undoKey)) ?? 5;
  const isOn = (each: string) => localStorage.getItem(each) !== 'off';
  state.set({ shortcuts: isOn(key), panel: isOn(panelKey), undoSeconds });
}

/** Sets how long replies and transfers wait before they are sent. */
export function setUndoSeconds(undoSeconds: number): void {
  localStorage.setItem(undoKey, String(undoSeconds));
  state.set({ undoSeconds });
}

/** Switches single-key shortcuts off or on, for people who use voice input or hit keys by accident. */
export function switchShortcuts(): void {
  const shortcuts = !state.get().shortcuts;
  remember(key, { isOn: shortcuts });
  state.set({ shortcuts });
}

/** Shows the panel beside the conversation, or puts it away. */
export function switchPanel(): void {
  const panel = !state.get().panel;
  remember(panelKey, { isOn: panel });
  state.set({ panel });
}

function remember(name: string, { isOn }: { readonly isOn: boolean }): void {
  if (isOn) localStorage.removeItem(name);
  else localStorage.setItem(name, 'off');
}
