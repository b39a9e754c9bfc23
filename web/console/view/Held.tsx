import { undo } from '../actions/undo.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';

/** What waits some seconds before it is sent, and what was just done, with the way to undo it. */
export function Held() {
  const strings = useStrings();
  const held = useStore(state, (value) => value.held);
  const done = useStore(state, (value) => value.done);
  const all = [...held, ...done.map((each) => ({ ...each, codes: [each.code] }))].sort((a, b) => a.id - b.id);
  if (all.length === 0) return null;
  return (
    <section class="held" aria-label={strings.heldLabel}>
      <ul>
        {all.map(({ id, codes, text }) => (
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
