/** Within how many milliseconds Escape must follow Escape. */
const maxBetween = 3_000;
const pressesNeeded = 3;

export interface QuickExitDeps {
  /** Address of the chat's server. */
  readonly base: string;
  /** Name by which the tabs of this origin know the same chat. */
  readonly name: string;
  /** The address for a quick exit that the conversation offers; null: none. */
  offered(): string | null;
  /** Removes the conversation from this page and from the browser's storage. */
  clear(): void;
  on(target: EventTarget, type: string, received: (event: Event) => void): void;
}

/**
 * Quick exit, for people who must not be seen here: the page goes blank, the conversation is removed from this browser,
 * and a harmless page replaces this one. Triggered by the returned function, by a page's own link with
 * `data-finestreta-exit`, or by Escape pressed three times.
 */
export function createQuickExit({ base, name, offered, clear, on }: QuickExitDeps): (url: string) => void {
  const signal = `${name}:exit`;
  const pageLink = () => document.querySelector<HTMLAnchorElement>('a[data-finestreta-exit]')?.href ?? null;
  let presses = 0;
  let last = 0;

  const leave = (url: string) => {
    // The next page may load slowly: hide this one meanwhile.
    document.documentElement.style.setProperty('display', 'none', 'important');
    clear();
    notifyOtherTabs(signal);
    // The page must not ask for confirmation.
    addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
    // The page without JavaScript may go on with the same conversation.
    navigator.sendBeacon?.(`${base}/xat/surt`);
    location.replace(url);
  };

  on(window, 'keydown', (event) => {
    const { key, repeat, timeStamp } = event as KeyboardEvent;
    if (repeat) return;
    if (key !== 'Escape') presses = 0;
    else presses = timeStamp - last < maxBetween ? presses + 1 : 1;
    last = timeStamp;
    if (presses < pressesNeeded) return;
    presses = 0;
    const url = offered() ?? pageLink();
    if (url !== null) leave(url);
  });
  on(document, 'click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[data-finestreta-exit]');
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    leave(link.href);
  });
  on(window, 'storage', (event) => {
    const { key, newValue } = event as StorageEvent;
    if (key === signal && newValue !== null) clear();
  });
  return leave;
}

/** Other tabs see both changes, and neither value remains stored. */
function notifyOtherTabs(signal: string): void {
  try {
    localStorage.setItem(signal, '1');
    localStorage.removeItem(signal);
  } catch {
    // Where the browser keeps nothing, no other tab has the conversation.
  }
}
