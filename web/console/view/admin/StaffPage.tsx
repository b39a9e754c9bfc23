import { useEffect } from 'preact/hooks';
import { staffRoles } from '../../../../src/core/model/agent.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { StaffMember } from '../../../../src/http/api/wireStaff.ts';
import { filterStaff, readStaff, staffStore } from '../../actions/admin/staff.ts';
import { type StaffState, shownStaff, stateOfMember } from '../../model/admin/staffFilter.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { nameOfDepartment } from '../names.ts';
import { AdminPage } from './AdminPage.tsx';
import { SearchField, Select } from './fields.tsx';

const states: readonly StaffState[] = ['in', 'invited', 'unseen', 'off'];

/** All people who work here, for administrators. */
export function StaffPage() {
  const strings = useStrings();
  const { list, filter, fault } = useStore(staffStore, (value) => value);
  useEffect(() => void readStaff(), []);
  const shown = shownStaff(list ?? [], filter);
  return (
    <AdminPage
      id="staff"
      title={strings.staff}
      fault={fault}
      isRead={list !== null}
      commands={
        <>
          <button type="button" onClick={() => state.set({ dialog: { kind: 'operator-key' } })}>
            {strings.operatorKey.title}
          </button>
          <button type="button" onClick={() => state.set({ dialog: { kind: 'import-staff' } })}>
            {strings.people.import.title}
          </button>
          <button type="button" class="button" onClick={() => state.set({ dialog: { kind: 'invite' } })}>
            {strings.invite}
          </button>
        </>
      }
    >
      <search class="contentfilters">
        <SearchField
          label={strings.people.search}
          value={filter.search}
          onChange={(search) => filterStaff({ search })}
        />
        <Select
          label={strings.rolesLabel}
          value={filter.role}
          options={[['', strings.people.anyRole], ...staffRoles.map((role) => [role, strings.roles[role]] as const)]}
          onChange={(role) => filterStaff({ role })}
        />
        <Select
          label={strings.people.state}
          value={filter.state}
          options={[
            ['', strings.people.states.any],
            ...states.map((each) => [each, strings.people.states[each]] as const),
          ]}
          onChange={(chosen) => filterStaff({ state: states.find((each) => each === chosen) ?? '' })}
        />
      </search>
      {list !== null && (
        <p class="hint" role="status">
          {shown.length === 0 ? strings.people.none : interpolate(strings.found, { n: shown.length })}
        </p>
      )}
      <ul class="cards">
        {shown.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
    </AdminPage>
  );
}

function Member({ member }: { readonly member: StaffMember }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  return (
    <li class={member.active ? '' : 'inactive'}>
      <div>
        <strong>{member.name}</strong> <span class="hint">{member.email}</span>
        <p>
          {member.roles.map((role) => (
            <span key={role} class="tag">
              {named(strings.roles, role)}
            </span>
          ))}
          <StateTag member={member} />
        </p>
        <p class="hint">
          {[
            member.departments.map((id) => nameOfDepartment(setting, id, locale)).join(', '),
            member.locales.map((each) => strings.languages[each]).join(', '),
            member.signedInAt === null
              ? strings.people.neverSignedIn
              : interpolate(strings.people.lastSignIn, { at: fullDate(member.signedInAt, locale) }),
          ]
            .filter((each) => each !== '')
            .join(' · ')}
        </p>
      </div>
      <p class="commands">
        <button
          type="button"
          aria-label={`${strings.people.access}: ${member.name}`}
          onClick={() => state.set({ dialog: { kind: 'access', id: member.id } })}
        >
          {strings.people.access}
        </button>
        <button
          type="button"
          aria-label={`${strings.edit}: ${member.name}`}
          onClick={() => state.set({ dialog: { kind: 'staff', id: member.id } })}
        >
          {strings.edit}
        </button>
      </p>
    </li>
  );
}

function StateTag({ member }: { readonly member: StaffMember }) {
  const strings = useStrings();
  const locale = useLocale();
  const now = useStore(state, (value) => value.now);
  const of = stateOfMember(member);
  if (of === 'off') return <span class="tag urgent">{strings.inactive}</span>;
  if (of !== 'invited' || member.invitation === null) {
    return member.availability === 'available' ? <span class="tag">{strings.available}</span> : null;
  }
  const { expiresAt } = member.invitation;
  const text =
    expiresAt <= now
      ? strings.people.expired
      : interpolate(strings.people.pending, { until: fullDate(expiresAt, locale) });
  return <span class="tag high">{text}</span>;
}
