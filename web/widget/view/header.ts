import type { WidgetStrings } from '../strings.ts';
import { nameButton } from './composer.ts';
import { drawings, icon, make } from './dom.ts';

export const headingId = 'heading';

/** The top of the panel: who answers (a machine, and it says so), start again, close. */
export function createHeader(
  strings: WidgetStrings,
  title: string | null,
  deps: { restart: () => void; close: () => void },
): HTMLElement {
  const heading = make('h2', { id: headingId });
  const machine = make('p', {});
  const restart = make('button', { type: 'button', click: deps.restart }, icon(drawings.restart));
  const close = make('button', { type: 'button', click: deps.close }, icon(drawings.close));
  strings.each(() => {
    heading.textContent = title ?? strings('title');
    machine.textContent = strings('machine');
    nameButton(restart, strings('restart'));
    nameButton(close, strings('close'));
  });
  return make('header', {}, make('div', {}, heading, machine), restart, close);
}
