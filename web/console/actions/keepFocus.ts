/**
 * Notes what has the focus before something changes the page. The function that is returned gives the focus back if it
 * got lost: to the same control where it is still there, else to what `fallback` selects.
 */
export function keepFocus(fallback: string): () => void {
  const before = document.activeElement;
  return () => {
    // The page is drawn first, and a dialog closed.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const { activeElement } = document;
        if (activeElement !== null && activeElement !== document.body) return;
        // A field is never switched off: who is no more in one that is still there has left it, by Escape.
        if (before instanceof HTMLTextAreaElement && before.isConnected) return;
        if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
        if (document.activeElement === null || document.activeElement === document.body)
          document.querySelector<HTMLElement>(fallback)?.focus();
      }),
    );
  };
}
