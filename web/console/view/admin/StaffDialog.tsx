import { useState } from 'preact/hooks';
import { type Agent, type StaffRole, staffRoles } from '../../../../src/core/model/agent.ts';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { saveStaff, staffStore } from '../../actions/admin/staff.ts';
import { type Dialog, state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { Checks, DialogForm } from '../forms.tsx';
import { Modal } from '../Modal.tsx';

/** Platforms with staff inboxes, with their name, which is the same in every language. */
const staffPlatforms = [
  ['telegram', 'Telegram'],
  ['teams', 'Microsoft Teams'],
  ['discord', 'Discord'],
] as const;

function withId(ids: Agent['platformIds'], channel: string, id: string): Agent['platformIds'] {
  const others = Object.entries(ids).filter(([each]) => each !== channel);
  return Object.fromEntries(id === '' ? others : [...others, [channel, id]]);
}

/** A person's details and rights; `id` null: a new person. */
export function StaffDialog({ id }: { readonly id: string | null }) {
  const strings = useStrings();
  const locale = useLocale();
  const known: Agent | undefined = staffStore.get().list?.find((each) => each.id === id);
  const [name, setName] = useState(known?.name ?? '');
  const [email, setEmail] = useState(known?.email ?? '');
  const [roles, setRoles] = useState<readonly StaffRole[]>(known?.roles ?? ['agent']);
  const [departments, setDepartments] = useState<readonly string[]>(known?.departments ?? []);
  const [spoken, setSpoken] = useState<readonly Locale[]>(known?.locales ?? ['ca', 'es']);
  const [platformIds, setPlatformIds] = useState<Agent['platformIds']>(known?.platformIds ?? {});
  const [active, setActive] = useState(known?.active ?? true);
  const all = state.get().setting?.departments ?? [];
  const save = () => void saveStaff(id, { name, email, roles, departments, locales: spoken }, { active, platformIds });
  return (
    <DialogForm
      title={id === null ? strings.invite : name}
      action={id === null ? strings.invite : strings.save}
      ready={name.trim() !== '' && email.includes('@') && roles.length > 0}
      onDone={save}
    >
      <label class="labelled">
        {strings.name}
        <input
          class="field"
          value={name}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => setName(value)}
        />
      </label>
      <label class="labelled">
        {strings.email}
        <input
          class="field"
          type="email"
          value={email}
          autocomplete="off"
          disabled={id !== null}
          onInput={({ currentTarget: { value } }) => setEmail(value)}
        />
      </label>
      <Checks
        legend={strings.rolesLabel}
        options={staffRoles.map((each) => [each, strings.roles[each]] as const)}
        values={roles}
        onPick={setRoles}
      />
      <Checks
        legend={strings.departments}
        options={all.map((each) => [each.id, each.name[locale]] as const)}
        values={departments}
        onPick={setDepartments}
      />
      <Checks
        legend={strings.spoken}
        options={locales.map((each) => [each, strings.languages[each]] as const)}
        values={spoken}
        onPick={setSpoken}
      />
      {id !== null &&
        staffPlatforms.map(([channel, name]) => (
          <label class="labelled" key={channel}>
            {interpolate(strings.platformId, { platform: name })}
            <input
              class="field"
              value={platformIds[channel] ?? ''}
              autocomplete="off"
              onInput={({ currentTarget: { value } }) => setPlatformIds(withId(platformIds, channel, value.trim()))}
            />
          </label>
        ))}
      {id !== null && (
        <label class="toggle">
          <input type="checkbox" checked={active} onChange={() => setActive(!active)} />
          {strings.mayEnter}
        </label>
      )}
    </DialogForm>
  );
}

/** The sign-in link of an invited person. */
export function InvitedDialog(props: Omit<Extract<Dialog, { readonly kind: 'invited' }>, 'kind'>) {
  const strings = useStrings();
  const locale = useLocale();
  return (
    <Modal title={interpolate(strings.invitedTitle, { name: props.name })} wide={false}>
      {props.mailedTo !== null && <p>{interpolate(strings.people.mailed, { email: props.mailedTo })}</p>}
      <input
        class="field"
        readOnly
        aria-label={interpolate(strings.invitedTitle, { name: props.name })}
        value={props.link}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <p class="hint">{interpolate(strings.invitedHint, { until: fullDate(props.expiresAt, locale) })}</p>
    </Modal>
  );
}
