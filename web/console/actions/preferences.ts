import { state } from '../state.ts';

const key = 'finestreta.console.shortcuts';

export function restorePreferences(): void {
  state.set({ shortcuts: localStorage.getItem(key) !== 'off' });
}

/** Switches single-key shortcuts off or on, for people who use voice input or hit keys by accident. */
export function switchShortcuts(): void {
  const shortcuts = !state.get().shortcuts;
  if (shortcuts) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
  state.set({ shortcuts });
}
