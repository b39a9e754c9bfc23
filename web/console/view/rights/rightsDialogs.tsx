import { useId, useState } from 'preact/hooks';
import { type RequestedRight, requestedRights } from '../../../../src/core/model/rights/rightsRequest.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { answerRequest, extendRequest, openRequest, rightsStore, unrestrictRequest } from '../../actions/rights.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useStrings } from '../../strings.ts';
import { DialogForm, Options } from '../forms.tsx';

/** Shortest reason, in characters: as the server asks. */
const minLength = 10;

const isEnough = (text: string): boolean => text.trim().length >= minLength;

/** Opens a request on behalf of an identified person. */
export function OpenRequestDialog() {
  const strings = useStrings().rights;
  const today = useStore(state, townDay);
  const busy = useStore(rightsStore, (value) => value.busy);
  const [right, setRight] = useState<RequestedRight>('access');
  const [of, setOf] = useState('');
  const [receivedOn, setReceivedOn] = useState(today);
  const [identified, setIdentified] = useState('');
  return (
    <DialogForm
      title={strings.open}
      action={strings.openAction}
      ready={!busy && of.trim().length > 2 && receivedOn !== '' && isEnough(identified)}
      onDone={() => void openRequest({ right, of: of.trim(), identified: identified.trim(), receivedOn })}
    >
      <label class="labelled">
        {strings.of}
        <input
          class="field"
          value={of}
          maxLength={320}
          required
          autocomplete="off"
          spellcheck={false}
          aria-describedby="rights-of-hint"
          onInput={({ currentTarget: { value } }) => setOf(value)}
        />
      </label>
      <p class="hint" id="rights-of-hint">
        {strings.ofHint}
      </p>
      <Options
        legend={strings.which}
        options={requestedRights.map((each) => [each, `${strings.rights[each]}. ${strings.does[each]}`] as const)}
        value={right}
        onPick={setRight}
      />
      <label class="labelled">
        {strings.receivedOn}
        <input
          type="date"
          class="field"
          value={receivedOn}
          max={today}
          required
          onInput={({ currentTarget: { value } }) => setReceivedOn(value)}
        />
      </label>
      <Words label={strings.identified} hint={strings.identifiedHint} value={identified} onChange={setIdentified} />
    </DialogForm>
  );
}

/** Does what is asked, or refuses it. */
export function AnswerDialog({ id }: { readonly id: string }) {
  const strings = useStrings().rights;
  const { list, busy } = useStore(rightsStore, (value) => value);
  const item = list?.requests.find((each) => each.id === id);
  const [outcome, setOutcome] = useState<'done' | 'refused'>('done');
  const [note, setNote] = useState('');
  const [correction, setCorrection] = useState('');
  if (item === undefined) return null;
  const { right, savedAt } = item;
  const corrects = right === 'correct' && outcome === 'done';
  const mustSave = (right === 'access' || right === 'export') && outcome === 'done' && savedAt === null;
  return (
    <DialogForm
      title={interpolate(strings.answerTitle, { right: strings.rights[right] })}
      action={outcome === 'done' ? strings.doIt[right] : strings.refuseAction}
      ready={!busy && !mustSave && isEnough(note) && (!corrects || correction.trim() !== '')}
      onDone={() =>
        void answerRequest(id, { outcome, note: note.trim(), correction: corrects ? correction.trim() : '' })
      }
    >
      <Options
        legend={strings.whatToDo}
        options={[
          ['done', strings.doIt[right]],
          ['refused', strings.refuse],
        ]}
        value={outcome}
        onPick={setOutcome}
      />
      <p class="hint">{outcome === 'done' ? strings.does[right] : strings.refuseHint}</p>
      {mustSave && <p class="fault">{strings.mustSave}</p>}
      {corrects && (
        <Words label={strings.correction} hint={strings.correctionHint} value={correction} onChange={setCorrection} />
      )}
      <Words
        label={outcome === 'done' ? strings.note : strings.whyRefused}
        hint={strings.noteHint}
        value={note}
        onChange={setNote}
      />
    </DialogForm>
  );
}

/** Takes more time, or lets what was restricted be used again. */
export function StepDialog({ id, step }: { readonly id: string; readonly step: 'extend' | 'unrestrict' }) {
  const strings = useStrings().rights;
  const busy = useStore(rightsStore, (value) => value.busy);
  const [reason, setReason] = useState('');
  const { title, hint, label } = strings.steps[step];
  return (
    <DialogForm
      title={title}
      action={strings[step]}
      ready={!busy && isEnough(reason)}
      onDone={() => void (step === 'extend' ? extendRequest : unrestrictRequest)(id, reason.trim())}
    >
      <Words label={label} hint={hint} value={reason} onChange={setReason} />
    </DialogForm>
  );
}

function Words(props: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const hintId = useId();
  return (
    <>
      <label class="labelled">
        {props.label}
        <textarea
          aria-describedby={hintId}
          rows={3}
          required
          maxLength={1000}
          value={props.value}
          onInput={({ currentTarget: { value } }) => props.onChange(value)}
        />
      </label>
      <p class="hint" id={hintId}>
        {props.hint}
      </p>
    </>
  );
}
