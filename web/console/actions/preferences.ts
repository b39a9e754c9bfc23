import { state } from '../state.ts';

const key = 'finestreta.console.shortcuts';

export function restorePreferences(): void {
  state.set({ shortcuts: localStorage.getItem(key) !== 'off' });
}

/** Shortcuts of one key can be switched off, for whoever speaks to the machine or hits keys by accident. */
export function switchShortcuts(): void {
  const shortcuts = !state.get().shortcuts;
  if (shortcuts) localStorage.removeItem(key);
  else localStorage.setItem(key, 'off');
  state.set({ shortcuts });
}
