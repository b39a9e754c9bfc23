import { useState } from 'preact/hooks';
import { dayIn } from '../../../src/core/util/dates.ts';
import { beAway } from '../actions/session.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { DialogForm } from './forms.tsx';
import { nameOfDepartment } from './names.ts';

/** Says until when the person is away, and who stands in for them. */
export function AbsenceDialog() {
  const strings = useStrings();
  const locale = useLocale();
  const own = strings.absence;
  const me = useStore(state, (value) => value.me);
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  const [lastDay, setLastDay] = useState('');
  const [deputy, setDeputy] = useState('');
  const today = dayIn(me?.timeZone ?? 'Europe/Madrid', now);
  const colleagues = (setting?.colleagues ?? []).filter(({ id }) => id !== me?.id);
  return (
    <DialogForm
      title={own.title}
      action={own.save}
      ready={lastDay >= today && deputy !== ''}
      onDone={() => {
        state.set({ dialog: null });
        void beAway(lastDay, deputy);
      }}
    >
      <p class="hint">{own.hint}</p>
      <label class="labelled">
        {own.lastDay}
        <input
          type="date"
          class="field"
          required
          min={today}
          value={lastDay}
          onInput={({ currentTarget }) => setLastDay(currentTarget.value)}
        />
      </label>
      <label class="labelled">
        {own.deputy}
        <select class="field" required value={deputy} onChange={({ currentTarget }) => setDeputy(currentTarget.value)}>
          <option value="">{own.choose}</option>
          {colleagues.map(({ id, name, departments }) => (
            <option key={id} value={id}>
              {[name, ...departments.map((each) => nameOfDepartment(setting, each, locale))].join(' · ')}
            </option>
          ))}
        </select>
      </label>
    </DialogForm>
  );
}
