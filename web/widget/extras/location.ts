import { pointText } from '../../../src/core/model/message.ts';
import { make } from '../view/dom.ts';
import type { Extra, ExtrasHost, Point } from './host.ts';
import type { ExtraStrings } from './strings.ts';

/** How long a device may look for its place. */
const timeoutMs = 20_000;

/**
 * Sends the place where the person is. The browser is asked once the button is pressed; what it says is shown, with who
 * gets it, before anything is sent. `chosen` is called when it begins, `done` when it ends.
 */
export function createLocationExtra(host: ExtrasHost, say: ExtraStrings, chosen: () => void, done: () => void): Extra {
  const button = make('button', { type: 'button', click: find });
  const note = make('p', { class: 'note' });
  const send = make('button', { type: 'button', click: sendPlace });
  const again = make('button', { type: 'button', click: find });
  const cancel = make('button', { type: 'button', click: done });
  const element = make('div', { class: 'extras', role: 'group' }, note, send, again, cancel);
  let found: Point | null = null;
  /** Counts attempts: a position that comes after the person has left is not wanted any more. */
  let attempt = 0;

  button.hidden = !('geolocation' in navigator);
  host.strings.each(() => {
    button.textContent = say('location');
    element.setAttribute('aria-label', say('location'));
    send.textContent = say('locationSend');
    again.textContent = host.strings('retry');
    cancel.textContent = say('cancel');
  });
  stop();

  function find(): void {
    attempt += 1;
    const mine = attempt;
    chosen();
    show(say('locationAsking'), null);
    cancel.focus();
    const isAwaited = () => mine === attempt;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => isAwaited() && offer(coords),
      ({ code }) => isAwaited() && fail(code),
      { enableHighAccuracy: true, timeout: timeoutMs },
    );
  }

  function offer({ latitude, longitude, accuracy }: GeolocationCoordinates): void {
    found = { latitude, longitude };
    show(say('locationFound', { place: pointText(found), metres: Math.ceil(accuracy) }), send);
  }

  function fail(code: number): void {
    show(say(code === 1 ? 'locationDenied' : 'locationFailed'), again);
  }

  /** Shows a text, and beside `cancel` one thing to do. */
  function show(text: string, next: HTMLElement | null): void {
    element.hidden = false;
    note.textContent = text;
    send.hidden = next !== send;
    again.hidden = next !== again;
    next?.focus();
    host.say(text);
  }

  function sendPlace(): void {
    if (found !== null) host.locate(found);
    done();
  }

  function stop(): void {
    attempt += 1;
    found = null;
    element.hidden = true;
  }

  return { button, element, stop };
}
