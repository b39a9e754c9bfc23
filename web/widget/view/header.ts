import type { WidgetStrings } from '../strings.ts';
import { nameButton } from './composer.ts';
import { drawings, icon, make } from './dom.ts';

export const headingId = 'heading';

/** The top of the panel: who answers (a machine, and it says so), save, start again, close. */
export function createHeader(
  strings: WidgetStrings,
  title: string | null,
  deps: { save: () => void; restart: () => void; close: () => void },
): HTMLElement {
  const heading = make('h2', { id: headingId });
  const machine = make('p', {});
  const save = make('button', { type: 'button', click: deps.save }, icon(drawings.save));
  const restart = make('button', { type: 'button', click: deps.restart }, icon(drawings.restart));
  const close = make('button', { type: 'button', click: deps.close }, icon(drawings.close));
  strings.each(() => {
    heading.textContent = title ?? strings('title');
    machine.textContent = strings('machine');
    nameButton(save, strings('save'));
    nameButton(restart, strings('restart'));
    nameButton(close, strings('close'));
  });
  return make('header', {}, make('div', {}, heading, machine), save, restart, close);
}
