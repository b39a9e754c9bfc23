import { make } from './dom.ts';
import { headingId } from './header.ts';

/** Small screens get a sheet over the whole page, others a card next to it. */
const sheet = '(max-width: 30em), (max-height: 26em)';

/** The dialog: modal and over the page on a small screen, next to it and not modal on others. */
export interface Panel {
  readonly element: HTMLDialogElement;
  isOpen(): boolean;
  show(): void;
  /** Opens without taking the focus, as when the page itself was just opened. */
  showQuietly(): void;
  hide(): void;
}

/** `leave` is called when the person presses Escape. */
export function createPanel(children: readonly HTMLElement[], leave: () => void): Panel {
  const element = make('dialog', { 'aria-labelledby': headingId }, ...children);
  const small = matchMedia(sheet);

  // What Escape does to a modal dialog on its own.
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    leave();
  });
  small.addEventListener('change', () => {
    if (!element.open) return;
    const root = element.getRootNode() as ShadowRoot;
    const focused = root.activeElement;
    element.close();
    show();
    if (focused instanceof HTMLElement) focused.focus();
  });
  // The keyboard of a phone covers the page: the sheet ends where the keyboard begins.
  visualViewport?.addEventListener('resize', () => {
    element.style.setProperty('--visible', `${visualViewport?.height ?? innerHeight}px`);
  });

  function show(): void {
    if (element.open) return;
    if (small.matches) element.showModal();
    else element.show();
  }

  function showQuietly(): void {
    if (small.matches) show();
    else element.open = true;
  }

  return {
    element,
    show,
    showQuietly,
    isOpen: () => element.open,
    hide: () => element.close(),
  };
}
