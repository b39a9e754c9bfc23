import type { Strings } from '../strings.ts';
import { name } from './composer.ts';
import { drawings, icon, make } from './dom.ts';

export const headingId = 'heading';

/** The top of the panel: who answers (a machine, and it says so), start again, close. */
export function createHeader(
  strings: Strings,
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
    name(restart, strings('restart'));
    name(close, strings('close'));
  });
  return make('header', {}, make('div', {}, heading, machine), restart, close);
}
