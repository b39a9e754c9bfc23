import type { Words } from '../words.ts';
import { name } from './composer.ts';
import { drawings, icon, make } from './dom.ts';

export const headingId = 'heading';

/** The top of the panel: who answers (a machine, and it says so), start again, close. */
export function createHeader(
  words: Words,
  title: string | null,
  deps: { restart: () => void; close: () => void },
): HTMLElement {
  const heading = make('h2', { id: headingId });
  const machine = make('p', {});
  const restart = make('button', { type: 'button', click: deps.restart }, icon(drawings.restart));
  const close = make('button', { type: 'button', click: deps.close }, icon(drawings.close));
  words.each(() => {
    heading.textContent = title ?? words('title');
    machine.textContent = words('machine');
    name(restart, words('restart'));
    name(close, words('close'));
  });
  return make('header', {}, make('div', {}, heading, machine), restart, close);
}
