import { switchShortcuts } from '../actions/preferences.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Modal } from './Modal.tsx';

/** The shortcuts, and the switch for single-key ones. */
export function Help() {
  const strings = useStrings();
  const shortcuts = useStore(state, (value) => value.shortcuts);
  return (
    <Modal title={strings.help} wide={false}>
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
      <label class="toggle">
        <input type="checkbox" checked={shortcuts} onChange={switchShortcuts} />
        {strings.shortcutsSetting}
      </label>
    </Modal>
  );
}

const keyNames: Readonly<Record<string, string>> = {
  enter: '↵',
  search: '/',
  help: '?',
  palette: 'Ctrl K',
  send: 'Ctrl ↵',
};
