import { state } from '../state.ts';

let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Announces a text to screen readers. */
export function announceToScreenReaders(text: string): void {
  count += 1;
  state.set({ announced: { text, id: count } });
}

/** Shows a message for a moment, and announces it. */
export function toast(text: string, tone: 'good' | 'bad'): void {
  count += 1;
  state.set({ toast: { text, tone, id: count } });
  announceToScreenReaders(text);
  clearTimeout(timer);
  timer = setTimeout(() => state.set({ toast: null }), tone === 'bad' ? 9000 : 4000);
}
