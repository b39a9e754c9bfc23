import { useEffect } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { DepartmentView } from '../../../../src/http/api/wireConnections.ts';
import { readDepartments, siteStore } from '../../actions/admin/connections.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { nameOfAgent } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { AdminPage } from './AdminPage.tsx';

/** Departments and their heads, and whom notifications of their cases reach now. */
export function DepartmentsPage() {
  const strings = useStrings().departmentsPage;
  const { departments, fault } = useStore(siteStore, (value) => value);
  useEffect(() => void readDepartments(), []);
  return (
    <AdminPage
      id="departments"
      title={strings.title}
      hint={strings.hint}
      fault={fault}
      isRead={departments !== null}
      commands={
        <>
          <RouteLink route={{ page: 'content', document: 'protocol.yaml' }} className="linkbutton">
            {strings.protocol}
          </RouteLink>
          <RouteLink route={{ page: 'content', document: 'departments.yaml' }} className="linkbutton">
            {strings.edit}
          </RouteLink>
        </>
      }
    >
      {departments?.map((department) => (
        <Department key={department.id} department={department} />
      ))}
    </AdminPage>
  );
}

function Department({ department }: { readonly department: DepartmentView }) {
  const strings = useStrings().departmentsPage;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const { name, head, isGeneral, members, notified } = department;
  return (
    <section aria-label={name[locale]}>
      <h2>{name[locale]}</h2>
      <p class="marks">
        {isGeneral && <span class="tag">{strings.general}</span>}
        <span class={head === null ? 'warned' : 'hint'}>
          {head === null ? strings.noHead : interpolate(strings.head, { head })}
        </span>
        <span class="hint">{interpolate(strings.members, { n: members.length })}</span>
      </p>
      <dl class="facts-list">
        {notified.map((each) => (
          <div key={each.role} class="fact">
            <dt>{named(strings.roles, each.role)}</dt>
            <dd>
              {[
                ...(each.head && head !== null ? [head] : []),
                ...each.people.map((id) => nameOfAgent(setting, id)),
              ].join(', ') || strings.nobody}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
