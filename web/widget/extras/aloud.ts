import type { ShownMessage } from '../conversationLog.ts';
import { make } from '../view/dom.ts';
import type { ExtrasHost } from './host.ts';
import type { ExtraStrings } from './strings.ts';

/** How long a browser may take to name its voices. */
const voicesMs = 2_000;

/** The button that has answers read aloud. */
interface Aloud {
  readonly button: HTMLElement;
  /** Reads what the bot has just said, if the person wants that. */
  news(entries: readonly ShownMessage[]): void;
  /** Falls silent. True when it was speaking. */
  hush(): boolean;
}

/**
 * Reads answers in their own language, by a voice of the device: others would send the answer to the maker of the
 * browser.
 */
export function createAloud(host: ExtrasHost, say: ExtraStrings): Aloud {
  const button = make('button', { type: 'button', 'aria-pressed': 'false', click: toggle });
  /** What is being read; a browser says "speaking" also of other pages. */
  let left = 0;
  let isOn = false;

  button.hidden = !('speechSynthesis' in window);
  host.strings.each(() => {
    button.textContent = say('aloud');
  });
  // Inside of the chat, Escape comes by another way.
  addEventListener('keydown', ({ key }) => key === 'Escape' && hush());

  function toggle(): void {
    isOn = !isOn;
    button.setAttribute('aria-pressed', String(isOn));
    hush();
    if (isOn) read(host.newest());
  }

  /** A voice of the device for a language. Some browsers know their voices only a while after they were first asked. */
  async function voiceOf(locale: string): Promise<SpeechSynthesisVoice | undefined> {
    if (speechSynthesis.getVoices().length === 0)
      await new Promise((resolve) => {
        speechSynthesis.addEventListener('voiceschanged', resolve, { once: true });
        setTimeout(resolve, voicesMs);
      });
    return speechSynthesis
      .getVoices()
      .find(({ lang, localService }) => localService && lang.toLowerCase().startsWith(locale));
  }

  async function read(entries: readonly ShownMessage[]): Promise<void> {
    for (const entry of entries) {
      const locale = entry.locale ?? host.strings.locale();
      const voice = await voiceOf(locale);
      if (!isOn) return;
      if (voice === undefined) return host.notify(say('aloudNoVoice'));
      for (const line of host.textOf(entry).replaceAll(host.strings('newTab'), '').split('\n').slice(1)) {
        const spoken = Object.assign(new SpeechSynthesisUtterance(line), { voice, lang: voice.lang });
        left += 1;
        spoken.onend = spoken.onerror = () => {
          left = Math.max(0, left - 1);
        };
        speechSynthesis.speak(spoken);
      }
    }
  }

  function hush(): boolean {
    const wasSpeaking = left > 0;
    left = 0;
    if (wasSpeaking) speechSynthesis.cancel();
    return wasSpeaking;
  }

  return {
    button,
    hush,
    news(entries) {
      if (isOn) read(entries);
    },
  };
}
