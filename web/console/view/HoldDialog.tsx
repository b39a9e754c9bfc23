import { useState } from 'preact/hooks';
import { act } from '../actions/held.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { DialogForm } from './forms.tsx';

/** Shortest reason, in characters: as the server asks. */
const minReasonLength = 10;

/** Keeps what was written from being erased, or ends that, with a reason for auditors. */
export function HoldDialog({ lifts }: { readonly lifts: boolean }) {
  const strings = useStrings().hold;
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={lifts ? strings.liftTitle : strings.title}
      action={lifts ? strings.liftAction : strings.action}
      ready={[...reason.trim()].length >= minReasonLength}
      onDone={() => {
        state.set({ dialog: null });
        void act({ kind: lifts ? 'lift-hold' : 'hold', reason: reason.trim() });
      }}
    >
      <p class="hint" id="hold-hint">
        {lifts ? strings.liftHint : strings.hint}
      </p>
      <label class="labelled">
        {strings.reason}
        <textarea
          rows={3}
          required
          aria-describedby="hold-hint"
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
    </DialogForm>
  );
}
