import { useState } from 'preact/hooks';
import { runFromDialog } from '../actions/picked.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { LabelChip } from './CaseLabels.tsx';
import { DialogForm, Options } from './forms.tsx';

/** Labels to put on the open case and to take off, or on all cases that are picked. */
export function LabelDialog() {
  const strings = useStrings();
  const labels = useStore(state, ({ setting }) => setting?.labels ?? []);
  const { dialog, selectedCase } = state.get();
  const isForAll = dialog?.kind === 'label' && dialog.all === true;
  const before = isForAll ? [] : (selectedCase?.view?.case.labels ?? []);
  const [chosen, setChosen] = useState<readonly string[]>(before);
  const [how, setHow] = useState<'put' | 'take'>('put');
  const add = how === 'take' ? [] : chosen.filter((id) => !before.includes(id));
  const remove = how === 'take' ? chosen : before.filter((id) => !chosen.includes(id));
  return (
    <DialogForm
      title={strings.labelTitle}
      action={strings.save}
      ready={add.length + remove.length > 0}
      onDone={() => runFromDialog({ kind: 'label', add, remove })}
    >
      {labels.length === 0 && <p class="hint">{strings.noLabels}</p>}
      {isForAll && (
        <Options
          legend={strings.labelAll}
          options={[
            ['put', strings.labelPut],
            ['take', strings.labelTake],
          ]}
          value={how}
          onPick={setHow}
        />
      )}
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
