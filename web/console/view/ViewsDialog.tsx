import { useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { removeView, saveView } from '../actions/views.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { DialogForm } from './forms.tsx';
import { Icon } from './Icon.tsx';

/** Saves what the list shows under a name, and removes views. */
export function ViewsDialog() {
  const strings = useStrings();
  const views = useStore(state, (value) => value.views);
  const [name, setName] = useState('');
  return (
    <DialogForm
      title={strings.saveView}
      action={strings.save}
      ready={name.trim() !== ''}
      onDone={() => {
        state.set({ dialog: null });
        void saveView(name.trim());
      }}
    >
      <label class="labelled">
        {strings.viewName}
        <input
          type="text"
          class="field"
          maxLength={60}
          required
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      {views.length > 0 && (
        <ul class="viewlist" aria-label={strings.views}>
          {views.map((view) => (
            <li key={view.id}>
              {view.name}
              <button
                type="button"
                class="plain"
                aria-label={interpolate(strings.removeView, { name: view.name })}
                onClick={() => void removeView(view.id)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </DialogForm>
  );
}
