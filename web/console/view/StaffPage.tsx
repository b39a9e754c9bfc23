import { useEffect } from 'preact/hooks';
import { readStaff, staffStore } from '../actions/staff.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { named, useLocale, useStrings } from '../strings.ts';
import { nameOfDepartment } from './names.ts';

/** All people who work here, for administrators. */
export function StaffPage() {
  const strings = useStrings();
  const locale = useLocale();
  const { list, fault } = useStore(staffStore, (value) => value);
  const setting = useStore(state, (value) => value.setting);
  useEffect(() => void readStaff(), []);
  return (
    <section class="page">
      <header>
        <h1>{strings.staff}</h1>
        <div class="commands">
          <button type="button" onClick={() => state.set({ dialog: { kind: 'operator-key' } })}>
            {strings.operatorKey.title}
          </button>
          <button type="button" class="button" onClick={() => state.set({ dialog: { kind: 'invite' } })}>
            {strings.invite}
          </button>
        </div>
      </header>
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <ul class="cards">
        {list.map((agent) => (
          <li key={agent.id} class={agent.active ? '' : 'inactive'}>
            <div>
              <strong>{agent.name}</strong> <span class="hint">{agent.email}</span>
              <p>
                {agent.roles.map((role) => (
                  <span key={role} class="tag">
                    {named(strings.roles, role)}
                  </span>
                ))}
                {!agent.active && <span class="tag">{strings.inactive}</span>}
              </p>
              <p class="hint">
                {agent.departments.map((id) => nameOfDepartment(setting, id, locale)).join(', ')}
                {agent.departments.length > 0 && ' · '}
                {agent.locales.map((each) => strings.languages[each]).join(', ')}
                {' · '}
                {agent.availability === 'available' ? strings.available : strings.away}
              </p>
            </div>
            <button
              type="button"
              aria-label={`${strings.edit}: ${agent.name}`}
              onClick={() => state.set({ dialog: { kind: 'staff', id: agent.id } })}
            >
              {strings.edit}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
