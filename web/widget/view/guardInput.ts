/**
 * Treats a double tap, and a key that is held down, as one press: the control under the finger may have changed by the
 * second one. Keys pressed here do not trigger the page's shortcuts.
 */
export function guardInput(element: HTMLElement): void {
  const drop = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('click', (event) => event.detail > 1 && drop(event), true);
  element.addEventListener(
    'keydown',
    (event) => event.repeat && event.key === 'Enter' && !event.shiftKey && drop(event),
    true,
  );
  for (const type of ['keydown', 'keypress', 'keyup'])
    element.addEventListener(type, (event) => event.stopPropagation());
}
