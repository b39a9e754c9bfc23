import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { movedTo } from '../model/menuKeys.ts';
import { Icon } from './Icon.tsx';

/** Something that a menu offers. */
export interface MenuItem {
  readonly id: string;
  readonly text: string;
  /** The key that does the same, as it is written. */
  readonly shortcut?: string;
  /** Where the width decides whether it is here or a button of its own. */
  readonly className?: string;
  readonly pick: () => void;
}

/**
 * A button that opens a menu, by the keyboard pattern of the ARIA guide: Enter, Space and the arrows open it, arrows, Home,
 * End and letters move in it, Escape closes it and gives the focus back.
 */
export function MenuButton(props: {
  readonly text: string;
  readonly items: readonly MenuItem[];
  readonly disabled: boolean;
  readonly className?: string;
  /** Where the menu opens. */
  readonly side: 'above' | 'below';
}) {
  const { text, items, disabled, side } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** The item that has the focus once the menu is drawn; null: the menu is closed. */
  const [opensAt, setOpensAt] = useState<'first' | 'last' | null>(null);
  const isOpen = opensAt !== null && !disabled;

  const shownItems = () =>
    [...(box.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])].filter((each) =>
      each.checkVisibility(),
    );
  // As it is drawn: the next key, however soon, is of the menu.
  useLayoutEffect(() => {
    if (!isOpen) return;
    shownItems()
      .at(opensAt === 'last' ? -1 : 0)
      ?.focus();
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === true) return;
      setOpensAt(null);
    };
    addEventListener('pointerdown', closeOutside);
    return () => removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);

  const close = () => {
    setOpensAt(null);
    button.current?.focus();
  };
  const onButtonKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpensAt(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  const onMenuKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Tab goes on from the button, as if the menu had not been there.
    if (event.key === 'Tab') return close();
    const found = shownItems();
    const at = found.findIndex((each) => each.matches(':focus'));
    const next = movedTo(event.key, at, found);
    if (next !== null) found[next]?.focus();
    else if (event.key === 'Escape') close();
    // Letters are of the menu, and no shortcuts.
    else if (event.key.length > 1 || event.key === ' ') return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={box}
      class={`menubox ${side} ${props.className ?? ''}`}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && box.current?.contains(relatedTarget) === false) setOpensAt(null);
      }}
    >
      <button
        ref={button}
        type="button"
        class="plain"
        title={text}
        aria-label={text}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        disabled={disabled}
        onClick={() => setOpensAt(isOpen ? null : 'first')}
        onKeyDown={onButtonKey}
      >
        <Icon name="more" />
        <span class="word">{text}</span>
      </button>
      {isOpen && (
        <div id={id} class="menu" role="menu" aria-label={text} tabIndex={-1} onKeyDown={onMenuKey}>
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class={item.className ?? ''}
              aria-keyshortcuts={item.shortcut}
              onClick={() => {
                // A dialog gives the focus back to where it was: to the button.
                close();
                item.pick();
              }}
            >
              <span>{item.text}</span>
              {item.shortcut !== undefined && (
                <span aria-hidden="true" class="hint">
                  {item.shortcut.toUpperCase()}
                </span>
              )}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
