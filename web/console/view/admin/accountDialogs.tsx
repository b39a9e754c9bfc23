import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { accountStore, switchCrisis, takeStep } from '../../actions/admin/accounts.ts';
import { toast } from '../../actions/announce.ts';
import { useStore } from '../../observable.ts';
import type { AskedAccountStep } from '../../state.ts';
import { useStrings } from '../../strings.ts';
import { DialogForm } from '../forms.tsx';
import { accountTitle } from './AccountTags.tsx';

/** Fewest letters of a reason. */
const shortestReason = 3;

/** A step in an account's life is explained, and asked about, with the reason that is recorded. */
export function AccountStepDialog({ id, step }: { readonly id: string; readonly step: AskedAccountStep }) {
  const everyString = useStrings();
  const strings = everyString.channels;
  const { view, busy } = useStore(accountStore, (value) => value);
  const [reason, setReason] = useState('');
  const needsReason = step === 'refuse' || step === 'close';
  const { title, hint } = strings.do[step];
  const name = accountTitle(everyString, view ?? { id, name: null });
  const run = async () => {
    const after = await takeStep(id, step, reason.trim());
    if (after !== null) toast(interpolate(strings.done, { state: strings.states[after.state] }), 'good');
  };
  return (
    <DialogForm
      title={interpolate(strings.doOf, { step: title, name })}
      action={title}
      ready={!busy && (!needsReason || reason.trim().length >= shortestReason)}
      onDone={() => void run()}
    >
      <p>{hint}</p>
      <Reason label={needsReason ? strings.reasonNeeded : strings.reasonOptional} value={reason} onChange={setReason} />
    </DialogForm>
  );
}

function Reason(props: { readonly label: string; readonly value: string; readonly onChange: (text: string) => void }) {
  return (
    <label class="labelled">
      {props.label}
      <input
        class="field"
        value={props.value}
        maxLength={1000}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => props.onChange(value)}
      />
    </label>
  );
}

/** The one switch for a crisis: on with a target, a reason and a confirmation, off with a reason. */
export function CrisisDialog() {
  const list = useStore(accountStore, (value) => value.list);
  if (list === null) return null;
  return list.crisis === null ? <BeginCrisis /> : <EndCrisis />;
}

function BeginCrisis() {
  const everyString = useStrings();
  const strings = everyString.channels;
  const { list, busy } = useStore(accountStore, (value) => value);
  const open = (list?.accounts ?? []).filter(({ state }) => state === 'open');
  const [towards, setTowards] = useState(
    (open.find(({ main }) => main) ?? open.find(({ id }) => id === 'web') ?? open[0])?.id ?? '',
  );
  const [message, setMessage] = useState('');
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const run = async () => {
    if (await switchCrisis({ towards, message: message.trim() }, reason.trim())) toast(strings.crisis.begun, 'good');
  };
  return (
    <DialogForm
      title={strings.crisis.switch}
      action={strings.crisis.switch}
      ready={!busy && isSure && towards !== '' && reason.trim().length >= shortestReason}
      onDone={() => void run()}
    >
      <p>{strings.crisis.hint}</p>
      <label class="labelled">
        {strings.crisis.towards}
        <select value={towards} onChange={({ currentTarget: { value } }) => setTowards(value)}>
          {open.map((account) => (
            <option key={account.id} value={account.id}>
              {accountTitle(everyString, account)}
            </option>
          ))}
        </select>
      </label>
      <label class="labelled">
        {strings.crisis.text}
        <textarea
          rows={2}
          value={message}
          maxLength={1000}
          onInput={({ currentTarget: { value } }) => setMessage(value)}
        />
      </label>
      <Reason label={strings.reasonNeeded} value={reason} onChange={setReason} />
      <label class="toggle">
        <input type="checkbox" checked={isSure} onChange={() => setSure(!isSure)} />
        {strings.crisis.confirm}
      </label>
    </DialogForm>
  );
}

function EndCrisis() {
  const strings = useStrings().channels;
  const busy = useStore(accountStore, (value) => value.busy);
  const [reason, setReason] = useState('');
  const run = async () => {
    if (await switchCrisis(null, reason.trim())) toast(strings.crisis.ended, 'good');
  };
  return (
    <DialogForm
      title={strings.crisis.end}
      action={strings.crisis.end}
      ready={!busy && reason.trim().length >= shortestReason}
      onDone={() => void run()}
    >
      <p>{strings.crisis.endHint}</p>
      <Reason label={strings.reasonNeeded} value={reason} onChange={setReason} />
    </DialogForm>
  );
}
