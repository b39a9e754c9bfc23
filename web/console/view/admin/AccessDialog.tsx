import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { StaffMember } from '../../../../src/http/api/wireStaff.ts';
import { type AccessResult, type AccessStep, changeAccess, staffStore } from '../../actions/admin/staff.ts';
import { isNewcomer } from '../../model/admin/staffFilter.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { closeDialog, Modal } from '../Modal.tsx';
import { CopyField } from './fields.tsx';

function stepsFor(member: StaffMember): readonly AccessStep[] {
  if (isNewcomer(member)) return member.active ? ['invitation', 'invitation/cancel'] : ['invitation'];
  return member.active ? ['reset', 'second-factor/removal', 'off'] : ['on'];
}

/** How somebody gets into the console: each step is explained, asked about, and its result said. */
export function AccessDialog({ id }: { readonly id: string }) {
  const strings = useStrings();
  const member = useStore(staffStore, ({ list }) => list?.find((each) => each.id === id) ?? null);
  const me = useStore(state, (value) => value.me?.id ?? '');
  const [asked, setAsked] = useState<AccessStep | null>(null);
  const [result, setResult] = useState<AccessResult | null>(null);
  if (member === null) return null;
  const title = interpolate(strings.people.accessOf, { name: member.name });
  return (
    <Modal title={title} wide={false}>
      <div class="dialogform">
        {result !== null ? (
          <Result member={member} result={result} />
        ) : asked !== null ? (
          <Question member={member} step={asked} onBack={() => setAsked(null)} onDone={setResult} />
        ) : member.id === me ? (
          <p>{strings.people.own}</p>
        ) : (
          <ul class="steps">
            {stepsFor(member).map((step) => (
              <li key={step}>
                <button type="button" aria-describedby={`hint-${step}`} onClick={() => setAsked(step)}>
                  {strings.people.do[step].title}
                </button>
                <p class="hint" id={`hint-${step}`}>
                  {strings.people.do[step].hint}
                </p>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Modal>
  );
}

/** Asks before anything is done. */
function Question(props: {
  readonly member: StaffMember;
  readonly step: AccessStep;
  readonly onBack: () => void;
  readonly onDone: (result: AccessResult) => void;
}) {
  const { member, step } = props;
  const strings = useStrings().people;
  const [busy, setBusy] = useState(false);
  const { title, hint, ask } = strings.do[step];
  const { name, email } = member;
  const run = async () => {
    setBusy(true);
    const result = await changeAccess(member.id, step);
    setBusy(false);
    if (result !== null) props.onDone(result);
  };
  return (
    <>
      <p>{interpolate(ask, { name, email })}</p>
      <p class="hint">{hint}</p>
      <div class="end">
        <button type="button" onClick={props.onBack} disabled={busy}>
          {strings.back}
        </button>
        <button
          type="button"
          class="button"
          disabled={busy}
          ref={(button) => void (busy || button?.focus())}
          onClick={() => void run()}
        >
          {title}
        </button>
      </div>
    </>
  );
}

function Result({ member, result }: { readonly member: StaffMember; readonly result: AccessResult }) {
  const strings = useStrings().people;
  const locale = useLocale();
  const { name, email } = member;
  const { mailed, link = null, expiresAt = 0 } = result;
  const text =
    mailed === null
      ? strings.done
      : interpolate(mailed ? strings.mailed : link === null ? strings.notNotified : strings.notMailed, { name, email });
  return (
    <>
      <p role="status">{text}</p>
      {link !== null && (
        <>
          <CopyField label={strings.access} value={link} />
          <p class="hint">{interpolate(strings.until, { until: fullDate(expiresAt, locale) })}</p>
        </>
      )}
      <div class="end">
        <button type="button" class="button" ref={(button) => button?.focus()} onClick={closeDialog}>
          {strings.close}
        </button>
      </div>
    </>
  );
}
