import type { Words } from '../words.ts';
import { make } from './dom.ts';

/** The button that leaves at once, and what it does and does not. */
export interface ExitBar {
  readonly element: HTMLElement;
  show(isOffered: boolean): void;
  /** What a screen reader is told of it. */
  text(): string;
}

export function createExitBar(words: Words, leave: () => void): ExitBar {
  const button = make('button', { type: 'button', 'aria-describedby': 'exit-hint', click: leave });
  const hint = make('span', {});
  const keys = make('span', { class: 'keys' });
  const element = make('div', { class: 'exit' }, button, make('p', { id: 'exit-hint' }, hint, ' ', keys));
  element.hidden = true;
  words.each(() => {
    button.textContent = words('quickExit');
    hint.textContent = words('quickExitHint');
    keys.textContent = words('quickExitKeys');
  });
  return {
    element,
    show(isOffered) {
      element.hidden = !isOffered;
    },
    text: () => `${words('quickExit')}. ${words('quickExitHint')} ${words('quickExitKeys')}`,
  };
}
