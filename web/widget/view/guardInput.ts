/**
 * Takes a double tap, and a key that is held down, for one press: what stands under the finger by the second one was
 * meant by nobody. And keys that are pressed in here are no shortcuts of the page.
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
