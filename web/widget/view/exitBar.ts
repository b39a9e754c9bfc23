import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';

/** The button that leaves at once, and what it does and does not. */
interface ExitBar {
  readonly element: HTMLElement;
  show(): void;
  hide(): void;
  /** Its announcement for screen readers. */
  text(): string;
}

export function createExitBar(strings: WidgetStrings, leave: () => void): ExitBar {
  const button = make('button', { type: 'button', 'aria-describedby': 'exit-hint', click: leave });
  const hint = make('span', {});
  const keys = make('span', { class: 'keys' });
  const element = make('div', { class: 'exit' }, button, make('p', { id: 'exit-hint' }, hint, ' ', keys));
  element.hidden = true;
  strings.each(() => {
    button.textContent = strings('quickExit');
    hint.textContent = strings('quickExitHint');
    keys.textContent = strings('quickExitKeys');
  });
  return {
    element,
    show() {
      element.hidden = false;
    },
    hide() {
      element.hidden = true;
    },
    text: () => `${strings('quickExit')}. ${strings('quickExitHint')} ${strings('quickExitKeys')}`,
  };
}
