import { useEffect } from 'preact/hooks';
import { readStaff, staffStore } from '../actions/staff.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { named, useLocale, useWords } from '../words.ts';
import { nameOfDepartment } from './names.ts';

/** Everybody who works here, for administrators. */
export function StaffPage() {
  const words = useWords();
  const locale = useLocale();
  const { list, fault } = useStore(staffStore, (value) => value);
  const setting = useStore(state, (value) => value.setting);
  useEffect(() => void readStaff(), []);
  return (
    <section class="page">
      <header>
        <h1>{words.staff}</h1>
        <div class="deeds">
          <button type="button" onClick={() => state.set({ dialog: { kind: 'operator-key' } })}>
            {words.operatorKey.title}
          </button>
          <button type="button" class="button" onClick={() => state.set({ dialog: { kind: 'invite' } })}>
            {words.invite}
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
                    {named(words.roles, role)}
                  </span>
                ))}
                {!agent.active && <span class="tag">{words.inactive}</span>}
              </p>
              <p class="hint">
                {agent.departments.map((id) => nameOfDepartment(setting, id, locale)).join(', ')}
                {agent.departments.length > 0 && ' · '}
                {agent.locales.map((each) => words.languages[each]).join(', ')}
                {' · '}
                {agent.availability === 'available' ? words.available : words.away}
              </p>
            </div>
            <button
              type="button"
              aria-label={`${words.edit}: ${agent.name}`}
              onClick={() => state.set({ dialog: { kind: 'staff', id: agent.id } })}
            >
              {words.edit}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
