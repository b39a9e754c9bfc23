import { useState } from 'preact/hooks';
import { runFromDialog } from '../actions/picked.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { LabelChip } from './CaseLabels.tsx';
import { DialogForm, Options } from './forms.tsx';
import { Modal } from './Modal.tsx';

/** Labels to put on all cases that are picked, or to take off; where there are none, who makes them. */
export function LabelDialog() {
  const strings = useStrings();
  const labels = useStore(state, ({ setting }) => setting?.labels ?? []);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [how, setHow] = useState<'put' | 'take'>('put');
  const changes = how === 'take' ? { add: [], remove: chosen } : { add: chosen, remove: [] };
  if (labels.length === 0)
    return (
      <Modal title={strings.labelTitle} wide={false}>
        <p class="hint">{strings.noLabels}</p>
      </Modal>
    );
  return (
    <DialogForm
      title={strings.labelTitle}
      action={strings.save}
      ready={chosen.length > 0}
      onDone={() => runFromDialog({ kind: 'label', ...changes })}
    >
      <Options
        legend={strings.labelAll}
        options={[
          ['put', strings.labelPut],
          ['take', strings.labelTake],
        ]}
        value={how}
        onPick={setHow}
      />
      <LabelChecks legend={strings.labels} values={chosen} onPick={setChosen} />
    </DialogForm>
  );
}

/** A choice of labels, in their colours. */
export function LabelChecks(props: {
  readonly legend: string;
  readonly values: readonly string[];
  readonly onPick: (values: readonly string[]) => void;
}) {
  const labels = useStore(state, ({ setting }) => setting?.labels ?? []);
  const { legend, values, onPick } = props;
  if (labels.length === 0) return null;
  return (
    <fieldset class="options checks">
      <legend>{legend}</legend>
      {labels.map((label) => (
        <label key={label.id}>
          <input
            type="checkbox"
            checked={values.includes(label.id)}
            onChange={() =>
              onPick(values.includes(label.id) ? values.filter((id) => id !== label.id) : [...values, label.id])
            }
          />
          <LabelChip label={label} />
        </label>
      ))}
    </fieldset>
  );
}
