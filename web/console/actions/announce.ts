import { state } from '../state.ts';

let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something to those who listen to the page rather than see it. */
export function announce(text: string): void {
  count += 1;
  state.set({ announced: { text, id: count } });
}

/** Shows for a moment, and says, what happened. */
export function toast(text: string, tone: 'good' | 'bad'): void {
  count += 1;
  state.set({ toast: { text, tone, id: count } });
  announce(text);
  clearTimeout(timer);
  timer = setTimeout(() => state.set({ toast: null }), tone === 'bad' ? 9000 : 4000);
}
