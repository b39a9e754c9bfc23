/**
 * Notes what has the focus before something changes the page. The function that is returned gives the focus back if it
 * got lost: to the same control where it is still there, else to the first of `fallbacks`, which are selectors, in sight.
 */
export function keepFocus(...fallbacks: readonly string[]): () => void {
  const before = document.activeElement;
  return () => {
    // The page is drawn first, and a dialog closed.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!isLost()) return;
        // A field is never switched off: who is no more in one that is still there has left it, by Escape.
        if (before instanceof HTMLTextAreaElement && before.isConnected) return;
        if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
        if (!isLost()) return;
        const found = fallbacks.map((each) => document.querySelector<HTMLElement>(each));
        found.find((each) => each?.checkVisibility())?.focus();
      }),
    );
  };
}

/** Whether nothing in sight has the focus: what was hidden keeps it until the browser draws. */
function isLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || !activeElement.checkVisibility();
}
