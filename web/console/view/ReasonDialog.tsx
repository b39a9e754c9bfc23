import { useId, useState } from 'preact/hooks';
import { isReasonLongEnough } from '../../../src/core/model/case.ts';
import { DialogForm } from './forms.tsx';

/** Asks for a reason that auditors read; `onDone` gets it trimmed. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly action: string;
  readonly hint: string;
  readonly label: string;
  readonly onDone: (reason: string) => void;
}) {
  const hintId = useId();
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={props.title}
      action={props.action}
      ready={isReasonLongEnough(reason)}
      onDone={() => props.onDone(reason.trim())}
    >
      <p class="hint" id={hintId}>
        {props.hint}
      </p>
      <label class="labelled">
        {props.label}
        <textarea
          rows={3}
          required
          aria-describedby={hintId}
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
    </DialogForm>
  );
}
