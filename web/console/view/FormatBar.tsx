import { useRef, useState } from 'preact/hooks';
import { type TextFormat, textFormats } from '../model/formatting.ts';
import { movedTo } from '../model/menuKeys.ts';
import { useStrings } from '../strings.ts';
import { Icon } from './Icon.tsx';

/** Light formatting of the reply: one stop for Tab, arrows move in it, as toolbars of the ARIA guide do. */
export function FormatBar({ format }: { readonly format: (format: TextFormat) => void }) {
  const { formatBar } = useStrings();
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    const key = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp' }[event.key] ?? event.key;
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const next = key.length === 1 ? null : movedTo(key, at, buttons);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    buttons[next]?.focus();
  };
  return (
    <div
      ref={bar}
      class="formatbar"
      role="toolbar"
      aria-label={formatBar.title}
      aria-controls="composer"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {textFormats.map((each, index) => (
        <button
          key={each}
          type="button"
          class="plain tool"
          aria-label={formatBar[each]}
          title={each === 'bold' ? `${formatBar.bold} (Ctrl B)` : formatBar[each]}
          tabIndex={index === at ? 0 : -1}
          onFocus={() => setAt(index)}
          // What is selected in the text stays selected.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => format(each)}
        >
          <Icon name={each} />
        </button>
      ))}
    </div>
  );
}
