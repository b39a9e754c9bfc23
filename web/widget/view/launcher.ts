import type { WidgetStrings } from '../strings.ts';
import { drawings, icon, make } from './dom.ts';

/** The button that opens the panel, with the number of messages that came while it was closed. */
interface Launcher {
  readonly element: HTMLElement;
  unread(count: number): void;
}

export function createLauncher(strings: WidgetStrings, open: () => void): Launcher {
  const label = make('span', {});
  const badge = make('span', { class: 'badge' });
  const more = make('span', { class: 'hidden' });
  const element = make(
    'button',
    { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', click: open },
    icon(drawings.chat),
    label,
    badge,
    more,
  );
  let count = 0;
  badge.setAttribute('aria-hidden', 'true');
  const write = () => {
    label.textContent = strings('launcher');
    badge.textContent = String(count);
    badge.hidden = count === 0;
    more.textContent = count === 0 ? '' : ` ${strings('unread', { n: count })}`;
  };
  strings.each(write);
  return {
    element,
    unread(next) {
      count = next;
      write();
    },
  };
}
