import { chime } from '../../chime.ts';
import { state } from '../state.ts';

const key = 'finestreta.console.sound';
/** Shortest time between two sounds, milliseconds: many cases at once are one sound. */
const pauseMs = 2_000;

let soundedAt = Number.NEGATIVE_INFINITY;

/** Restores on this device whether news are heard. */
export function restoreSound(): void {
  state.set({ sound: localStorage.getItem(key) === 'on' });
}

/** Switches the sound on, which is heard at once, or off. */
export function switchSound(): void {
  const sound = !state.get().sound;
  if (sound) localStorage.setItem(key, 'on');
  else localStorage.removeItem(key);
  state.set({ sound });
  soundedAt = Number.NEGATIVE_INFINITY;
  soundForNews();
}

/** Makes the sound for news, where the person wants one. A browser is silent until the page was touched. */
export function soundForNews(): void {
  if (!state.get().sound || performance.now() - soundedAt < pauseMs) return;
  soundedAt = performance.now();
  chime();
}
