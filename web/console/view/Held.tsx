import { interpolate } from '../../../src/core/util/interpolate.ts';
import { undo } from '../actions/undo.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';

/** How many are shown at once: more would cover the list. */
const most = 2;

/** What waits some seconds before it is sent, and what was just done, with the way to undo it: the newest, and the others by a press. */
export function Held() {
  const strings = useStrings();
  const held = useStore(state, (value) => value.held);
  const done = useStore(state, (value) => value.done);
  const all = [...held, ...done.map((each) => ({ ...each, codes: [each.code] }))].sort((a, b) => a.id - b.id);
  if (all.length === 0) return null;
  const earlier = all.slice(0, -most);
  return (
    <section class="held" aria-label={strings.heldLabel}>
      {earlier.length > 0 && (
        <details>
          <summary>{interpolate(strings.heldEarlier, { n: earlier.length })}</summary>
          <Lines lines={earlier} newest={null} />
        </details>
      )}
      <Lines lines={all.slice(-most)} newest={all.at(-1)?.id ?? null} />
    </section>
  );
}

function Lines(props: {
  readonly lines: readonly { readonly id: number; readonly codes: readonly string[]; readonly text: string }[];
  /** The one that the key undoes. */
  readonly newest: number | null;
}) {
  const strings = useStrings();
  return (
    <ul>
      {props.lines.map(({ id, codes, text }) => (
        <li key={id}>
          <span>
            {text} <span class="code">{codes.length === 1 ? codes[0] : codes.length}</span>
          </span>
          <button type="button" onClick={() => undo(id)}>
            {strings.undo} {id === props.newest && <kbd>Z</kbd>} <span class="hidden">{text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
