import { useState } from 'preact/hooks';
import { startFlow } from '../../../actions/content/begin.ts';
import { useStrings } from '../../../strings.ts';
import { Fault } from '../../Fault.tsx';
import { DialogForm } from '../../forms.tsx';

/** Begins a flow: its title in Catalan is enough. */
export function NewFlowDialog() {
  const strings = useStrings().content;
  const [title, setTitle] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const begin = async () => {
    setBusy(true);
    setFault(await startFlow(title.trim()));
    setBusy(false);
  };
  return (
    <DialogForm
      title={strings.flow.newFlow}
      action={strings.begin}
      ready={title.trim() !== '' && !isBusy}
      onDone={() => void begin()}
    >
      <label class="labelled">
        {strings.newTitle}
        <input
          class="field"
          lang="ca"
          value={title}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => setTitle(value)}
        />
      </label>
      <p class="hint">{strings.flow.newHint}</p>
      <Fault text={fault} />
    </DialogForm>
  );
}
