import { interpolate } from '../../../src/core/util/interpolate.ts';
import { setUndoSeconds, switchShortcuts, undoChoices } from '../actions/preferences.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Modal } from './Modal.tsx';

/** The shortcuts, and the switch for single-key ones. */
export function Help() {
  const strings = useStrings();
  const shortcuts = useStore(state, (value) => value.shortcuts);
  const undoSeconds = useStore(state, (value) => value.undoSeconds);
  return (
    <Modal title={strings.help} wide={false}>
      <label class="toggle">
        <input type="checkbox" checked={shortcuts} onChange={switchShortcuts} />
        {strings.shortcutsSetting}
      </label>
      <label class="labelled">
        {strings.undoSetting}
        <select value={undoSeconds} onChange={({ currentTarget }) => setUndoSeconds(Number(currentTarget.value))}>
          {undoChoices.map((n) => (
            <option key={n} value={n}>
              {n === 0 ? strings.undoNever : interpolate(strings.undoSeconds, { n })}
            </option>
          ))}
        </select>
      </label>
      <dl class="keys">
        {Object.entries(strings.keys).map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{keyNames[key] ?? key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

const keyNames: Readonly<Record<string, string>> = {
  enter: '↵',
  search: '/',
  help: '?',
  palette: 'Ctrl K',
  send: 'Ctrl ↵',
  sendClose: 'Ctrl ⇧ ↵',
  sendSnooze: 'Ctrl Alt ↵',
  bold: 'Ctrl B',
  slash: '/',
  hash: '#',
};
