import { useState } from 'preact/hooks';
import { hasRole, leaders } from '../../../src/core/cases/policy.ts';
import { dayIn } from '../../../src/core/util/dates.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { endAbsence, keepAbsence, switchAvailability } from '../actions/session.ts';
import { absenceNow } from '../model/absence.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { showLastDay } from '../townDates.ts';
import { DialogForm } from './forms.tsx';
import { nameOfAgent, nameOfDepartment } from './names.ts';

/** Says until when somebody is away, and their deputy: of themselves, and where they lead, of a colleague. */
export function AbsenceDialog({ of }: { readonly of: string | null }) {
  const strings = useStrings();
  const locale = useLocale();
  const own = strings.absence;
  const me = useStore(state, (value) => value.me);
  const setting = useStore(state, (value) => value.setting);
  const now = useStore(state, (value) => value.now);
  const myself = me?.id ?? '';
  const [agent, setAgent] = useState(of ?? myself);
  const [lastDay, setLastDay] = useState('');
  const [deputy, setDeputy] = useState('');
  const today = dayIn(me?.timeZone ?? 'Europe/Madrid', now);
  const colleagues = (setting?.colleagues ?? []).filter(({ id }) => id !== myself);
  const mayForOthers = me !== null && hasRole(me, leaders) && colleagues.length > 0;
  const isMe = agent === myself;
  const absence = absenceNow(setting, agent, now);
  const close = () => state.set({ dialog: null });
  return (
    <DialogForm
      title={own.title}
      action={isMe ? own.save : own.saveFor}
      ready={lastDay >= today && deputy !== '' && deputy !== agent}
      onDone={() => {
        close();
        void keepAbsence(agent, lastDay, deputy);
      }}
    >
      <p class="hint">{isMe ? own.hint : own.hintFor}</p>
      {mayForOthers && (
        <label class="labelled">
          {own.who}
          <select class="field" value={agent} onChange={({ currentTarget }) => setAgent(currentTarget.value)}>
            <option value={myself}>{own.myself}</option>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {absence !== null && (
        <p class="banner">
          <span>
            {interpolate(isMe ? own.saved : own.savedFor, {
              name: nameOfAgent(setting, agent),
              until: showLastDay(absence, locale),
              deputy: nameOfAgent(setting, absence.deputy),
            })}
          </span>
          <button
            type="button"
            onClick={() => {
              close();
              void (isMe ? switchAvailability() : endAbsence(agent));
            }}
          >
            {isMe ? strings.comeBack : own.end}
          </button>
        </p>
      )}
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
        {isMe ? own.deputy : own.deputyFor}
        <select class="field" required value={deputy} onChange={({ currentTarget }) => setDeputy(currentTarget.value)}>
          <option value="">{own.choose}</option>
          {(setting?.colleagues ?? [])
            .filter(({ id }) => id !== agent)
            .map(({ id, name, departments }) => (
              <option key={id} value={id}>
                {[name, ...departments.map((each) => nameOfDepartment(setting, each, locale))].join(' · ')}
              </option>
            ))}
        </select>
      </label>
    </DialogForm>
  );
}
