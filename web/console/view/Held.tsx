import { undo } from '../actions/held.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';

/** What waits some seconds before it is sent, with the way to take it back. */
export function Held() {
  const strings = useStrings();
  const held = useStore(state, (value) => value.held);
  if (held.length === 0) return null;
  return (
    <section class="held" aria-label={strings.heldLabel}>
      <ul>
        {held.map(({ id, codes, text }) => (
          <li key={id}>
            <span>
              {text} <span class="code">{codes.length === 1 ? codes[0] : codes.length}</span>
            </span>
            <button type="button" onClick={() => undo(id)}>
              {strings.undo} <kbd>Z</kbd> <span class="hidden">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
