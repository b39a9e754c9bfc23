import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';

/**
 * Whether the focus is in an element, or was there before a dialog opened. It changes only once a press has ended, since
 * what is pressed would otherwise move away below the pointer.
 */
export function useHoldsFocus(within: RefObject<HTMLElement | null>): boolean {
  const hasDialog = useStore(state, (value) => value.dialog !== null);
  const [holds, setHolds] = useState(false);
  const isPressed = useRef(false);
  const look = () => {
    if (isPressed.current || state.get().dialog !== null) return;
    setHolds(within.current?.contains(document.activeElement) === true);
  };
  useEffect(() => {
    const lookSoon = () => void setTimeout(look);
    const press = () => {
      isPressed.current = true;
    };
    const release = () => {
      isPressed.current = false;
      lookSoon();
    };
    const on = {
      pointerdown: press,
      pointerup: release,
      pointercancel: release,
      focusin: lookSoon,
      focusout: lookSoon,
    };
    for (const [name, listener] of Object.entries(on)) addEventListener(name, listener, { capture: true });
    look();
    return () => {
      for (const [name, listener] of Object.entries(on)) removeEventListener(name, listener, { capture: true });
    };
  }, []);
  useEffect(() => {
    const timer = setTimeout(look);
    return () => clearTimeout(timer);
  }, [hasDialog]);
  return holds;
}
