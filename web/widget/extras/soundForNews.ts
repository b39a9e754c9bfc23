import { chime } from '../../chime.ts';
import { make } from '../view/dom.ts';
import type { ExtrasHost } from './host.ts';
import type { ExtraStrings } from './strings.ts';

/** Shortest time between two sounds, milliseconds: several messages at once are one sound. */
const pauseMs = 2_000;

/** The button that has new messages heard by who is elsewhere: in another tab, or behind a closed chat. */
interface SoundForNews {
  readonly button: HTMLElement;
  /** Something new was said. */
  news(): void;
}

/** A sound for new messages, while the page stays open: browsers let no page sound that nobody has touched. */
export function createSoundForNews({ strings }: Pick<ExtrasHost, 'strings'>, say: ExtraStrings): SoundForNews {
  const button = make('button', { type: 'button', 'aria-pressed': 'false', click: toggle });
  let isOn = false;
  let soundedAt = Number.NEGATIVE_INFINITY;

  strings.each(() => {
    button.textContent = say('sound');
  });

  function toggle(): void {
    isOn = !isOn;
    button.setAttribute('aria-pressed', String(isOn));
    // So that who wants it hears what it will be like.
    if (isOn) chime();
  }

  return {
    button,
    news() {
      const isElsewhere = document.hidden || !document.hasFocus() || button.closest('dialog')?.open !== true;
      if (!isOn || !isElsewhere || performance.now() - soundedAt < pauseMs) return;
      soundedAt = performance.now();
      chime();
    },
  };
}
