import type { Shelf } from '../shelf.ts';
import type { WidgetStrings } from '../strings.ts';
import type { WidgetOptions } from '../widgetOptions.ts';
import { make } from './dom.ts';

/** What the city announces to who opens the chat. */
interface Announced {
  readonly id: string;
  readonly title: Readonly<Record<WidgetOptions['locale'], string>>;
  readonly url: string;
}

/** A calm line above the conversation, until the person puts it away; this browser remembers which one. */
export function createAnnouncementLine(
  strings: WidgetStrings,
  { base, siteKey }: Pick<WidgetOptions, 'base' | 'siteKey'>,
  away: Shelf<string>,
): { readonly element: HTMLElement; load(): Promise<void> } {
  const link = make('a', { target: '_blank', rel: 'noopener' });
  const hide = make('button', { type: 'button', click: putAway });
  const element = make('div', { class: 'banner' }, make('p', {}, link), hide);
  let shown: Announced | null = null;
  let isLoaded = false;
  element.hidden = true;

  function putAway(): void {
    away.set(shown?.id ?? null);
    element.hidden = true;
  }

  function write(): void {
    if (shown === null) return;
    link.textContent = `${shown.title[strings.locale()]} ${strings('newTab')}`;
    link.href = `${shown.url}?lang=${strings.locale()}`;
    hide.textContent = strings('hide');
  }

  strings.each(write);
  return {
    element,
    async load() {
      if (isLoaded) return;
      isLoaded = true;
      try {
        const answer = await fetch(`${base}/agenda/xat.json?site=${encodeURIComponent(siteKey)}`);
        shown = answer.ok ? ((await answer.json()) as Announced | null) : null;
      } catch {
        // The conversation says that the line is down; this says nothing.
      }
      element.hidden = shown === null || shown.id === away.get();
      write();
    },
  };
}
