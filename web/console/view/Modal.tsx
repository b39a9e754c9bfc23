import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Icon } from './Icon.tsx';

export const closeDialog = (): void => state.set({ dialog: null });

/** The focus starts on the first useful control, not on the close button. */
function focusFirst(dialog: HTMLDialogElement | null): void {
  const first = dialog?.querySelector<HTMLInputElement>('input, select, textarea');
  const checked = first?.type === 'radio' ? dialog?.querySelector<HTMLInputElement>('input:checked') : null;
  (checked ?? first)?.focus();
}

/** A modal dialog: the browser keeps the focus inside, and returns it afterwards. */
export function Modal(props: { readonly title: string; readonly wide: boolean; readonly children: ComponentChildren }) {
  const strings = useStrings();
  const dialog = useRef<HTMLDialogElement>(null);
  const isGone = useRef(false);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    focusFirst(element);
    return () => {
      // Until it is closed, nothing behind it takes the focus. By then another dialog may be open, which stays.
      isGone.current = true;
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.wide ? 'wide' : ''}
      aria-labelledby="dialog-title"
      onClose={() => !isGone.current && closeDialog()}
    >
      <header>
        <h2 id="dialog-title">{props.title}</h2>
        <button type="button" class="plain" aria-label={strings.closeDialog} onClick={closeDialog}>
          <Icon name="close" />
        </button>
      </header>
      {props.children}
    </dialog>
  );
}
