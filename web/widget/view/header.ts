import type { WidgetStrings } from '../strings.ts';
import { nameButton } from './composer.ts';
import { drawings, icon, make } from './dom.ts';

export const headingId = 'heading';

/** The top of the panel. */
interface Header {
  readonly element: HTMLElement;
  /** Says who answers now: a person of the city, by name, or (null) the machine. */
  speaks(name: string | null): void;
}

/** The top of the panel: who answers (a machine, and it says so, or a person), save, start again, close. */
export function createHeader(
  strings: WidgetStrings,
  title: string | null,
  deps: { save: () => void; restart: () => void; close: () => void },
): Header {
  let speaker: string | null = null;
  const heading = make('h2', { id: headingId });
  const who = make('p', {});
  const save = make('button', { type: 'button', click: deps.save }, icon(drawings.save));
  const restart = make('button', { type: 'button', click: deps.restart }, icon(drawings.restart));
  const close = make('button', { type: 'button', click: deps.close }, icon(drawings.close));
  const write = () => {
    who.textContent = speaker === null ? strings('machine') : strings('person', { name: speaker });
  };
  strings.each(() => {
    heading.textContent = title ?? strings('title');
    write();
    nameButton(save, strings('save'));
    nameButton(restart, strings('restart'));
    nameButton(close, strings('close'));
  });
  return {
    element: make('header', {}, make('div', {}, heading, who), save, restart, close),
    speaks(name) {
      speaker = name;
      write();
    },
  };
}
