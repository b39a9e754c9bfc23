import type { ShownMessage } from '../conversationLog.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';

const maxKept = 6;

/** Texts for screen readers: new messages of the bot, and changes of state. */
interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
  read(entries: readonly ShownMessage[]): void;
  clear(): void;
}

export function createAnnouncer(strings: WidgetStrings, textOf: (entry: ShownMessage) => string): Announcer {
  const element = make('div', { class: 'hidden', 'aria-live': 'polite', 'aria-relevant': 'additions' });

  const add = (text: string, locale: string | null) => {
    element.append(make('p', locale ? { lang: locale } : {}, text));
    while (element.childNodes.length > maxKept) element.firstChild?.remove();
  };

  return {
    element,
    say: (text) => add(text, null),
    clear: () => element.replaceChildren(),
    read(entries) {
      for (const entry of entries) {
        const list = entry.choices.map(({ label }) => label).join(', ');
        add(textOf(entry) + (list === '' ? '' : `\n${strings('choicesRead', { list })}`), entry.locale);
      }
    },
  };
}
