import { interpolate } from '../../../src/core/util/interpolate.ts';
import { pickAll, switchPicking } from '../actions/picked.ts';
import { pickedInList } from '../model/picked.ts';
import { useStore } from '../observable.ts';
import { type Dialog, state } from '../state.ts';
import { useStrings } from '../strings.ts';

/** What can be done with all cases that are picked. */
export function PickedBar() {
  const strings = useStrings();
  const isPicking = useStore(state, (value) => value.picked !== null);
  const count = useStore(state, (value) => pickedInList(value).length);
  const isEmpty = useStore(state, ({ list }) => list.items.length === 0);
  if (!isPicking) return null;
  const open = (kind: 'close' | 'transfer' | 'snooze' | 'priority' | 'label' | 'macro') => () =>
    state.set({ dialog: { kind, all: true } satisfies Dialog });
  const actions = [
    ['close', strings.commands.close],
    ['transfer', strings.commands.assign],
    ['snooze', strings.commands.snooze],
    ['priority', strings.commands.priority],
    ['label', strings.commands.label],
    ['macro', strings.macros],
  ] as const;
  return (
    <fieldset class="pickedbar">
      <legend>{interpolate(strings.pickedCount, { n: count })}</legend>
      <button type="button" class="plain" onClick={switchPicking}>
        {strings.cancel}
      </button>
      <button type="button" disabled={isEmpty} onClick={pickAll}>
        {strings.pickAll}
      </button>
      {actions.map(([kind, text]) => (
        <button key={kind} type="button" disabled={count === 0} onClick={open(kind)}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}
