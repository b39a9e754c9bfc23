import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { moveButton, moveItem, removedStore, removeItem, undoRemoval } from '../../actions/content/lists.ts';
import { type FieldPath, isSame } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { stringsNow, useStrings } from '../../strings.ts';
import { Icon } from '../Icon.tsx';

/** Moves an item of a list up and down. */
export function MoveButtons(props: {
  readonly path: FieldPath;
  readonly at: number;
  readonly count: number;
  /** What the item is called. */
  readonly name: string;
  readonly onMoved?: (to: number) => void;
}) {
  const strings = useStrings().content.items;
  const { path, at, count, name } = props;
  const move = (by: -1 | 1) => {
    const said = interpolate(stringsNow().content.items.moved, { name, place: at + by + 1 });
    moveItem(path, at, by, said);
    props.onMoved?.(at + by);
  };
  return (
    <span class="itembuttons">
      <button
        type="button"
        class="plain"
        id={moveButton(path, at, -1)}
        disabled={at === 0}
        aria-label={interpolate(strings.up, { name })}
        title={interpolate(strings.up, { name })}
        onClick={() => move(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="plain"
        id={moveButton(path, at, 1)}
        disabled={at === count - 1}
        aria-label={interpolate(strings.down, { name })}
        title={interpolate(strings.down, { name })}
        onClick={() => move(1)}
      >
        <Icon name="down" />
      </button>
    </span>
  );
}

export function RemoveButton(props: {
  readonly path: FieldPath;
  readonly at: number;
  readonly name: string;
  readonly onRemoved?: () => void;
}) {
  const strings = useStrings().content;
  return (
    <button
      type="button"
      class="plain danger"
      onClick={() => {
        removeItem(props.path, props.at);
        props.onRemoved?.();
      }}
    >
      {interpolate(strings.removeSide, { name: props.name })}
    </button>
  );
}

/** Says that an item of a list was taken away, and brings it back. */
export function Removal({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content;
  const removed = useStore(removedStore, (value) => value.removed);
  if (removed === null || !isSame(removed.path, path)) return null;
  return (
    <p class="banner" role="status">
      <span>{strings.items.removed}</span>
      <button type="button" id="undo-removal" onClick={undoRemoval}>
        {strings.undo}
      </button>
    </p>
  );
}
