import { make } from '../view/dom.ts';
import { createAloud } from './aloud.ts';
import styles from './extras.css?inline';
import type { Extra, Extras, ExtrasHost } from './host.ts';
import { createLocationExtra } from './location.ts';
import { createOwnCases } from './ownCases.ts';
import { saveTranscript } from './saveTranscript.ts';
import { createSoundForNews } from './soundForNews.ts';
import { extraStrings } from './strings.ts';
import { createVoiceExtra } from './voice.ts';

/** Ways to say and hear more than text, as a group of buttons above the field. */
export function createExtras(host: ExtrasHost): Extras {
  const say = extraStrings(host.strings);
  const extras: readonly Extra[] = [
    createLocationExtra(host, say, chosen, close),
    createVoiceExtra(host, say, chosen, close),
  ];
  const aloud = createAloud(host, say);
  const sound = createSoundForNews(host, say);
  const ways = [...extras, aloud, sound].map(({ button }) => button);
  const buttons = make('div', { class: 'extras' }, ...ways);
  const element = make('div', { class: 'banner', role: 'group' }, buttons, ...extras.map((each) => each.element));
  const cases = createOwnCases(host, say);
  element.hidden = true;
  host.strings.each(() => element.setAttribute('aria-label', host.strings('more')));

  /** The extra that was chosen stands alone until it is done. */
  function chosen(): void {
    buttons.hidden = true;
  }

  function open(): void {
    element.hidden = false;
    buttons.querySelector<HTMLElement>('button:not([hidden])')?.focus();
  }

  function close(): void {
    stop();
    element.hidden = true;
    host.leave();
  }

  function dismiss(): boolean {
    if (aloud.hush()) return true;
    if (element.hidden) return false;
    close();
    return true;
  }

  function stop(): void {
    for (const extra of extras) extra.stop();
    buttons.hidden = false;
  }

  return {
    styles,
    elements: [cases.element, element],
    cases,
    open,
    close,
    dismiss,
    news(entries) {
      sound.news();
      aloud.news(entries);
    },
    stop() {
      aloud.hush();
      stop();
      element.hidden = true;
    },
    isOpen: () => !element.hidden,
    save: (entries) => saveTranscript(entries, host.strings),
  };
}
